#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/driver/driver.h"
#include "harness/target/target.h"

namespace rehearse::harness {

// ApiDriver performs the acts through the control facade: what a person would type is collected and
// sent as one call where the page has its Create, Save or Connect. Acts that only lead somewhere on
// a page have nothing to do and succeed. The key and the secret of an app that it did not create
// itself no call tells: for those it goes to the pages.
class ApiDriver final : public Driver {
 public:
  ApiDriver(Target& target, std::unique_ptr<Driver> pages)
      : target_(target), pages_(std::move(pages)) {}
  std::string_view name() const override { return "api"; }

  ActResult workato_sign_in() override { return nothing_to_do(); }
  ActResult workato_open_profiles() override { return nothing_to_do(); }
  ActResult workato_new_profile() override;
  ActResult workato_select_application(const std::string& application) override;
  ActResult workato_name_profile(const std::string& name) override;
  ActResult workato_create_new_app() override { return nothing_to_do(); }
  ActResult workato_enter_client_id(const std::string& key) override;
  ActResult workato_enter_client_secret(const std::string& secret) override;
  ActResult workato_save() override;
  ActResult workato_done() override { return nothing_to_do(); }
  ActResult workato_new_connection(const Json& settings) override;
  ActResult workato_connect(const std::string& username, const std::string& decision) override;
  ActResult workato_run_job() override;
  ActResult workato_connection_status() override;

  ActResult salesforce_sign_in(const std::string& username, const std::string& password) override;
  ActResult salesforce_open_app_manager() override;
  ActResult app_new() override;
  ActResult app_set(const Json& settings) override;
  ActResult app_create() override;
  ActResult app_open(const std::string& label) override;
  ActResult app_open_settings() override { return nothing_to_do(); }
  ActResult app_open_oauth_settings() override { return nothing_to_do(); }
  ActResult app_open_credentials() override;
  ActResult app_verify_identity(const std::string& code) override;
  ActResult app_resend_code() override;
  ActResult app_read_key() override;
  ActResult app_read_secret() override;
  ActResult app_edit(const Json& settings) override;

 private:
  // Calls and keeps the answer's body in `answer_`; refused with the error's own words.
  ActResult call(std::string_view method, const std::string& path, const Json& body);
  static ActResult nothing_to_do() { return Act{.ok = true, .said = "nothing to do by API"}; }

  Target& target_;
  std::unique_ptr<Driver> pages_;
  bool on_pages_ = false;  // the key and the secret are on a page
  std::string username_{}, password_{}, label_{};
  Json answer_ = Json::object();
  Json profile_ = Json::object(), connection_ = Json::object(), app_ = Json::object();
  std::string app_id_{}, key_{}, secret_{};
  int64_t connection_id_ = 0;
};

}  // namespace rehearse::harness
