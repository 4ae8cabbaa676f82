#pragma once

#include "mocks/core/time.h"

namespace rehearse {

// present_time reads the computer's clock. Only a start of `rehearse serve` asks for it, once,
// and a run on a sandbox, whose tokens and limits live by it: everything else is virtual time.
TimePoint present_time();

}  // namespace rehearse
