#include "mocks/real_clock.h"

namespace rehearse {

TimePoint present_time() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace rehearse
