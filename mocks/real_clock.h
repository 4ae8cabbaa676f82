#pragma once

#include "mocks/core/time.h"

namespace rehearse {

// present_time reads the computer's clock. Only a start of `rehearse serve` asks for it, once:
// everything after that is virtual time.
TimePoint present_time();

}  // namespace rehearse
