#include "harness/driver/api_driver.h"
#include "mocks/core/text.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

Act refused(const WorkatoAnswer& answer) { return {.ok = false, .said = answer.message}; }

// What came of a call whose answer matters no further.
ActResult outcome(const Result<WorkatoAnswer, Trouble>& called) {
  if (!called) return called.error();
  return called.value().ok ? Act{.ok = true} : refused(called.value());
}

std::string scopes_of(const Json& scopes) {
  if (!scopes.is_array()) return scopes.is_string() ? scopes.get<std::string>() : "";
  std::vector<std::string> names;
  for (const Json& scope : scopes)
    names.push_back(scope.is_string() ? scope.get<std::string>() : dump_json(scope));
  return join(names, " ");
}

// Opens an address as a browser does, redirects included: a data center whose pages are under a
// domain of its own is led there from the callback.
Result<wire::WireResponse, Trouble> follow(wire::HttpCall& http, std::string url) {
  constexpr int kMostRedirects = 5;
  auto answer = http.send({.url = url});
  for (int hop = 0; hop < kMostRedirects && answer && answer.value().status == 302; ++hop) {
    url = wire::resolve(url, wire::header_of(answer.value().headers, "Location").value_or(""));
    answer = http.send({.url = url});
  }
  return answer;
}

}  // namespace

ActResult ApiDriver::workato_new_profile() {
  profile_ = {{"data", Json::object()}};
  profile_id_ = 0;
  return nothing_to_do();
}

// The API never gives a secret back: what was pasted before is pasted again.
ActResult ApiDriver::workato_open_profile(const std::string& name) {
  auto found = workato_.find_profile(name);
  if (!found || !found.value().ok) return outcome(found);
  const Json& profile = found.value().body;
  profile_id_ = integer_member(profile, "id").value_or(0);
  if (profile_id_ == 0) return Act{.ok = false, .said = "there is no profile \"" + name + "\""};
  profile_ = {{"name", name},
              {"provider", string_member(profile, "provider").value_or("")},
              {"data", what_is_inside(profile)}};
  if (const auto secret = pasted_secrets_.find(profile_id_); secret != pasted_secrets_.end())
    profile_["data"]["client_secret"] = secret->second;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_select_application(const std::string& application) {
  const auto listed = workato_.call("GET", "/integrations/all?page=1&per_page=100");
  if (!listed || !listed.value().ok) return outcome(listed);
  const Json* items = find_member(listed.value().body, "items");
  for (const Json& item : items != nullptr ? *items : Json::array()) {
    if (string_member(item, "title") != application) continue;
    profile_["provider"] = string_member(item, "name").value_or("");
    return Act{.ok = true};
  }
  return Act{.ok = false, .said = "there is no application \"" + application + "\""};
}

ActResult ApiDriver::workato_name_profile(const std::string& name) {
  profile_["name"] = name;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_enter_client_id(const std::string& key) {
  profile_["data"]["client_id"] = key;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_enter_client_secret(const std::string& secret) {
  profile_["data"]["client_secret"] = secret;
  return Act{.ok = true};
}

ActResult ApiDriver::workato_save() {
  const bool is_new = profile_id_ == 0;
  const std::string below = is_new ? "" : "/" + std::to_string(profile_id_);
  auto saved = workato_.call(is_new ? "POST" : "PUT", "/custom_oauth_profiles" + below, profile_);
  if (!saved || !saved.value().ok) return outcome(saved);
  profile_id_ = integer_member(what_is_inside(saved.value().body), "id").value_or(profile_id_);
  pasted_secrets_[profile_id_] = string_member(profile_["data"], "client_secret").value_or("");
  return Act{.ok = true};
}

ActResult ApiDriver::workato_new_connection(const Json& settings) {
  Json advanced = Json::object();
  if (const auto domain = string_member(settings, "custom_domain"))
    advanced["custom_login_url"] = *domain;
  if (const Json* scopes = find_member(settings, "scopes"))
    advanced["api_scope"] = scopes_of(*scopes);
  connection_ = {{"name", string_member(settings, "name").value_or("Salesforce")},
                 {"provider", "salesforce"},
                 {"shell_connection", true},
                 {"input",
                  {{"sandbox", bool_member(settings, "sandbox").value_or(false)},
                   {"advanced_settings", advanced}}}};
  const auto name = string_member(settings, "profile");
  if (!name) return Act{.ok = true};
  auto found = workato_.find_profile(*name);
  if (!found || !found.value().ok) return outcome(found);
  const auto id = integer_member(found.value().body, "id");
  if (!id) return Act{.ok = false, .said = "there is no profile \"" + *name + "\""};
  connection_["custom_oauth_key_id"] = *id;
  return Act{.ok = true};
}

// The order of Workato's own command line: shell, address, consent in a browser, list.
ActResult ApiDriver::workato_connect(const std::string& username, const std::string& decision) {
  const ActResult begun = workato_begin(username, decision);
  if (!begun || !begun.value().ok) return begun;
  return workato_respond(begun.value().value);
}

ActResult ApiDriver::workato_authorize_url() {
  auto made = workato_.call("POST", "/connections", connection_);
  if (!made || !made.value().ok) return outcome(made);
  connection_id_ = integer_member(made.value().body, "id").value_or(0);
  auto asked = workato_.call("GET", "/connections/runtime_user_connections/" +
                                        std::to_string(connection_id_) + "/get_oauth_url");
  if (!asked || !asked.value().ok) return outcome(asked);
  const auto url = string_member(what_is_inside(asked.value().body), "url");
  return Act{.ok = true, .value = url.value_or("")};
}

ActResult ApiDriver::workato_begin(const std::string& username, const std::string& decision) {
  const ActResult asked = workato_authorize_url();
  if (!asked || !asked.value().ok) return asked;
  return give_consent(asked.value().value, username, decision);
}

ActResult ApiDriver::workato_respond(const std::string& response) {
  const auto arrived = follow(target_.http(), response);
  if (!arrived) return arrived.error();
  auto found = workato_.find_connection(connection_id_);
  if (!found || !found.value().ok) return outcome(found);
  const Json& connection = found.value().body;
  const bool is_taken = arrived.value().status < 400;
  return Act{.ok = is_taken && string_member(connection, "authorization_status") == "success",
             .said = string_member(connection, "authorization_error")
                         .value_or(is_taken ? "The connection is not connected."
                                            : "Workato does not take the response.")};
}

ActResult ApiDriver::give_consent(const std::string& url, const std::string& username,
                                  const std::string& decision) {
  ActResult act = control("POST", "/approve",
                          {{"username", username}, {"authorize_url", url}, {"decision", decision}});
  if (!act || !act.value().ok) return act;
  const auto location = string_member(answer_, "location");
  if (!location) {
    // The person is left on the org's page: Workato hears nothing.
    return Act{.ok = false,
               .said = "Salesforce showed an error and did not send the person back to Workato.",
               .reason = string_member(answer_, "reason").value_or("")};
  }
  return Act{.ok = true, .value = *location};
}

ActResult ApiDriver::workato_run_job() {
  ActResult act = control("POST", "/workato/jobs", {{"connection", connection_id_}});
  if (!act || !act.value().ok) return act;
  return Act{.ok = bool_member(answer_, "ok").value_or(false),
             .said = string_member(answer_, "text").value_or(""),
             .reason = string_member(answer_, "reason").value_or("")};
}

ActResult ApiDriver::workato_connection_status() {
  auto found = workato_.find_connection(connection_id_);
  if (!found || !found.value().ok) return outcome(found);
  const Json& connection = found.value().body;
  if (!integer_member(connection, "id"))
    return Act{.ok = false, .said = "there is no connection yet"};
  const bool connected = string_member(connection, "authorization_status") == "success";
  return Act{.ok = true,
             .said = string_member(connection, "connection_lost_reason").value_or(""),
             .value = connected ? "Connected" : "Disconnected"};
}

}  // namespace rehearse::harness
