#pragma once

#include "mocks/workato/api/api_call.h"

namespace rehearse::workato::api {

// The folder and the project that a connection lies in.
int64_t folder_of(Workspace::Transaction& tx, const Connection& connection);
bool is_visible(const ApiCall& call, const Connection& connection);

// The connection that the path's segment names, or what to answer if the caller cannot have it.
Result<Connection*, wire::WireResponse> connection_at(ApiCall& call, Workspace::Transaction& tx,
                                                      std::string_view segment = "id");

// A connection as lists have it: every member that Workato's own clients require.
Json listed_connection(const ApiCall& call, Workspace::Transaction& tx,
                       const Connection& connection, bool with_tags);
// The answer to creating or updating a connection; see the dial workato.connection_shape.
wire::WireResponse saved_connection(const ApiCall& call, Workspace::Transaction& tx,
                                    const Connection& connection);

}  // namespace rehearse::workato::api
