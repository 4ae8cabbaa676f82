#pragma once

#include <cstdint>
#include <string>

#include "mocks/core/entropy.h"
#include "mocks/core/reason.h"
#include "mocks/core/time.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

class Workspace;

// RefreshReport says whether the connection has tokens to go on with.
struct RefreshReport {
  bool renewed = false;            // this call stored new tokens
  bool usable = false;             // go on with what is stored
  const Reason* reason = nullptr;  // why not
  std::string text{};
};

// refresh renews a connection's tokens with at most one refresh, one refresh more after
// introspection said it is safe, and one attempt more when no byte was sent. `seen_version` is the
// version whose access token was refused: if the stored one is newer, somebody was faster and
// nothing is sent. At most one refresh per connection is under way (RFC 9700 section 4.14.2 makes
// two fatal).
RefreshReport refresh(Workspace& workspace, int64_t connection, uint64_t seen_version,
                      TimePoint now);

// throttle makes a connection wait: as long as the server says (a day at most), else 30 seconds,
// doubled with each time in a row, an hour at most; up to a tenth more, drawn from `jitter`.
void throttle(Connection& connection, Duration asked, Entropy& jitter, TimePoint now);

}  // namespace rehearse::workato
