#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/explore.h"
#include "mocks/simulation/explore.h"

namespace rehearse::harness {

// chosen_worlds gives the worlds that the flags name, as the flags change them. Nothing: a flag was
// wrong, and `command` has said so on stderr.
std::optional<std::vector<simulation::SmallWorld>> chosen_worlds(const ExploreOptions& options,
                                                                 std::string_view command);

// Prints a violation and the schedule that leads to it, a line a step.
void print_finding(const simulation::SmallWorld& small, const simulation::Finding& finding,
                   bool is_shortest);

// The finding as a scenario that fails until it is repaired, under the dials and mistakes of the
// flags; `name` as in the file's own member.
std::string scenario_of(const simulation::SmallWorld& small, const simulation::Finding& finding,
                        const ExploreOptions& options, std::string_view name);

}  // namespace rehearse::harness
