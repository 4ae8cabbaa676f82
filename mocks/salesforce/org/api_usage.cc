#include "mocks/salesforce/org/api_usage.h"

namespace rehearse::salesforce {

bool ApiUsage::admit(TimePoint now, uint64_t most) {
  constexpr Duration kWindow = std::chrono::hours(24);
  most_ = most;
  while (!calls_.empty() && calls_.front().at + kWindow < now) {
    used_ -= calls_.front().count;
    calls_.pop_front();
  }
  if (used_ >= most) return false;
  // A clock that was set back leaves the newest entry where it is.
  if (calls_.empty() || calls_.back().at < now) calls_.push_back({now, 0});
  ++calls_.back().count;
  ++used_;
  return true;
}

}  // namespace rehearse::salesforce
