#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/guide/snapshot.h"
#include "harness/matrix/story.h"

namespace rehearse::harness {

// UsageLife is how long a connection lives if it is used so.
struct UsageLife {
  std::string usage{}, meaning{};  // a value of the matrix's dimension `usage`
  std::string cell{};              // what `rehearse explain` takes
  Story story{};
};

// WhatIf is what the simulation says of an app's present settings.
struct WhatIf {
  std::vector<std::string> blocked{};  // why no connection comes about, which no usage changes
  std::vector<std::string> rounded{};  // settings that the simulation knows only roughly
  std::vector<UsageLife> lives{};
};

// The settings of a life as the app has them; what they leave out is told in `rounded`.
simulation::Settings settings_of(const AppSeen& app, const Snapshot& snapshot,
                                 std::vector<std::string>& rounded);

// Simulator lives the four usages for an app, and remembers what came of settings it has seen. Not
// safe from two threads.
class Simulator {
 public:
  explicit Simulator(Live live) : live_(std::move(live)) {}
  WhatIf what_if(const AppSeen& app, const Snapshot& snapshot);

  static constexpr std::string_view kUsages[] = {"daily", "monthly", "idle_29_days",
                                                 "idle_31_days"};

 private:
  Live live_;
  std::map<std::string, Story, std::less<>> known_{};  // by the cell's name
};

}  // namespace rehearse::harness
