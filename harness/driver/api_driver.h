#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/driver/driver.h"
#include "harness/driver/workato_api.h"
#include "harness/target/target.h"

namespace rehearse::harness {

// ApiDriver performs the acts by calls: what a person would type is collected and sent as one call
// where the page has its Create, Save or Connect. Workato's acts go over its Developer API, consent
// and jobs excepted, which no API gives; apps are made by the control facade and found, and their
// keys and secrets read, over Salesforce's Connect REST API, which asks for no one-time password.
// Acts that only lead somewhere on a page have nothing to do and succeed.
class ApiDriver final : public Driver {
 public:
  explicit ApiDriver(Target& target) : target_(target), workato_(target) {}
  std::string_view name() const override { return "api"; }

  ActResult workato_sign_in() override { return nothing_to_do(); }
  ActResult workato_open_profiles() override { return nothing_to_do(); }
  ActResult workato_new_profile() override;
  ActResult workato_open_profile(const std::string& name) override;
  ActResult workato_select_application(const std::string& application) override;
  ActResult workato_name_profile(const std::string& name) override;
  ActResult workato_create_new_app() override { return nothing_to_do(); }
  ActResult workato_enter_client_id(const std::string& key) override;
  ActResult workato_enter_client_secret(const std::string& secret) override;
  ActResult workato_save() override;
  ActResult workato_done() override { return nothing_to_do(); }
  ActResult workato_new_connection(const Json& settings) override;
  ActResult workato_connect(const std::string& username, const std::string& decision) override;
  ActResult workato_begin(const std::string& username, const std::string& decision) override;
  // Makes the connection; `value` is the address that a person opens to authorize it.
  ActResult workato_authorize_url();
  ActResult workato_respond(const std::string& response) override;
  ActResult workato_run_job() override;
  ActResult workato_connection_status() override;

  ActResult salesforce_sign_in(const std::string& username, const std::string& password) override;
  ActResult salesforce_open_app_manager() override { return nothing_to_do(); }
  ActResult app_new() override;
  ActResult app_set(const Json& settings) override;
  ActResult app_create() override;
  ActResult app_open(const std::string& label) override;
  ActResult app_open_settings() override { return nothing_to_do(); }
  ActResult app_open_oauth_settings() override { return nothing_to_do(); }
  ActResult app_open_credentials() override;
  ActResult app_verify_identity(const std::string&) override { return nothing_to_do(); }
  ActResult app_resend_code() override { return nothing_to_do(); }
  ActResult app_read_key() override;
  ActResult app_read_secret() override;
  ActResult app_edit(const Json& settings) override;

 private:
  // Calls the control facade and keeps the answer's body in `answer_`; refused with the error's own
  // words.
  ActResult control(std::string_view method, const std::string& path, const Json& body);
  // A person opens the address, logs in and decides; `value` is where the org sends them then.
  ActResult give_consent(const std::string& url, const std::string& username,
                         const std::string& decision);
  static ActResult nothing_to_do() { return Act{.ok = true, .said = "nothing to do by API"}; }

  Target& target_;
  WorkatoApi workato_;
  std::string session_{};  // of who is signed in to Salesforce
  Json answer_ = Json::object();
  Json profile_ = Json::object(), connection_ = Json::object(), app_ = Json::object();
  std::string app_id_{}, key_{}, secret_{};
  std::map<std::string, std::string> made_{};  // apps by their labels; others may have the same one
  int64_t connection_id_ = 0;
  int64_t profile_id_ = 0;  // of the profile that is being edited; 0: a new one
  std::map<int64_t, std::string> pasted_secrets_{};  // by profile
};

}  // namespace rehearse::harness
