#pragma once

#include <span>

#include "mocks/wire/route.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// api_routes is the table of the Developer API.
std::span<const wire::Route<Workspace>> api_routes();

// The body for 404, 405 and 413 below /api.
wire::WireResponse api_route_refusal(int status);

}  // namespace rehearse::workato
