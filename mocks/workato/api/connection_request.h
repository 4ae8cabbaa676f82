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

// Reads the body over what the connection is now; null is a new one.
ConnectionRequest read_connection(const ApiCall& call, Workspace::Transaction& tx,
                                  const Connection* stored);
// Adds what check_connection() says of the settings, one problem a field, named as in the body.
void add_problems_of(const ApiCall& call, Workspace::Transaction& tx, ConnectionRequest& request);

}  // namespace rehearse::workato::api
