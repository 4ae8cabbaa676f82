#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mocks/core/entropy.h"
#include "mocks/core/reason.h"
#include "mocks/core/task.h"
#include "mocks/core/time.h"
#include "mocks/workato/store/model.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// kLeaseLifetime is how long a worker may hold the right to refresh a connection: longer than a
// refresh, an introspection and a second refresh may take. One that has held it longer has died.
inline constexpr Duration kLeaseLifetime = std::chrono::seconds(120);

// RefreshCall is what a worker brings along when it asks for new tokens.
struct RefreshCall {
  int64_t connection = 0;
  uint64_t seen_version = 0;  // whose access token was refused
  RefreshToken held{};        // what the worker read then; only a mistaken engine sends it
  Workspace::Sender sender{};
  bool dies_on_the_way = false;  // the worker: after its request was sent
};

// RefreshReport says whether the connection has tokens to go on with.
struct RefreshReport {
  bool renewed = false;            // this call got new tokens
  bool usable = false;             // go on with what is stored
  const Reason* reason = nullptr;  // why not
  std::string text{};
  std::optional<Tokens> unsaved{};  // a mistaken engine keeps them back until the job is over
  TimePoint at{};                   // when it was clear
};

// refresh renews a connection's tokens with at most one refresh, one refresh more after
// introspection said it is safe, and one attempt more when no byte was sent. If the stored version
// is newer than the seen one, somebody was faster and nothing is sent. At most one refresh per
// connection is under way (RFC 9700 section 4.14.2 makes two fatal).
RefreshReport refresh(Workspace& workspace, const RefreshCall& call, TimePoint now);
// The same for a worker whose requests are under way for a while (its sender has a carrier).
Task<RefreshReport> refreshing(Workspace& workspace, RefreshCall call, TimePoint now);

// store_unsaved stores what a mistaken engine kept back.
void store_unsaved(Workspace& workspace, int64_t connection, Tokens tokens, TimePoint now);

// throttle makes a connection wait: as long as the server says (a day at most), else 30 seconds,
// doubled with each time in a row, an hour at most; up to a tenth more, drawn from `jitter`.
void throttle(Connection& connection, Duration asked, Entropy& jitter, TimePoint now);

}  // namespace rehearse::workato
