#include "harness/driver/api_driver.h"

#include "harness/driver/connect_api.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

// The reason of the first setting that was not taken.
std::string reason_in(const Json* error) {
  const Json* problems = error == nullptr ? nullptr : find_member(*error, "problems");
  if (problems == nullptr || !problems->is_array() || problems->empty()) return {};
  return string_member(problems->front(), "reason").value_or("");
}

// What came of a connection or a job: {"ok","text","reason"}.
Act outcome(const Json& answer) {
  return {.ok = bool_member(answer, "ok").value_or(false),
          .said = string_member(answer, "text").value_or(""),
          .reason = string_member(answer, "reason").value_or("")};
}

Act refused(const ConnectAnswer& answer) { return {.ok = false, .said = answer.message}; }

Act shown(std::string value) { return {.ok = true, .value = std::move(value)}; }

}  // namespace

ActResult ApiDriver::call(std::string_view method, const std::string& path, const Json& body) {
  auto called = target_.control(method, path, body.is_null() ? std::string() : dump_json(body));
  if (!called) return called.error();
  auto parsed = parse_json(called.value().json);
  answer_ = parsed ? std::move(parsed.value()) : Json::object();
  if (called.value().status < 400) return Act{.ok = true};
  const Json* error = find_member(answer_, "error");
  const std::string said = error == nullptr ? "" : string_member(*error, "message").value_or("");
  return Act{
      .ok = false, .said = said.empty() ? path + " was refused" : said, .reason = reason_in(error)};
}

ActResult ApiDriver::workato_new_profile() {
  profile_ = Json::object();
  profile_id_.clear();
  return nothing_to_do();
}

ActResult ApiDriver::workato_open_profile(const std::string& name) {
  ActResult listed = call("GET", "/workato", nullptr);
  if (!listed || !listed.value().ok) return listed;
  for (const Json& profile : answer_["profiles"]) {
    if (string_member(profile, "name") != name) continue;
    profile_ = Json::object();
    profile_id_ = std::to_string(integer_member(profile, "id").value_or(0));
    return Act{.ok = true};
  }
  return Act{.ok = false, .said = "there is no profile \"" + name + "\""};
}

ActResult ApiDriver::workato_select_application(const std::string& application) {
  profile_["provider"] = lower(application);
  return Act{.ok = true};
}

ActResult ApiDriver::workato_name_profile(const std::string& name) {
  profile_["name"] = name;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_enter_client_id(const std::string& key) {
  profile_["client_id"] = key;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_enter_client_secret(const std::string& secret) {
  profile_["client_secret"] = secret;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_save() {
  if (profile_id_.empty()) return call("POST", "/workato/profiles", profile_);
  return call("PATCH", "/workato/profiles/" + profile_id_, profile_);
}

ActResult ApiDriver::workato_new_connection(const Json& settings) {
  connection_ = settings;
  if (const Json* scopes = find_member(settings, "scopes"); scopes && scopes->is_array()) {
    std::vector<std::string> names;
    for (const Json& scope : *scopes) {
      names.push_back(scope.is_string() ? scope.get<std::string>() : dump_json(scope));
    }
    connection_["scopes"] = join(names, " ");
  }
  const auto name = string_member(settings, "profile");
  ActResult listed = call("GET", "/workato", nullptr);
  if (!listed || !listed.value().ok || !name) return listed;
  for (const Json& profile : answer_["profiles"]) {
    if (string_member(profile, "name") == name) connection_["profile"] = profile["id"];
  }
  if (connection_["profile"].is_number()) return Act{.ok = true};
  return Act{.ok = false, .said = "there is no profile \"" + *name + "\""};
}

ActResult ApiDriver::workato_connect(const std::string& username, const std::string& decision) {
  ActResult act = call("POST", "/workato/connections", connection_);
  if (!act || !act.value().ok) return act;
  connection_id_ = integer_member(answer_, "id").value_or(0);
  act = call("POST", "/workato/connections/" + std::to_string(connection_id_) + "/connect",
             {{"username", username}, {"decision", decision}});
  if (!act || !act.value().ok) return act;
  return outcome(answer_);
}

ActResult ApiDriver::workato_run_job() {
  ActResult act = call("POST", "/workato/jobs", {{"connection", connection_id_}});
  if (!act || !act.value().ok) return act;
  return outcome(answer_);
}

ActResult ApiDriver::workato_connection_status() {
  ActResult act = call("GET", "/workato", nullptr);
  if (!act || !act.value().ok) return act;
  for (const Json& connection : answer_["connections"]) {
    if (integer_member(connection, "id") != connection_id_) continue;
    const bool connected = string_member(connection, "status") == "connected";
    return Act{.ok = true,
               .said = string_member(connection, "connection_lost_reason").value_or(""),
               .value = connected ? "Connected" : "Disconnected"};
  }
  return Act{.ok = false, .said = "there is no connection yet"};
}

ActResult ApiDriver::salesforce_sign_in(const std::string& username, const std::string&) {
  ActResult act = call("POST", "/sessions", {{"username", username}});
  if (act && act.value().ok) session_ = string_member(answer_, "session_id").value_or("");
  return act;
}

ActResult ApiDriver::app_new() {
  app_ = Json::object();
  return nothing_to_do();
}

ActResult ApiDriver::app_set(const Json& settings) {
  app_.update(settings);
  return Act{.ok = true};
}

ActResult ApiDriver::app_create() {
  ActResult act = call("POST", "/apps", app_);
  if (act && act.value().ok) app_id_ = string_member(answer_, "app_id").value_or("");
  return act;
}

ActResult ApiDriver::app_open(const std::string& label) {
  const auto found = ConnectApi(target_, session_).find_app(label);
  if (!found) return found.error();
  if (!found.value().ok()) return refused(found.value());
  app_id_ = string_member(found.value().body, "identifier").value_or("");
  if (!app_id_.empty()) return Act{.ok = true};
  return Act{.ok = false, .said = "there is no app \"" + label + "\""};
}

ActResult ApiDriver::app_open_credentials() {
  ConnectApi connect(target_, session_);
  const auto consumer = connect.consumer_of(app_id_);
  if (!consumer) return consumer.error();
  if (!consumer.value().ok()) return refused(consumer.value());
  const std::string url = string_member(consumer.value().body, "url").value_or("");
  const auto pair = connect.call("GET", url + "?part=keyandsecret");
  if (!pair) return pair.error();
  if (!pair.value().ok()) return refused(pair.value());
  key_ = string_member(pair.value().body, "key").value_or("");
  secret_ = string_member(pair.value().body, "secret").value_or("");
  return shown("shown");
}

ActResult ApiDriver::app_read_key() { return shown(key_); }

ActResult ApiDriver::app_read_secret() { return shown(secret_); }

ActResult ApiDriver::app_edit(const Json& settings) {
  return call("PATCH", "/apps/" + wire::percent_encode(app_id_), settings);
}

}  // namespace rehearse::harness
