#include "mocks/workato/engine/misbehave.h"

#include <algorithm>

namespace rehearse::workato {

bool misbehaves(Workspace& workspace, Workspace::Transaction& tx, Connection& connection,
                bool ClientBugs::*bug, TimePoint now) {
  if (!(workspace.config().bugs.*bug)) return false;
  const auto table = client_bug_table();
  const auto row = std::ranges::find(table, bug, &ClientBugInfo::flag);
  tx.slips().made(connection, *row, now);
  return true;
}

bool misbehaves(Workspace& workspace, int64_t id, bool ClientBugs::*bug, TimePoint now) {
  if (!(workspace.config().bugs.*bug)) return false;
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(id);
  return connection != nullptr && misbehaves(workspace, tx, *connection, bug, now);
}

}  // namespace rehearse::workato
