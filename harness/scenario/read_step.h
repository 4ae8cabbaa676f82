#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/scenario/problem.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/vocabulary.h"

namespace rehearse::harness {

// StepSource is what all steps of a file share while they are read.
struct StepSource {
  const Vocabulary& vocabulary;
  const Combination& combination;
  const std::vector<Variant>& variants;
  const Json& settings;
  std::set<std::string>& used_rows;
};

// Reads a step in which variants and settings are filled in. Problems: its members, an unknown
// verb, reason, severity or outcome, a table without a matching row.
PlanStep read_step(const Json& json, const std::string& path, const StepSource& source,
                   Problems& problems);

// True for the verbs that set things up (`setup.…`) and have an argument `settings`: they take the
// scenario's settings unless the step names its own.
bool takes_settings(const PlanStep& step);

void check_guide_ids(const std::vector<std::string>& ids, const std::string& path,
                     const Vocabulary& vocabulary, Problems& problems);

}  // namespace rehearse::harness
