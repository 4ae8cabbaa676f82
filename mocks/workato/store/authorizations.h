#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::workato {

// kStateLifetime is how long a person may take from Connect to the callback.
inline constexpr Duration kStateLifetime = std::chrono::hours(1);

// Authorization is one trip of a browser to the org, from Connect to the callback. The verifier and
// the server belong to the state, not to the connection (RFC 9700 sections 2.1.1 and 4.4.2).
struct Authorization {
  std::string state{};
  int64_t connection = 0;
  int64_t profile = 0;
  SessionId browser{};  // empty: any browser may finish it, once
  CodeVerifier verifier{};
  std::string login_base{};
  std::string redirect_uri{};
  TimePoint started_at{};
  bool spent = false;
  uint64_t slips_before = 0;  // how many mistakes of the engine were noted when it began
};

// Authorizations remembers at most 1,000 trips, spent ones included, so that a replay is told from
// a state nobody made.
class Authorizations {
 public:
  void start(Authorization authorization);
  // Spends the state: the first caller with the right browser in time gets the trip. Nobody else's
  // callback can spend it.
  Result<Authorization, const Reason*> claim(std::string_view state, const SessionId& browser,
                                             TimePoint now);
  // The trip of a state, spent or not; null if there is none.
  const Authorization* find(std::string_view state) const;
  const Authorization* newest() const { return trips_.empty() ? nullptr : &trips_.back(); }

 private:
  std::deque<Authorization> trips_;
};

}  // namespace rehearse::workato
