#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/scenario.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

inline constexpr std::string_view kRacesFolder = "races/";

// races_table is scenarios/races/README.md: a row for each scenario of that folder, its cells what
// the steps `workato.outcome` expect, so that it says nothing but what the runs prove. The errors
// name the scenarios that are no race: each has the variants client (naive, correct) and replay
// (cascade, reject_only), one such step and a `why`.
Result<std::string, std::vector<std::string>> races_table(const std::vector<Scenario>& scenarios);

}  // namespace rehearse::harness
