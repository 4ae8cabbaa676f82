#include "mocks/workato/facade.h"

#include <fmt/format.h>
#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/engine.h"
#include "mocks/workato/facade_input.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/snapshot.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {
namespace {

FacadeAnswer answer(int status, const Json& json) { return {status, dump_json(json)}; }

FacadeAnswer error(int status, std::string_view code, const std::string& message) {
  return answer(status, {{"error", {{"code", code}, {"message", message}}}});
}

FacadeAnswer error(int status, const Reason& reason) {
  return error(status, reason.name, std::string(reason.meaning));
}

FacadeAnswer error(const std::vector<FieldProblem>& problems, const Reason& reason) {
  std::string message;
  for (const FieldProblem& problem : problems)
    message += (message.empty() ? "" : "; ") + problem.field + " " + problem.text;
  return error(400, reason.name, message);
}

// Request is one facade call, taken apart: /workato/COLLECTION[/ID[/ACTION]].
struct Request {
  std::string method{}, collection{}, action{};
  bool has_id = false;
  int64_t id = 0;
  Json body{};
  TimePoint now{};
};

size_t users_of(Workspace::Transaction& tx, int64_t profile) {
  size_t count = 0;
  for (const Connection& connection : tx.connections().all())
    count += connection.settings.profile == profile ? 1 : 0;
  return count;
}

FacadeAnswer profile_answer(Workspace::Transaction& tx, int64_t id, int status) {
  const Profile* profile = tx.profiles().find(id);
  if (profile == nullptr) return error(404, reason::workato_not_found);
  return answer(status, profile_json(*profile, users_of(tx, id)));
}

FacadeAnswer all_profiles(Workspace::Transaction& tx, const Request& request) {
  if (request.method == "POST") {
    const auto created = tx.profiles().create(read_profile(request.body), request.now);
    if (!created.ok()) return error(created.error(), reason::workato_profile_invalid);
    return profile_answer(tx, created.value(), 201);
  }
  Json rows = Json::array();
  for (const Profile& profile : tx.profiles().all())
    rows.push_back(profile_json(profile, users_of(tx, profile.id)));
  return answer(200, rows);
}

FacadeAnswer one_profile(Workspace::Transaction& tx, const Request& request) {
  const Profile* profile = tx.profiles().find(request.id);
  if (profile == nullptr) return error(404, reason::workato_not_found);
  if (request.method == "PATCH") {
    const auto updated =
        tx.profiles().update(request.id, read_profile(request.body, *profile), request.now);
    if (!updated.ok()) return error(updated.error(), reason::workato_profile_invalid);
  }
  if (request.method == "DELETE") {
    if (tx.connections().uses_profile(request.id))
      return error(409, reason::workato_profile_in_use);
    tx.profiles().remove(request.id);
    return answer(200, {{"success", true}});
  }
  return profile_answer(tx, request.id, 200);
}

FacadeAnswer all_connections(Workspace& workspace, Workspace::Transaction& tx,
                             const Request& request) {
  if (request.method == "POST") {
    auto settings = read_connection(request.body, {}, workspace, tx.profiles());
    if (!settings.ok()) return error(settings.error(), reason::workato_connection_invalid);
    return answer(
        201, connection_json(tx.connections().create(std::move(settings.value()), request.now)));
  }
  Json rows = Json::array();
  for (const Connection& connection : tx.connections().all())
    rows.push_back(connection_json(connection));
  return answer(200, rows);
}

FacadeAnswer one_connection(Workspace& workspace, Workspace::Transaction& tx,
                            const Request& request) {
  Connection* connection = tx.connections().edit(request.id);
  if (connection == nullptr) return error(404, reason::workato_not_found);
  if (request.method != "GET" && connection->status == ConnectionStatus::connected)
    return error(409, reason::workato_connection_active);
  if (request.method == "PATCH") {
    auto settings = read_connection(request.body, connection->settings, workspace, tx.profiles());
    if (!settings.ok()) return error(settings.error(), reason::workato_connection_invalid);
    connection->settings = std::move(settings.value());
  }
  if (request.method == "DELETE") {
    tx.connections().remove(request.id);
    return answer(200, {{"success", true}});
  }
  return answer(200, connection_json(*connection));
}

FacadeAnswer connection_answer(Workspace& workspace, int64_t id) {
  Workspace::Transaction tx = workspace.begin();
  const Connection* connection = tx.connections().find(id);
  if (connection == nullptr) return error(404, reason::workato_not_found);
  return answer(200, connection_json(*connection));
}

FacadeAnswer start(Workspace& workspace, const Request& request) {
  SessionId browser;
  {
    Workspace::Transaction tx = workspace.begin();
    browser = tx.browsers().open(true, request.now).id;
  }
  const auto url = start_authorization(workspace, request.id, browser, request.now);
  if (!url.ok())
    return error(url.error().reason == &reason::workato_not_found ? 404 : 409, *url.error().reason);
  return answer(200, {{"authorize_url", url.value()}});
}

// The query of the redirect that the org sent; the browser is the one the trip began with.
FacadeAnswer finish(Workspace& workspace, const Request& request) {
  const auto location = wire::parse_uri(string_member(request.body, "location").value_or(""));
  const auto query = wire::parse_urlencoded(location ? location->query : "");
  if (!location || !query)
    return error(400, "bad_request", "location is not the URL of an authorization response");
  SessionId browser;
  {
    Workspace::Transaction tx = workspace.begin();
    const std::string state = wire::value_of(*query, "state").value_or("");
    if (const Authorization* trip = tx.authorizations().find(state)) browser = trip->browser;
  }
  const CallbackReport report = finish_authorization(workspace, *query, browser, request.now);
  Json json{
      {"ok", report.ok},
      {"reason", report.reason != nullptr ? Json(std::string(report.reason->name)) : Json(nullptr)},
      {"text", report.text},
      {"connection", report.connection != 0 ? Json(report.connection) : Json(nullptr)}};
  return answer(200, json);
}

FacadeAnswer copy_tokens(Workspace& workspace, const Request& request) {
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(request.id);
  if (connection == nullptr) return error(404, reason::workato_not_found);
  bool done = true;
  if (request.action == "backup") done = tx.connections().back_up_tokens(*connection);
  if (request.action == "restore") done = tx.connections().restore_tokens(*connection);
  if (request.action == "clone") connection = tx.connections().clone(request.id, request.now);
  if (!done) return error(409, reason::engine_not_connected);
  return answer(request.action == "clone" ? 201 : 200, connection_json(*connection));
}

std::optional<FacadeAnswer> act(Workspace& workspace, const Request& request) {
  if (request.action == "connect") return start(workspace, request);
  if (request.action == "jobs") {
    const JobReport report = run_job(workspace, request.id, request.now);
    if (report.reason == &reason::workato_not_found) return error(404, *report.reason);
    return answer(200, job_json(report));
  }
  if (request.action == "disconnect") {
    if (const auto refused = disconnect(workspace, request.id)) return error(404, *refused->reason);
    return connection_answer(workspace, request.id);
  }
  if (request.action == "backup" || request.action == "restore" || request.action == "clone")
    return copy_tokens(workspace, request);
  return std::nullopt;
}

std::optional<FacadeAnswer> dispatch(Workspace& workspace, const Request& request) {
  if (request.collection == "callback" && !request.has_id && request.method == "POST")
    return finish(workspace, request);
  if (!request.action.empty()) {
    if (request.collection != "connections" || request.method != "POST") return std::nullopt;
    return act(workspace, request);
  }
  const bool known = request.has_id ? request.method == "GET" || request.method == "PATCH" ||
                                          request.method == "DELETE"
                                    : request.method == "GET" || request.method == "POST";
  if (!known) return std::nullopt;
  Workspace::Transaction tx = workspace.begin();
  if (request.collection == "profiles")
    return request.has_id ? one_profile(tx, request) : all_profiles(tx, request);
  if (request.collection == "connections")
    return request.has_id ? one_connection(workspace, tx, request)
                          : all_connections(workspace, tx, request);
  return std::nullopt;
}

}  // namespace

std::optional<FacadeAnswer> facade_call(Workspace& workspace, std::string_view method,
                                        std::string_view path, std::string_view body,
                                        TimePoint now) {
  const std::vector<std::string> parts = split(path, '/');
  if (parts.size() < 3 || parts.size() > 5 || !parts[0].empty() || parts[1] != "workato")
    return std::nullopt;
  Request request{.method = std::string(method), .collection = parts[2], .now = now};
  if (parts.size() > 3) {
    const std::string& text = parts[3];
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), request.id);
    if (failed != std::errc{} || end != text.data() + text.size())
      return error(404, reason::workato_not_found);
    request.has_id = true;
  }
  if (parts.size() > 4) request.action = parts[4];
  if (!body.empty()) {
    auto parsed = parse_json(body);
    if (!parsed.ok()) return error(400, "bad_json", parsed.error());
    request.body = std::move(parsed.value());
  }
  return dispatch(workspace, request);
}

}  // namespace rehearse::workato
