#pragma once

#include <string>

#include "harness/driver/api_driver.h"
#include "harness/driver/pages_driver.h"
#include "harness/sandbox/operator_session.h"
#include "harness/sandbox/sandbox_target.h"

namespace rehearse::harness {

// OperatorDriver performs the guide's clicks in a real org by a person: each is told at the
// terminal. What an API can check afterwards is checked. Workato's acts are the engine's, whose
// pages need nobody. The person authorizes in their own browser and pastes the address where it
// ends, before anybody else sees that.
class OperatorDriver final : public Driver {
 public:
  OperatorDriver(SandboxTarget& target, SandboxRun& run);
  std::string_view name() const override { return "pages"; }

  ActResult workato_sign_in() override { return workato_.workato_sign_in(); }
  ActResult workato_open_profiles() override { return workato_.workato_open_profiles(); }
  ActResult workato_new_profile() override { return workato_.workato_new_profile(); }
  ActResult workato_open_profile(const std::string& name) override {
    return workato_.workato_open_profile(name);
  }
  ActResult workato_select_application(const std::string& application) override {
    return workato_.workato_select_application(application);
  }
  ActResult workato_name_profile(const std::string& name) override {
    return workato_.workato_name_profile(name);
  }
  ActResult workato_create_new_app() override { return workato_.workato_create_new_app(); }
  ActResult workato_enter_client_id(const std::string& key) override {
    return workato_.workato_enter_client_id(key);
  }
  ActResult workato_enter_client_secret(const std::string& secret) override {
    return workato_.workato_enter_client_secret(secret);
  }
  ActResult workato_save() override { return workato_.workato_save(); }
  ActResult workato_done() override { return workato_.workato_done(); }
  ActResult workato_new_connection(const Json& settings) override {
    return workato_.workato_new_connection(settings);
  }
  ActResult workato_connect(const std::string& username, const std::string& decision) override;
  ActResult workato_begin(const std::string& username, const std::string& decision) override;
  ActResult workato_respond(const std::string& response) override {
    return workato_.workato_respond(response);
  }
  ActResult workato_run_job() override { return workato_.workato_run_job(); }
  ActResult workato_connection_status() override { return workato_.workato_connection_status(); }

  ActResult salesforce_sign_in(const std::string& username, const std::string& password) override;
  ActResult salesforce_open_app_manager() override {
    return salesforce_.salesforce_open_app_manager();
  }
  ActResult app_new() override { return salesforce_.app_new(); }
  ActResult app_set(const Json& settings) override;
  ActResult app_create() override;
  ActResult app_open(const std::string& label) override;
  ActResult app_open_settings() override { return salesforce_.app_open_settings(); }
  ActResult app_open_oauth_settings() override { return salesforce_.app_open_oauth_settings(); }
  ActResult app_open_credentials() override;
  ActResult app_verify_identity(const std::string& code) override;
  ActResult app_resend_code() override;
  ActResult app_read_key() override;
  ActResult app_read_secret() override { return salesforce_.app_read_secret(); }
  ActResult app_edit(const Json& settings) override;

 private:
  ActResult act(const PageResult& done);
  Result<Done, Trouble> announce();
  void say_which_app() const;

  SandboxTarget& target_;
  SandboxRun& run_;
  ApiDriver workato_;
  OperatorSession* session_;  // salesforce_'s own
  PagesDriver salesforce_;
  OrgFacade::Announced app_{};  // announced, not yet found in the org; no name: none
  Json settings_ = Json::object();
  std::string app_id_{}, app_name_{};                      // of the app that was made last
  bool has_tried_code_ = false, has_resent_code_ = false;  // for this challenge
};

}  // namespace rehearse::harness
