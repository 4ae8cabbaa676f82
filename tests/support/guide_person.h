#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/driver/form_session.h"
#include "harness/driver/pages_driver.h"
#include "harness/guide/coach.h"
#include "harness/target/mock_target.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {

inline harness::Guide guide_steps() {
  auto guide = harness::read_guide(read_file(source_root() / "fixtures/guide_steps.json"));
  EXPECT_TRUE(guide.ok());
  return guide ? std::move(guide).value() : harness::Guide{};
}

// TargetControl is the control facade of a target's mocks.
class TargetControl final : public Control {
 public:
  explicit TargetControl(harness::Target& target) : target_(target) {}
  ControlAnswer call(std::string_view method, std::string_view path,
                     std::string_view body) override {
    auto answer = target_.control(method, path, body);
    EXPECT_TRUE(answer.ok());
    return answer ? answer.value() : ControlAnswer{.status = 500};
  }

 private:
  harness::Target& target_;
};

// An app as the guide has it, by the metadata's names.
inline Json settings_of_the_guide() {
  return {{"label", "Workato rehearsal"},
          {"apiName", "Workato_rehearsal"},
          {"contactEmail", "admin@rehearsal.test"},
          {"distributionState", "Local"},
          {"isOauthEnabled", true},
          {"callbackUrl", "https://www.workato.com/oauth/callback"},
          {"scopes", {"full", "api", "id", "refresh_token"}},
          {"isCodeCredFlowEnabled", true}};
}

// GuidePerson is a test that walks the guide by clicks on real mocks, and looks at what the coach
// makes of it.
class GuidePerson : public ::testing::Test {
 protected:
  GuidePerson() {
    auto started = harness::start_mock_target({});
    if (started) target_ = std::move(started).value();
  }
  void SetUp() override {
    ASSERT_NE(target_, nullptr);
    control_ = std::make_unique<TargetControl>(*target_);
    driver_ = std::make_unique<harness::PagesDriver>(
        *target_, std::make_unique<harness::FormSession>(target_->http()));
  }

  static std::string done(const harness::ActResult& act) {
    EXPECT_TRUE(act.ok()) << (act.ok() ? "" : act.error().what);
    EXPECT_TRUE(act.ok() && act.value().ok) << (act.ok() ? act.value().said : "");
    return act.ok() ? act.value().value : "";
  }
  harness::Snapshot snapshot() { return harness::look(*control_, trail_); }
  harness::Advice advice() { return harness::coach(snapshot(), guide_); }
  Json ask(std::string_view method, std::string_view path, const Json& body = nullptr) {
    const ControlAnswer answer =
        control_->call(method, path, body.is_null() ? "" : dump_json(body));
    EXPECT_EQ(answer.status, 200) << path << ' ' << answer.json;
    return parse_json(answer.json).value();
  }

  // The guide's four parts, each as a person clicks it.
  void begin_profile() {
    done(driver_->workato_sign_in());
    done(driver_->workato_open_profiles());
    done(driver_->workato_new_profile());
    done(driver_->workato_select_application("Salesforce"));
    done(driver_->workato_name_profile("Rehearsal"));
    done(driver_->workato_create_new_app());
  }
  void open_new_app() {
    done(driver_->salesforce_sign_in("admin@rehearsal.test", "rehearse-2026"));
    done(driver_->salesforce_open_app_manager());
    done(driver_->app_new());
  }
  void create_app(const Json& settings) {
    done(driver_->app_set(settings));
    done(driver_->app_create());
  }
  // Gives the key and the secret.
  std::pair<std::string, std::string> read_credentials() {
    done(driver_->app_open_settings());
    done(driver_->app_open_oauth_settings());
    if (done(driver_->app_open_credentials()) == "verify")
      done(driver_->app_verify_identity(ask("GET", "/mailbox").back()["code"]));
    return {done(driver_->app_read_key()), done(driver_->app_read_secret())};
  }
  void save_profile(const std::string& key, const std::string& secret) {
    done(driver_->workato_enter_client_id(key));
    done(driver_->workato_enter_client_secret(secret));
    done(driver_->workato_save());
    done(driver_->workato_done());
  }
  void set_up(const Json& settings) {
    begin_profile();
    open_new_app();
    create_app(settings);
    const auto [key, secret] = read_credentials();
    save_profile(key, secret);
  }
  harness::ActResult connect() {
    const std::string host = target_->sites().salesforce.substr(8);
    done(driver_->workato_new_connection(
        {{"name", "Sales"}, {"profile", "Rehearsal"}, {"custom_domain", host}}));
    return driver_->workato_connect("user@rehearsal.test", "approve");
  }
  void advance(std::string_view by) { ask("POST", "/clock", {{"advance", by}}); }

  std::unique_ptr<harness::Target> target_;
  std::unique_ptr<Control> control_;
  std::unique_ptr<harness::PagesDriver> driver_;
  harness::Trail trail_;
  const harness::Guide guide_ = guide_steps();
};

}  // namespace rehearse::testing
