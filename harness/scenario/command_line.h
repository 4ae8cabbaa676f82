#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "harness/driver/target_factory.h"
#include "harness/scenario/load.h"
#include "harness/scenario/scenario.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

using Assignment = std::pair<std::string, std::string>;

// Reads NAME=VALUE. The error is a sentence that names the flag.
Result<Assignment, std::string> read_assignment(const std::string& text, std::string_view flag);

// A setting's value as the command line writes it: JSON where it is JSON (true, 30, a list), else
// the text itself.
Json setting_value(const std::string& text);

// The plans of the scenarios that --variant leaves. A scenario without a variant of that name is
// left out. The errors name the variants and values that no scenario has.
Result<std::vector<const Plan*>, std::vector<std::string>> choose_plans(
    const std::vector<LoadedScenario>& scenarios, const std::vector<Assignment>& variants);

// What of --set no scenario takes notice of, a sentence each.
std::vector<std::string> settings_without_use(const std::vector<LoadedScenario>& scenarios,
                                              const std::vector<Assignment>& settings);

// RepeatOptions are the parts of the command line that change what a run does.
struct RepeatOptions {
  uint64_t seed = 1;
  std::string driver{};  // empty: the standard one
  std::string start{};   // empty: the standard one
  std::vector<Assignment> settings{}, dials{};
  Mistakes mistakes{};
  std::string data_centre{};  // empty: the scenario's
  std::string target{};       // empty: the mocks
  std::string journals{};     // the folder; empty: the standard one
  bool developer_edition = false;
};
// The command line that runs the plan again, quoted for a shell.
std::string repeat_line(const Plan& plan, const std::string& file, const RepeatOptions& options);

}  // namespace rehearse::harness
