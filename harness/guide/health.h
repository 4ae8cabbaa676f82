#pragma once

#include <string>

#include "harness/guide/snapshot.h"

namespace rehearse::harness {

// Health is how the newest connection is, in one sentence: whether it is connected, when it was
// last used, and what ends it next, and when.
struct Health {
  enum class State { none, waiting, connected, over };
  State state = State::none;
  std::string sentence{};
  std::string reason{};  // why it is over, or what ends it next: a reason's name, or empty
};

Health health_of(const Snapshot& snapshot);

// Why a connection is lost or not made, as a reason's name: what the org knows of its grant, where
// Workato was told no more than invalid_grant.
std::string cause_of(const Snapshot& snapshot, const ConnectionSeen& connection);

// `2026-12-26 03:36 UTC`.
std::string day_and_time(TimePoint instant);

}  // namespace rehearse::harness
