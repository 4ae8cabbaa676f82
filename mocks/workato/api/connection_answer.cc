#include "mocks/workato/api/connection_answer.h"

#include "mocks/workato/reasons_api.h"
#include "mocks/workato/snapshot.h"

namespace rehearse::workato::api {
namespace {

using oauth::Dial;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json or_null(const std::optional<TimePoint>& at) { return at ? Json(utc_time(*at)) : Json(); }
Json or_null(int64_t id) { return id != 0 ? Json(id) : Json(nullptr); }

// CustomOauthKey is Workato's own name for a custom OAuth profile; where a connection shows it is
// not public, hence the dial.
void show_profile(const ApiCall& call, const Connection& connection, Json& json) {
  const oauth::Dials& dials = call.workspace.dials();
  if (dials.is(Dial::workato_profile_key, "top_level"))
    json["custom_oauth_key_id"] = or_null(connection.settings.profile);
  if (dials.is(Dial::workato_profile_key, "input"))
    json["input"] = {{"custom_oauth_key_id", or_null(connection.settings.profile)}};
}

}  // namespace

int64_t folder_of(Workspace::Transaction& tx, const Connection& connection) {
  const int64_t folder = connection.placement.folder;
  return folder != 0 ? folder : tx.folders().of_project(connection.settings.location);
}

bool is_visible(const ApiCall& call, const Connection& connection) {
  return call.client.sees(connection.settings.location);
}

Result<Connection*, wire::WireResponse> connection_at(ApiCall& call, Workspace::Transaction& tx,
                                                      std::string_view segment) {
  Connection* connection = tx.connections().edit(call.id(segment));
  if (connection == nullptr) return api_not_found(call.wire);
  if (is_visible(call, *connection)) return connection;
  return api_refusal(call.wire, reason::api_outside_projects, 404, "Not found");
}

Json listed_connection(const ApiCall& call, Workspace::Transaction& tx,
                       const Connection& connection, bool with_tags) {
  const int64_t folder = folder_of(tx, connection);
  const Folder* at = tx.folders().find(folder);
  Json json{{"id", connection.id},
            {"application", connection.settings.provider},
            {"provider", connection.settings.provider},
            {"name", connection.settings.name},
            {"description", nullptr},
            {"authorized_at", or_null(connection.authorized_at)},
            {"authorization_status", authorization_status(connection)},
            {"authorization_error", or_null(connection.authorization_error)},
            {"created_at", utc_time(connection.created_at)},
            {"updated_at", utc_time(connection.changed_at)},
            {"external_id", or_null(connection.placement.external_id)},
            {"folder_id", folder},
            {"project_id", or_null(at == nullptr ? 0 : at->project)},
            {"connection_lost_at", or_null(connection.lost_at)},
            {"connection_lost_reason", or_null(connection.lost_reason)},
            {"parent_id", or_null(connection.placement.parent)},
            {"tags", with_tags ? Json::array() : Json(nullptr)}};
  show_profile(call, connection, json);
  return json;
}

wire::WireResponse saved_connection(const ApiCall& call, Workspace::Transaction& tx,
                                    const Connection& connection) {
  Json json = listed_connection(call, tx, connection, false);
  if (call.workspace.dials().is(Dial::workato_connection_shape, "api_docs")) {
    for (const char* name : {"application", "description", "project_id", "connection_lost_at",
                             "connection_lost_reason", "tags"})
      json.erase(name);
  }
  return api_answer(json);
}

}  // namespace rehearse::workato::api
