#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/scenario/problem.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/schema_check.h"
#include "harness/scenario/vocabulary.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// A file longer than this isn't a scenario.
inline constexpr size_t kLongestScenario = 1024 * 1024;

// SourceFile is a scenario's text and where it came from.
struct SourceFile {
  std::string shown{};  // how messages call the file
  std::string name{};   // what `name` in the file must say
  std::string text{};
};

// Overrides are what the command line sets for every scenario.
struct Overrides {
  std::vector<std::pair<std::string, Json>> settings{};
  std::vector<std::pair<std::string, std::string>> dials{};
  std::string data_centre{};  // of Workato; empty: the scenario's
};

// LoadedScenario adds what the command line needs to know.
struct LoadedScenario {
  Scenario scenario{};
  // Settings that any step refers to, or all of them if one refers to `${settings}`.
  bool uses_all_settings = false;
  std::vector<std::string> used_settings{};
};

// Reads and checks one file. The error holds everything that is wrong with it, in the order of the
// file.
Result<LoadedScenario, std::vector<Problem>> load_scenario(const SourceFile& source,
                                                           const Vocabulary& vocabulary,
                                                           const Schema& schema,
                                                           const Overrides& overrides = {});

}  // namespace rehearse::harness
