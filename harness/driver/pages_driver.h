#pragma once

#include <memory>
#include <optional>
#include <string>

#include "harness/driver/driver.h"
#include "harness/driver/page_session.h"
#include "harness/driver/script.h"
#include "harness/target/target.h"

namespace rehearse::harness {

// People are who the driver plays: the mocks' own, unless told otherwise.
struct People {
  std::string workato_email{"rehearsal@workato.test"};
  std::string workato_password{"rehearse-2026"};
  std::string org_password{"rehearse-2026"};  // of org users until one signs in with another
};

// PagesDriver performs the guide's acts by clicks, with the tabs a person would have: Workato's,
// Salesforce's, and the one in which the key and the secret are shown. It finds everything by the
// labels of the guide.
class PagesDriver final : public Driver {
 public:
  PagesDriver(Target& target, std::unique_ptr<PageSession> session, People people = {},
              std::string name = "pages")
      : name_(std::move(name)),
        target_(target),
        owned_(std::move(session)),
        session_(*owned_),
        people_(std::move(people)) {}
  std::string_view name() const override { return name_; }
  std::optional<std::string> screenshot() override { return session_.screenshot(); }

  ActResult workato_sign_in() override;
  ActResult workato_open_profiles() override;
  ActResult workato_new_profile() override;
  ActResult workato_open_profile(const std::string& name) override;
  ActResult workato_select_application(const std::string& application) override;
  ActResult workato_name_profile(const std::string& name) override;
  ActResult workato_create_new_app() override;
  ActResult workato_enter_client_id(const std::string& key) override;
  ActResult workato_enter_client_secret(const std::string& secret) override;
  ActResult workato_save() override;
  ActResult workato_done() override;
  ActResult workato_new_connection(const Json& settings) override;
  ActResult workato_connect(const std::string& username, const std::string& decision) override;
  ActResult workato_begin(const std::string& username, const std::string& decision) override;
  ActResult workato_respond(const std::string& response) override;
  ActResult workato_run_job() override;
  ActResult workato_connection_status() override;

  ActResult salesforce_sign_in(const std::string& username, const std::string& password) override;
  ActResult salesforce_open_app_manager() override;
  ActResult app_new() override;
  ActResult app_set(const Json& settings) override;
  ActResult app_create() override;
  ActResult app_open(const std::string& label) override;
  ActResult app_open_settings() override;
  ActResult app_open_oauth_settings() override;
  ActResult app_open_credentials() override;
  ActResult app_verify_identity(const std::string& code) override;
  ActResult app_resend_code() override;
  ActResult app_read_key() override;
  ActResult app_read_secret() override;
  ActResult app_edit(const Json& settings) override;

 private:
  // A script on one of the tabs; the tab is opened when it is first needed.
  Script on_workato();
  Script at_workato_home();  // signed in
  Script at_connection();    // the page of the connection at hand
  Script on_salesforce();
  Script on_credentials();
  Script on(std::optional<size_t>& tab);
  ActResult decide(const std::string& username, const std::string& decision);
  // Clicks Connect and answers the org as that person.
  Script consent(const std::string& username, const std::string& decision);

  std::string name_;
  Target& target_;
  std::unique_ptr<PageSession> owned_;
  PageSession& session_;
  People people_;
  std::optional<size_t> workato_tab_{}, salesforce_tab_{}, credentials_tab_{};
  std::string signed_in_{};        // to Salesforce
  std::string connection_name_{};  // of the connection at hand
};

}  // namespace rehearse::harness
