#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::salesforce {

// LoginRates counts each user's logins of the last hour. It keeps at most one record for every
// login that is let in within an hour, and those of one instant together.
class LoginRates {
 public:
  // Lets a login in and counts it, if fewer than `most` were let in during the hour up to `now`.
  // One that is turned away isn't counted, so that waiting an hour always helps.
  bool admit(const UserId& user, int64_t most, TimePoint now);

 private:
  struct Logins {
    TimePoint at{};
    int64_t count = 0;
  };
  struct Hour {
    std::deque<Logins> logins{};  // oldest first
    int64_t count = 0;
  };
  std::unordered_map<std::string, Hour> by_user_{};
};

}  // namespace rehearse::salesforce
