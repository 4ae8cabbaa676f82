#pragma once

#include "mocks/workato/workspace.h"

namespace rehearse::workato::api {

// release_profile takes a profile away from the connections that use it: they fall back to
// Workato's own app and have to be connected again.
void release_profile(Workspace::Transaction& tx, int64_t profile, TimePoint now);

// adopt_profile gives the connections of the profile's application that profile; one that loses its
// tokens over it has to be connected again. With `keeps_live` connected ones stay as they are.
void adopt_profile(Workspace::Transaction& tx, const Profile& profile, bool keeps_live,
                   TimePoint now);

}  // namespace rehearse::workato::api
