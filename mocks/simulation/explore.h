#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mocks/simulation/worlds/oracle.h"
#include "mocks/simulation/worlds/schedule.h"
#include "mocks/simulation/worlds/small_world.h"

namespace rehearse::simulation {

// Finding is a violation and the schedule that leads to it.
struct Finding {
  Violation violation{};
  Schedule schedule{};
};

// Exploration is what came of trying everything that can happen to a small world.
struct Exploration {
  uint64_t states = 0;       // that differ
  uint64_t transitions = 0;  // from one to another
  uint64_t steps = 0;        // performed, those on the way to a state that was seen before included
  uint64_t ends = 0;         // states after which nothing more can happen
  size_t longest = 0;        // steps of the longest of the shortest ways to a state
  bool complete = false;     // nothing was left out
  std::optional<Finding> finding{};
  bool is_shortest = false;  // no other schedule to a violation is shorter
};

struct ExploreOptions {
  uint64_t most_states = 0;                            // 0: no bound
  bool every_choice = false;                           // leave nothing out, to compare
  std::function<bool()> stopped{};                     // end early; may be empty
  std::function<void(const Exploration&)> progress{};  // called now and then; may be empty
};

// explore tries every interleaving, breadth first, so that a violation comes with a shortest
// schedule; it ends there. Two executions that go on in the same way are followed once: a state is
// told apart by everything that the org, Workato's store, the workers' past and the messages under
// way have in it. Of workers that are alike the first goes first.
Exploration explore(const SmallWorld& small, const ExploreOptions& options = {});

// Replay is one schedule performed once more.
struct Replay {
  std::vector<std::string> lines{};  // what happened, a line a choice
  std::optional<Violation> violation{};
  // The choice that cannot be made, from 1, and why; 0: all were made.
  size_t impossible = 0;
  std::string why{};
};
Replay replay(const SmallWorld& small, const Schedule& schedule);

// Walk is one execution in which a seeded draw decides what happens.
struct Walk {
  Schedule schedule{};
  std::vector<std::string> lines{};
  std::optional<Violation> violation{};
};
// The same world and seed give the same walk. Misfortunes of every kind happen, as far as the
// budget goes.
Walk walk(const SmallWorld& small, uint64_t seed);

}  // namespace rehearse::simulation
