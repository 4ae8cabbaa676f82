#pragma once

#include <span>

#include "mocks/wire/route.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// routes is the workspace's table: pages, the OAuth callback and the Developer API.
std::span<const wire::Route<Workspace>> routes();
// The part of it that people see: pages and the callback, which stands last.
std::span<const wire::Route<Workspace>> page_routes();

// The body for 404, 405 and 413: pages for people, JSON below /api.
wire::WireResponse refusal(int status, const wire::WireRequest& request);

}  // namespace rehearse::workato
