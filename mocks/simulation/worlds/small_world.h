#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/instance_options.h"

namespace rehearse::simulation {

// Operation is what a worker of a small world does, one after the other.
enum class Operation {
  job,             // Workato runs a job on the connection
  other_job,       // and one on the second connection
  keep_alive,      // Workato refreshes the connection without a job
  callback,        // the person's browser comes back to Workato with the code
  reconnect,       // a person connects anew, if the connection is lost or disconnected
  disconnect,      // a person presses Disconnect
  copied_refresh,  // somebody refreshes with a copy of the connection's tokens, and keeps the
                   // answer
  narrow_refresh,  // the same, for less scope
  wide_refresh,    // the same, for more scope than the grant has
  redeem,          // somebody exchanges the code
  revoke,          // somebody revokes the refresh token that the connection has now
  authorize,       // the same user approves the same app once more
  deactivate_user,
};
std::string_view to_text(Operation operation);

// Budget bounds the misfortunes of one schedule.
struct Budget {
  int losses = 0;   // answers lost or cut off, requests given up
  int crashes = 0;  // of workers
  int repeats = 0;  // requests delivered twice
  int waits = 0;    // of two minutes, longer than a dead worker's lease
  friend bool operator==(const Budget&, const Budget&) = default;
};

// SmallWorld is a pair of mocks, a connection with an expired session, and workers with their
// operations: small enough that everything that can happen to it can be tried.
struct SmallWorld {
  std::string name{};   // snake_case
  std::string title{};  // one sentence
  std::vector<std::vector<Operation>> workers{};
  Budget budget{};
  bool rotation = true;
  int connections = 1;              // of the same user and app
  bool waits_for_callback = false;  // the first connection's code is in the browser, not redeemed
  // Mistakes, dials and the seed.
  InstanceOptions options{};
};

inline constexpr int kMostWorkers = 3;
inline constexpr int kMostOperations = 3;

// The worlds that are explored, in the order in which they are shown.
std::span<const SmallWorld> small_worlds();
// The error is a sentence that names the nearest known world.
Result<SmallWorld, std::string> find_small_world(std::string_view name);

}  // namespace rehearse::simulation
