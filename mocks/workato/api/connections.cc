#include "mocks/workato/api/connection_answer.h"
#include "mocks/workato/api/connection_request.h"
#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato::api {
namespace {

// What a connection is authorized with; it cannot change under tokens that are in use.
bool same_authorization(const ConnectionSettings& one, const ConnectionSettings& other) {
  return one.sandbox == other.sandbox && one.custom_domain == other.custom_domain &&
         one.scopes == other.scopes && one.profile == other.profile;
}

bool with_200(const ApiCall& call) {
  return call.workspace.dials().is(oauth::Dial::workato_connection_refusal, "200");
}

// The mock connects Salesforce alone, though it knows other applications by name.
const Reason& reason_of(const ConnectionRequest& request) {
  const std::string& provider = request.settings.provider;
  return find_application(provider) != nullptr && !is_salesforce(provider)
             ? reason::workato_application_not_shown
             : reason::workato_connection_invalid;
}

void import_tokens(const ApiCall& call, Workspace::Transaction& tx, Connection& connection,
                   Tokens tokens) {
  std::string login_base = call.workspace.login_base(connection.settings).value_or("");
  tx.connections().authorize(connection, std::move(tokens), std::move(login_base), call.now);
}

}  // namespace

wire::WireResponse create_connection(ApiCall& call) {
  Workspace::Transaction tx = call.workspace.begin();
  ConnectionRequest request = read_connection(call, tx, nullptr);
  if (!request.problems.empty())
    return api_invalid(call.wire, reason_of(request), request.problems);
  // docs.workato.com: no connection with OAuth can be created and authenticated in one call.
  if (!request.is_shell && !request.tokens)
    return api_invalid(call.wire, reason::api_oauth_needs_shell,
                       {{"shell_connection", "must be true for a connection with OAuth"}});
  Connection& connection = tx.connections().create(std::move(request.settings), call.now);
  connection.placement = std::move(request.placement);
  if (request.tokens) import_tokens(call, tx, connection, std::move(*request.tokens));
  return saved_connection(call, tx, connection);
}

wire::WireResponse update_connection(ApiCall& call) {
  Workspace::Transaction tx = call.workspace.begin();
  auto found = connection_at(call, tx);
  if (!found) return found.error();
  Connection& connection = *found.value();
  ConnectionRequest request = read_connection(call, tx, &connection);
  if (request.placement.parent == connection.id)
    request.problems.push_back({"parent_id", "can't be the connection itself"});
  if (!request.problems.empty())
    return api_invalid(call.wire, reason_of(request), request.problems);
  if (connection.status == ConnectionStatus::connected && !request.tokens &&
      !same_authorization(connection.settings, request.settings))
    return api_invalid(call.wire, reason::workato_connection_active,
                       {{"input", "can't be changed while the connection is connected"}});
  connection.placement = std::move(request.placement);
  tx.connections().change_settings(connection, std::move(request.settings), call.now);
  if (request.tokens) import_tokens(call, tx, connection, std::move(*request.tokens));
  return saved_connection(call, tx, connection);
}

wire::WireResponse disconnect_connection(ApiCall& call) {
  std::vector<FieldProblem> problems;
  const bool force = ApiMembers(call.body, problems).flag("force").value_or(false);
  if (!problems.empty()) return api_invalid(call.wire, reason::api_fields_invalid, problems);
  Workspace::Transaction tx = call.workspace.begin();
  auto found = connection_at(call, tx);
  if (!found) return found.error();
  Connection& connection = *found.value();
  // docs.workato.com: no action is taken if the connection is disconnected already.
  if (connection.status != ConnectionStatus::disconnected) {
    if (!force && tx.has_active_recipe(connection.id))
      return api_unsuccessful(call.wire, reason::api_connection_in_use,
                              {"connection", "can't disconnect: active recipes use it"},
                              with_200(call));
    tx.connections().disconnect(connection, call.now);
  }
  return api_answer({{"success", true}, {"status", "disconnected"}});
}

wire::WireResponse delete_connection(ApiCall& call) {
  Workspace::Transaction tx = call.workspace.begin();
  auto found = connection_at(call, tx);
  if (!found) return found.error();
  const Connection& connection = *found.value();
  if (connection.status == ConnectionStatus::connected)
    return api_unsuccessful(call.wire, reason::workato_connection_active,
                            {"connection", "can't delete a connection that is connected"},
                            with_200(call));
  if (tx.has_active_recipe(connection.id))
    return api_unsuccessful(call.wire, reason::api_connection_in_use,
                            {"connection", "can't delete: active recipes use it"}, with_200(call));
  tx.connections().remove(connection.id);
  return api_answer({{"success", true}});
}

}  // namespace rehearse::workato::api
