#pragma once

#include <vector>

#include "harness/scenario/problem.h"
#include "harness/scenario/scenario.h"

namespace rehearse::harness {

// A file whose variants combine to more than this is a mistake.
inline constexpr size_t kMostCombinations = 256;

// Reads `variants` of the file. Problems: not an object of lists, an empty list, a label twice.
std::vector<Variant> read_variants(const Json& file, Problems& problems);

// Every combination that `exclude` leaves, the last variant changing fastest. One empty combination
// where there are no variants. Problems: unknown names and labels in `exclude`, nothing left, more
// than kMostCombinations.
std::vector<Combination> combinations(const Json& file, const std::vector<Variant>& variants,
                                      Problems& problems);

// Checks that `when` maps known variants to known labels, and reports what isn't known.
void check_selection(const Json& when, const std::string& path,
                     const std::vector<Variant>& variants, Problems& problems);
// True if every member of `when` names the combination's label.
bool selects(const Json& when, const Combination& combination);

// The value of `name` or `name.member.member` in the combination, or null.
const Json* variant_value(std::string_view name, const Combination& combination,
                          const std::vector<Variant>& variants);

// How a value is written in `exclude`, in `when` and on the command line.
std::string label_of(const Json& value);

// `pkce=true rotation=false`; empty without variants.
std::string to_text(const Combination& combination);

}  // namespace rehearse::harness
