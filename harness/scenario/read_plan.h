#pragma once

#include <set>
#include <string>

#include "harness/scenario/problem.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/vocabulary.h"

namespace rehearse::harness {

// PlanSource is one file in one combination of its variants.
struct PlanSource {
  const Json& file;  // as parsed, overrides applied
  const std::vector<Variant>& variants;
  const Combination& combination;
};

// Reads the plan. Problems: missing or unknown members, wrong types, references that lead nowhere,
// no row of an expectation's table matching. `used_rows` gathers the paths of the rows that
// matched.
Plan read_plan(const PlanSource& source, const Vocabulary& vocabulary, Problems& problems,
               std::set<std::string>& used_rows);

}  // namespace rehearse::harness
