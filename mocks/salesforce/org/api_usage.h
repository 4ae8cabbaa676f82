#pragma once

#include <cstdint>
#include <deque>

#include "mocks/core/time.h"

namespace rehearse::salesforce {

// ApiUsage counts the calls of the last 24 hours of virtual time (Salesforce, documented: the daily
// limit is a rolling one). Only calls that were let in count.
class ApiUsage {
 public:
  // Lets a call in and counts it, unless `most` were let in within the 24 hours before.
  bool admit(TimePoint now, uint64_t most);
  // As of the last call that asked.
  uint64_t used() const { return used_; }
  uint64_t most() const { return most_; }

 private:
  struct Calls {
    TimePoint at{};
    uint64_t count = 0;
  };
  std::deque<Calls> calls_{};  // oldest first
  uint64_t used_ = 0, most_ = 0;
};

}  // namespace rehearse::salesforce
