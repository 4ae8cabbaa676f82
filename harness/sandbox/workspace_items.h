#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/driver/workato_api.h"
#include "harness/sandbox/run_journal.h"
#include "harness/sandbox/workspace_guard.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// WorkspaceItems lists the profiles and connections of a workspace, and takes a run's own away.
class WorkspaceItems {
 public:
  explicit WorkspaceItems(WorkspaceGuard& guard)
      : guard_(guard), api_(guard, guard.api(), guard.token().value) {}

  // All of them, from every page. Trouble if the workspace does not say: then nobody may take one
  // for gone.
  Result<std::vector<Json>, Trouble> list(Resource::Kind kind);
  // Deletes what an entry of the journal names, if it is that run's own: its name begins as the
  // run's do, and the workspace lists it under that name and the journaled id. The Trouble says why
  // not. A connection is disconnected before.
  Result<Done, Trouble> remove(RunJournal& journal, size_t entry, const Resource& resource);

 private:
  Result<std::vector<Json>, Trouble> named(const Resource& resource);
  Result<Done, Trouble> erase(const Resource& resource);

  WorkspaceGuard& guard_;
  WorkatoApi api_;
};

// How the names of all that a run makes begin.
std::string own_beginning(const RunHeader& header);
// The id of a profile or a connection, as text; empty: it has none.
std::string item_id(const Json& item);

}  // namespace rehearse::harness
