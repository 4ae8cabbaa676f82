#pragma once

#include "mocks/workato/workspace.h"

namespace rehearse::workato::api {

// release_profile takes a profile away from the connections that use it: they fall back to
// Workato's own app and have to be connected again.
void release_profile(Workspace::Transaction& tx, int64_t profile, TimePoint now);

}  // namespace rehearse::workato::api
