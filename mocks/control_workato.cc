#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/job.h"
#include "mocks/workato/pages/connection_form.h"
#include "mocks/workato/snapshot.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using workato::Connection;
using workato::Profile;

size_t connections_of(workato::Connections& connections, int64_t profile) {
  return size_t(std::ranges::count_if(connections.all(), [profile](const Connection& connection) {
    return connection.settings.profile == profile;
  }));
}

// What a form's problems are in one answer.
ControlAnswer invalid(const ControlCall& call, std::string_view code,
                      const std::vector<workato::FieldProblem>& problems) {
  std::string message = call.place + ":";
  for (const workato::FieldProblem& problem : problems) {
    message += fmt::format(" {} {}.", problem.field, problem.text);
  }
  return control_error(400, code, message);
}

// The connection that the path names, or null.
Connection* connection_of(const ControlCall& call, workato::Workspace::Transaction& tx) {
  return tx.connections().edit(call.number("id"));
}

// The profile that the path names, or null.
const Profile* profile_of(const ControlCall& call, workato::Workspace::Transaction& tx) {
  return tx.profiles().find(call.number("id"));
}

}  // namespace

ControlAnswer no_such_connection(const ControlCall& call) {
  return control_error(
      404, "not_found",
      fmt::format("{}: there is no such connection; GET /workato lists them.", call.place));
}

ControlAnswer show_workato(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  const workato::DataCentre& centre = call.world.workspace.data_centre();
  Json egress = Json::array();
  for (const std::string_view address : centre.egress) {
    if (!address.empty()) egress.push_back(address);
  }
  auto tx = call.world.workspace.begin();
  Json profiles = Json::array(), connections = Json::array();
  for (const Profile& profile : tx.profiles().all()) {
    profiles.push_back(
        workato::profile_json(profile, connections_of(tx.connections(), profile.id)));
  }
  for (const Connection& connection : tx.connections().all()) {
    connections.push_back(workato::connection_json(connection));
  }
  return control_json({{"data_centre", centre.name},
                       {"egress", egress},
                       {"profiles", profiles},
                       {"connections", connections}});
}

ControlAnswer create_profile(ControlCall& call) {
  Members members(call.body, call.place);
  workato::ProfileDraft draft;
  draft.provider = members.text("provider").value_or("salesforce");
  draft.name = members.required_text("name");
  draft.client_id = members.required_text("client_id");
  draft.client_secret = members.required_text("client_secret");
  if (auto problem = members.problem()) return *problem;
  auto tx = call.world.workspace.begin();
  const auto created = tx.profiles().create(draft, call.world.clock.now());
  if (!created) return invalid(call, "invalid_profile", created.error());
  return control_json(workato::profile_json(*tx.profiles().find(created.value()), 0));
}

ControlAnswer edit_profile(ControlCall& call) {
  Members members(call.body, call.place);
  const std::optional<std::string> name = members.text("name");
  const std::optional<std::string> client_id = members.text("client_id");
  const std::optional<std::string> client_secret = members.text("client_secret");
  if (auto problem = members.problem()) return *problem;
  call.world.register_secrets();  // the former secret may stand in the journal
  auto tx = call.world.workspace.begin();
  const Profile* profile = profile_of(call, tx);
  if (profile == nullptr) {
    return control_error(
        404, "not_found",
        fmt::format("{}: there is no such profile; GET /workato lists them.", call.place));
  }
  // As on the profile's page: what is left out stays, the secret too.
  workato::ProfileDraft draft{.provider = profile->provider,
                              .name = name.value_or(profile->name),
                              .client_id = client_id.value_or(profile->client_id.value),
                              .client_secret = client_secret.value_or("")};
  const auto updated =
      workato::change_profile(call.world.workspace, tx, profile->id, draft, call.world.clock.now());
  if (!updated) return invalid(call, "invalid_profile", updated.error());
  return control_json(
      workato::profile_json(*profile, connections_of(tx.connections(), profile->id)));
}

ControlAnswer create_connection(ControlCall& call) {
  Members members(call.body, call.place);
  workato::ConnectionSettings settings;
  settings.name = members.required_text("name");
  settings.sandbox = members.flag("sandbox").value_or(false);
  settings.custom_domain = members.text("custom_domain").value_or("");
  settings.scopes = members.text("scopes").value_or("");
  settings.profile = members.integer("profile", 0, INT64_MAX).value_or(0);
  if (auto problem = members.problem()) return *problem;
  auto tx = call.world.workspace.begin();
  const auto problems = workato::check_connection(call.world.workspace, tx.profiles(), settings);
  if (!problems.empty()) return invalid(call, "invalid_connection", problems);
  return control_json(workato::connection_json(
      tx.connections().create(std::move(settings), call.world.clock.now())));
}

ControlAnswer disconnect_connection(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  Connection* connection = connection_of(call, tx);
  if (connection == nullptr) return no_such_connection(call);
  tx.connections().disconnect(*connection, call.world.clock.now());
  return control_json(workato::connection_json(*connection));
}

ControlAnswer clone_connection(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  const Connection* connection = connection_of(call, tx);
  if (connection == nullptr) return no_such_connection(call);
  return control_json(
      workato::connection_json(*tx.connections().clone(connection->id, call.world.clock.now())));
}

ControlAnswer clone_workspace(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  std::vector<int64_t> originals;
  for (const Connection& connection : tx.connections().all()) originals.push_back(connection.id);
  std::map<int64_t, int64_t> copies;  // of profiles
  Json connections = Json::array();
  for (const int64_t id : originals) {
    Connection& copy = *tx.connections().clone(id, call.world.clock.now());
    const int64_t profile = copy.settings.profile;
    if (profile != 0 && copies[profile] == 0)
      copies[profile] = tx.profiles().clone(profile, call.world.clock.now());
    copy.settings.profile = copies[profile];
    connections.push_back(workato::connection_json(copy));
  }
  return control_json({{"connections", std::move(connections)}});
}

ControlAnswer back_up_connection(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  Connection* connection = connection_of(call, tx);
  if (connection == nullptr) return no_such_connection(call);
  if (tx.connections().back_up_tokens(*connection)) {
    return control_json(workato::connection_json(*connection));
  }
  return control_error(
      409, "no_tokens",
      fmt::format("{}: the connection has no tokens; connect it first.", call.place));
}

ControlAnswer restore_connection(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  Connection* connection = connection_of(call, tx);
  if (connection == nullptr) return no_such_connection(call);
  if (tx.connections().restore_tokens(*connection, call.world.clock.now())) {
    return control_json(workato::connection_json(*connection));
  }
  return control_error(409, "no_backup",
                       fmt::format("{}: there is no backup; call /backup before.", call.place));
}

ControlAnswer run_job(ControlCall& call) {
  Members members(call.body, call.place);
  const std::optional<int64_t> id = members.integer("connection", 1, INT64_MAX);
  if (!members.has("connection")) {
    members.missing("the member \"connection\" (a connection's id) is missing.");
  }
  const auto crash = members.choice("crash", {"never", "during_refresh", "after_refresh"});
  const std::optional<int64_t> host = members.integer("host", 0, 99);
  if (auto problem = members.problem()) return *problem;
  {
    auto tx = call.world.workspace.begin();
    if (tx.connections().find(*id) == nullptr) {
      return no_such_connection(call);
    }
  }
  workato::JobOptions options;
  if (host) options.sender.host = int(*host);
  if (crash == "during_refresh") options.crash = workato::Crash::during_refresh;
  if (crash == "after_refresh") options.crash = workato::Crash::after_refresh;
  return control_json(workato::job_json(
      workato::run_job(call.world.workspace, *id, call.world.clock.now(), options)));
}

}  // namespace rehearse::control
