#pragma once

#include "mocks/simulation/stage.h"
#include "mocks/simulation/timetable.h"

namespace rehearse::simulation {

// JobFailure is why a job failed.
struct JobFailure {
  const Reason* bug = nullptr;     // the client's mistake
  const Reason* cause = nullptr;   // the org's
  const Reason* reason = nullptr;  // the engine's
  std::vector<const Reason*> chain() const;
};

// RoundReport is what became of the jobs of one instant.
struct RoundReport {
  bool refreshed = false;
  std::vector<JobFailure> failures{};  // in the order in which the jobs ended
};

// run_round runs the jobs that are due at the present instant, step by step in turn as the workers
// of a recipe do; each worker calls from the address after the one before it.
RoundReport run_round(World& world, int64_t connection, int workers, int host);

}  // namespace rehearse::simulation
