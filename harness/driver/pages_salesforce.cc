#include <nlohmann/json.hpp>

#include "harness/driver/app_form.h"
#include "harness/driver/consent.h"
#include "harness/driver/pages_driver.h"

namespace rehearse::harness {

Script PagesDriver::on_salesforce() { return on(salesforce_tab_); }
Script PagesDriver::on_credentials() { return on(credentials_tab_); }

ActResult PagesDriver::salesforce_sign_in(const std::string& username,
                                          const std::string& password) {
  Script script = on_salesforce();
  // Create new app leads to the login page already; otherwise the org's own address does.
  if (script.ok() && !session_.has_field("Password")) script.open(target_.sites().salesforce + "/");
  if (script.ok() && session_.has_button("Log Out") && signed_in_ != username) {
    script.click("Log Out");
  }
  script.act([&] { return give_consent(session_, {username, password}); });
  if (script.ok() && session_.has_field("Password")) {
    ActResult ended = script.end();
    if (ended && ended.value().ok) ended = Act{.ok = false, .said = "the login page is back"};
    return ended;
  }
  signed_in_ = username;
  people_.org_password = password;
  return script.end();
}

ActResult PagesDriver::salesforce_open_app_manager() {
  return on_salesforce()
      .click("Setup")
      .click("Apps")
      .click("External Client Apps")
      .click("External Client App Manager")
      .end();
}

ActResult PagesDriver::app_new() { return on_salesforce().click("New External Client App").end(); }

ActResult PagesDriver::app_set(const Json& settings) {
  Script script = on_salesforce();
  fill_app_form(script, session_, settings, AppPage::settings);
  return script.end();
}

ActResult PagesDriver::app_create() { return on_salesforce().click("Create").end(); }

ActResult PagesDriver::app_open(const std::string& label) {
  return on_salesforce().click(label).end();
}

ActResult PagesDriver::app_open_settings() { return on_salesforce().click("Settings").end(); }

ActResult PagesDriver::app_open_oauth_settings() {
  return on_salesforce().click("OAuth Settings").end();
}

ActResult PagesDriver::app_open_credentials() {
  Script script = on_salesforce();
  script.click("Consumer Key and Secret");
  if (script.ok()) credentials_tab_ = session_.tab();
  ActResult ended = script.end();
  if (ended && ended.value().ok) {
    ended.value().value = session_.has_field("Verification Code") ? "verify" : "shown";
  }
  return ended;
}

ActResult PagesDriver::app_verify_identity(const std::string& code) {
  return on_credentials().fill("Verification Code", code).click("Verify").end();
}

ActResult PagesDriver::app_resend_code() { return on_credentials().click("Resend Code").end(); }

ActResult PagesDriver::app_read_key() { return on_credentials().end_reading("Consumer Key"); }

ActResult PagesDriver::app_read_secret() { return on_credentials().end_reading("Consumer Secret"); }

ActResult PagesDriver::app_edit(const Json& settings) {
  Script script = on_salesforce();
  if (any_on(settings, AppPage::settings) || !any_on(settings, AppPage::policies)) {
    script.click("Edit Settings");
    fill_app_form(script, session_, settings, AppPage::settings);
    script.click("Save");
  }
  if (script.ok() && !session_.alerts().empty()) return script.end();
  if (any_on(settings, AppPage::policies)) {
    script.click("Edit Policies");
    fill_app_form(script, session_, settings, AppPage::policies);
    script.click("Save");
  }
  return script.end();
}

}  // namespace rehearse::harness
