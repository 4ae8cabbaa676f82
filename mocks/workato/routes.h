#pragma once

#include <span>

#include "mocks/wire/route.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// routes is the workspace's table of pages and of the OAuth callback.
std::span<const wire::Route<Workspace>> routes();

}  // namespace rehearse::workato
