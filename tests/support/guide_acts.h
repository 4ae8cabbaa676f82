#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "harness/driver/driver.h"
#include "harness/target/mock_target.h"
#include "mocks/core/json.h"

namespace rehearse::testing {

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

// GuideActs are the parts of the guide, each as a person does it: with any driver, on any target.
class GuideActs {
 public:
  // What an act gives; it must have worked.
  static std::string done(const harness::ActResult& act) {
    EXPECT_TRUE(act.ok()) << (act.ok() ? "" : act.error().what);
    EXPECT_TRUE(act.ok() && act.value().ok) << (act.ok() ? act.value().said : "");
    return act.ok() ? act.value().value : "";
  }
  void act_with(harness::Driver& driver, harness::Target& target) {
    hands_ = &driver;
    place_ = &target;
  }

  void begin_profile() {
    done(hands_->workato_sign_in());
    done(hands_->workato_open_profiles());
    done(hands_->workato_new_profile());
    done(hands_->workato_select_application("Salesforce"));
    done(hands_->workato_name_profile("Rehearsal"));
    done(hands_->workato_create_new_app());
  }
  void open_new_app() {
    done(hands_->salesforce_sign_in("admin@rehearsal.test", "rehearse-2026"));
    done(hands_->salesforce_open_app_manager());
    done(hands_->app_new());
  }
  void create_app(const Json& settings) {
    done(hands_->app_set(settings));
    done(hands_->app_create());
  }
  // Whether a one-time password is asked for.
  bool ask_for_credentials() {
    done(hands_->app_open_settings());
    done(hands_->app_open_oauth_settings());
    return done(hands_->app_open_credentials()) == "verify";
  }
  std::string mailed_code() {
    const auto answer = place_->control("GET", "/mailbox");
    const auto mails = parse_json(answer.ok() ? answer.value().json : "[]");
    EXPECT_TRUE(mails.ok() && !mails.value().empty());
    if (!mails || mails.value().empty()) return {};
    return string_member(mails.value().back(), "code").value_or("");
  }
  // Gives the key and the secret, with the code that was sent by mail.
  std::pair<std::string, std::string> read_credentials() {
    if (ask_for_credentials()) done(hands_->app_verify_identity(mailed_code()));
    return {done(hands_->app_read_key()), done(hands_->app_read_secret())};
  }
  void save_profile(const std::string& key, const std::string& secret) {
    EXPECT_TRUE(key.starts_with("3MVG9"));
    EXPECT_EQ(secret.size(), 64U);
    done(hands_->workato_enter_client_id(key));
    done(hands_->workato_enter_client_secret(secret));
    done(hands_->workato_save());
    done(hands_->workato_done());
  }
  void set_up(const Json& settings) {
    begin_profile();
    open_new_app();
    create_app(settings);
    const auto [key, secret] = read_credentials();
    save_profile(key, secret);
  }
  void open_connection() {
    const std::string host = place_->sites().salesforce.substr(8);
    done(hands_->workato_new_connection(
        {{"name", "Sales"}, {"profile", "Rehearsal"}, {"custom_domain", host}}));
  }
  harness::ActResult connect(const std::string& decision = "approve") {
    open_connection();
    return hands_->workato_connect("user@rehearsal.test", decision);
  }
  // The guide and a job of the connection.
  void walk(const Json& settings) {
    set_up(settings);
    done(connect());
    done(hands_->workato_run_job());
    EXPECT_EQ(done(hands_->workato_connection_status()), "Connected");
  }

 private:
  harness::Driver* hands_ = nullptr;
  harness::Target* place_ = nullptr;
};

}  // namespace rehearse::testing
