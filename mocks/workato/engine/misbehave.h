#pragma once

#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// misbehaves says whether the engine is to make this mistake now, and if so notes it. Ask only
// where the mistake makes a difference.
bool misbehaves(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                bool ClientBugs::*bug, TimePoint now);
// The same for callers without a transaction.
bool misbehaves(Workspace& workspace, int64_t connection, bool ClientBugs::*bug, TimePoint now);

}  // namespace rehearse::workato
