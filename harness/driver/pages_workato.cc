#include <nlohmann/json.hpp>

#include "harness/driver/consent.h"
#include "harness/driver/pages_driver.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

std::string text_or_list(const Json& value) {
  if (!value.is_array()) return value.is_string() ? value.get<std::string>() : "";
  std::vector<std::string> items;
  for (const Json& item : value) {
    items.push_back(item.is_string() ? item.get<std::string>() : dump_json(item));
  }
  return join(items, " ");
}

// What the org says when the browser doesn't come back to Workato: words of the page, or the error
// in its address.
std::string stayed_because(PageSession& session) {
  const auto uri = wire::parse_uri(session.url());
  const auto query = uri ? wire::parse_urlencoded(uri->query) : std::nullopt;
  const auto error = query ? wire::value_of(*query, "error") : std::nullopt;
  if (error) {
    return *error + ": " + wire::value_of(*query, "error_description").value_or("");
  }
  const std::vector<std::string> alerts = session.alerts();
  return alerts.empty() ? session.text() : join(alerts, " ");
}

}  // namespace

Script PagesDriver::on(std::optional<size_t>& tab) {
  if (!tab) tab = session_.url().empty() ? session_.tab() : session_.open_tab();
  Script script(session_);
  script.tab(*tab);
  return script;
}

Script PagesDriver::on_workato() { return on(workato_tab_); }

// A browser that was left alone for long is signed out and has to sign in again.
Script PagesDriver::at_workato_home() {
  Script script = on_workato();
  script.open(target_.sites().workato + "/");
  if (script.ok() && session_.has_field("Password")) {
    script.fill("Email", people_.workato_email)
        .fill("Password", people_.workato_password)
        .click("Sign in");
  }
  return script;
}

Script PagesDriver::at_connection() {
  Script script = at_workato_home();
  script.click("Connections").click(connection_name_);
  return script;
}

ActResult PagesDriver::workato_sign_in() { return at_workato_home().end(); }

ActResult PagesDriver::workato_open_profiles() {
  return on_workato().click("Tools").click("Custom OAuth profiles").end();
}

ActResult PagesDriver::workato_new_profile() {
  return on_workato().click("+ New custom profile").end();
}

ActResult PagesDriver::workato_open_profile(const std::string& name) {
  return on_workato().click(name).end();
}

ActResult PagesDriver::workato_select_application(const std::string& application) {
  return on_workato().select("Application", {application}).end();
}

ActResult PagesDriver::workato_name_profile(const std::string& name) {
  return on_workato().fill("Name", name).end();
}

ActResult PagesDriver::workato_create_new_app() {
  Script script = on_workato();
  script.click("Create new app");
  if (script.ok() && session_.tab() != workato_tab_) salesforce_tab_ = session_.tab();
  return script.end();
}

ActResult PagesDriver::workato_enter_client_id(const std::string& key) {
  return on_workato().fill("Client ID", key).end();
}

ActResult PagesDriver::workato_enter_client_secret(const std::string& secret) {
  return on_workato().fill("Client secret", secret).end();
}

ActResult PagesDriver::workato_save() { return on_workato().click("Save").end(); }

ActResult PagesDriver::workato_done() { return on_workato().click("Done").end(); }

ActResult PagesDriver::workato_new_connection(const Json& settings) {
  connection_name_ = string_member(settings, "name").value_or("Salesforce");
  Script script = at_workato_home();
  script.click("New connection").click("Salesforce");
  script.fill("Connection name", connection_name_);
  if (const auto sandbox = bool_member(settings, "sandbox")) {
    script.select("Sandbox", {*sandbox ? "Yes" : "No"});
  }
  script.click("Advanced settings");
  if (const auto domain = string_member(settings, "custom_domain")) {
    script.fill("Organization/community custom domain URL", *domain);
  }
  if (const Json* scopes = find_member(settings, "scopes")) {
    script.fill("Requested permissions (OAuth scopes)", text_or_list(*scopes));
  }
  if (const auto profile = string_member(settings, "profile")) {
    script.select("Custom OAuth profile", {*profile});
  }
  return script.end();
}

Script PagesDriver::consent(const std::string& username, const std::string& decision) {
  Script script = on_workato();
  script.click("Connect");
  // Whoever is signed in to Salesforce in this browser is offered the approval; another person has
  // to say so.
  if (script.ok() && session_.has_button("Not you?") && signed_in_ != username) {
    script.click("Not you?");
    signed_in_.clear();
  }
  script.act([&] { return give_consent(session_, {username, people_.org_password, decision}); });
  return script;
}

ActResult PagesDriver::workato_begin(const std::string& username, const std::string& decision) {
  const std::string& callback = target_.sites().workato_callback;
  session_.stop_before(callback);
  Script script = consent(username, decision);
  session_.stop_before("");
  if (!script.ok()) return script.end();
  if (!session_.url().starts_with(callback))
    return Act{.ok = false, .said = stayed_because(session_)};
  signed_in_ = username;
  return Act{.ok = true, .value = session_.url()};
}

ActResult PagesDriver::workato_respond(const std::string& response) {
  return on_workato().open(response).end();
}

ActResult PagesDriver::workato_connect(const std::string& username, const std::string& decision) {
  Script script = consent(username, decision);
  if (!script.ok()) return script.end();
  if (!session_.has_button("Return to the connection")) {
    if (auto trouble = session_.take_trouble()) return *std::move(trouble);
    if (session_.url().starts_with(target_.sites().workato)) return script.end();
    return Act{.ok = false, .said = stayed_because(session_)};
  }
  signed_in_ = username;
  ActResult ended = script.end();
  auto back = session_.click("Return to the connection");
  if (!back && back.error().trouble) return *back.error().trouble;
  return ended;
}

ActResult PagesDriver::workato_run_job() { return at_connection().click("Run job").end(); }

ActResult PagesDriver::workato_connection_status() {
  Script script = at_connection();
  if (!script.ok()) return script.end();
  auto status = session_.read("Status");
  if (!status && status.error().trouble) return *status.error().trouble;
  if (!status) return Act{.ok = false, .said = status.error().what};
  auto why = session_.read("Connection lost reason");
  return Act{.ok = true, .said = why ? why.value() : "", .value = status.value()};
}

}  // namespace rehearse::harness
