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

Act refused(const ConnectAnswer& answer) { return {.ok = false, .said = answer.message}; }

Act shown(std::string value) { return {.ok = true, .value = std::move(value)}; }

}  // namespace

ActResult ApiDriver::control(std::string_view method, const std::string& path, const Json& body) {
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

ActResult ApiDriver::salesforce_sign_in(const std::string& username, const std::string&) {
  ActResult act = control("POST", "/sessions", {{"username", username}});
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
  ActResult act = control("POST", "/apps", app_);
  if (!act || !act.value().ok) return act;
  app_id_ = string_member(answer_, "app_id").value_or("");
  made_[string_member(app_, "label").value_or("")] = app_id_;
  return act;
}

ActResult ApiDriver::app_open(const std::string& label) {
  if (const auto made = made_.find(label); made != made_.end()) {
    app_id_ = made->second;
    return Act{.ok = true};
  }
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
  return control("PATCH", "/apps/" + wire::percent_encode(app_id_), settings);
}

}  // namespace rehearse::harness
