#pragma once

#include <optional>

#include "mocks/simulation/lives/stage.h"
#include "mocks/simulation/lives/timetable.h"

namespace rehearse::simulation {

// why_failed puts together why something failed, the first cause first: the mistake that the engine
// blames it on, the org's reason, the engine's own; each may be null. The engine blames the newest
// mistake that it knows of. One that does not lead to the org's reason is no cause.
std::vector<const Reason*> why_failed(const Reason* bug, const Reason* cause, const Reason* reason);

// JobFailure is why a job failed.
struct JobFailure {
  const Reason* reason = nullptr;  // the engine's
  std::vector<const Reason*> chain{};
};

// RoundReport is what became of the jobs of one instant.
struct RoundReport {
  bool refreshed = false;
  std::vector<JobFailure> failures{};  // in the order in which the jobs ended
  // Which of them met the connection's end; none: it lives on.
  std::optional<size_t> met_end{};
  Duration unused{};  // at the end: how long the refresh token had been so
};

// run_round runs the jobs that are due at the present instant, step by step in turn as the workers
// of a recipe do; each worker calls from the address after the one before it.
RoundReport run_round(World& world, int64_t connection, int workers, int host);

}  // namespace rehearse::simulation
