#pragma once

#include <optional>
#include <vector>

#include "mocks/workato/api/api_call.h"

namespace rehearse::workato::api {

// ConnectionRequest is what a body asks a connection to be: what it leaves out stays as it was.
struct ConnectionRequest {
  ConnectionSettings settings{};
  Placement placement{};
  bool is_shell = false;
  std::optional<Tokens> tokens{};  // oauth_token_pair
  std::vector<FieldProblem> problems{};
};

// Reads the body over what the connection is now; both are empty for a new one.
ConnectionRequest read_connection(const ApiCall& call, Workspace::Transaction& tx,
                                  const ConnectionSettings& settings, const Placement& placement);

}  // namespace rehearse::workato::api
