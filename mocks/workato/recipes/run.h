#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mocks/workato/store/recipes.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// RunEvent is something worth telling of a run.
struct RunEvent {
  TimePoint at{};
  std::string what{};  // job_failed, connection_lost, recipe_stopped, keep_alive_failed
  int64_t recipe = 0;
  int64_t connection = 0;
  const Reason* reason = nullptr;  // the engine's
  const Reason* cause = nullptr;   // the org's own, where it refused
  const Reason* bug = nullptr;     // the mistake that it is blamed on
  std::string text{};
};

// RunSummary is what became of the recipes while time passed.
struct RunSummary {
  TimePoint from{}, until{};
  uint64_t jobs = 0, failed = 0, refreshed = 0;
  uint64_t kept_alive = 0;         // refreshes without a job
  std::vector<RunEvent> events{};  // the first kMostEvents, oldest first; of failed jobs each
                                   // recipe's first and whatever fails in another way
  uint64_t untold = 0;             // events beyond those
  bool interrupted = false;        // `until` is the last instant at which something happened
  static constexpr size_t kMostEvents = 200;
};

// RunHooks connect a run to the instance it happens in.
struct RunHooks {
  std::function<void(TimePoint)> set_clock{};  // called before whatever happens at that instant
  // How many requests the org has had, and why it refused the newest one after the first `seen`;
  // may be empty.
  std::function<uint64_t()> requests{};
  std::function<const Reason*(uint64_t seen)> refusal_since{};
  std::function<bool()> stopped{};  // end early; may be empty
};

// run_recipes lets time pass from `now` until `until` with every running recipe doing its jobs, in
// process, and gives what came of it: jobs that are due at one instant go on step by step in turn,
// as workers would. With the dial workato.keep_alive tokens are also refreshed when no job needs
// it.
RunSummary run_recipes(Workspace& workspace, TimePoint now, TimePoint until, const RunHooks& hooks);

}  // namespace rehearse::workato
