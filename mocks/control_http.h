#pragma once

#include "mocks/control.h"
#include "mocks/wire/message.h"

namespace rehearse {

// serve_control answers a request of the control listener through the facade. Web pages must not
// steer the mocks, so it refuses a Host that is not loopback (DNS rebinding), an Origin that is not
// loopback (cross-site requests) and a body that claims to be neither JSON nor what `curl -d`
// claims by itself.
wire::WireResponse serve_control(Control& control, const wire::WireRequest& request);

}  // namespace rehearse
