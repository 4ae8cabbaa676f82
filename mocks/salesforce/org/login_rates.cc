#include "mocks/salesforce/org/login_rates.h"

#include <algorithm>
#include <chrono>

namespace rehearse::salesforce {

bool LoginRates::admit(const UserId& user, int64_t most, TimePoint now) {
  Hour& hour = by_user_[user.value];
  // A login counts for exactly an hour.
  while (!hour.logins.empty() && now > hour.logins.front().at + std::chrono::hours(1)) {
    hour.count -= hour.logins.front().count;
    hour.logins.pop_front();
  }
  if (hour.count >= most) return false;
  // Where the clock was set back, the newest login stays the last.
  const TimePoint at = hour.logins.empty() ? now : std::max(now, hour.logins.back().at);
  if (hour.logins.empty() || hour.logins.back().at != at) hour.logins.push_back({at, 0});
  ++hour.logins.back().count;
  ++hour.count;
  return true;
}

}  // namespace rehearse::salesforce
