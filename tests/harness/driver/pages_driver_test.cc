#include "harness/driver/pages_driver.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/driver/api_driver.h"
#include "harness/driver/form_session.h"
#include "harness/target/mock_target.h"
#include "tests/support/guide_acts.h"

namespace rehearse::harness {
namespace {

// The guide's, and the rotation that it leaves open.
const Json& settings() {
  static const Json kSettings = [] {
    Json json = testing::settings_of_the_guide();
    json["isRefreshTokenRotationEnabled"] = true;
    return json;
  }();
  return kSettings;
}

// Acts are on real mocks over TLS under the documented host names.
class DriverOnMocks : public ::testing::Test, protected testing::GuideActs {
 protected:
  DriverOnMocks() {
    auto started = start_mock_target({});
    if (started) target_ = std::move(started).value();
  }
  void SetUp() override { ASSERT_NE(target_, nullptr); }

  void walk_to_new_app(Driver& driver) {
    act_with(driver, *target_);
    open_new_app();
  }
  void connect(Driver& driver) {
    act_with(driver, *target_);
    walk(settings());
  }

  std::unique_ptr<Target> target_;
};

TEST_F(DriverOnMocks, PagesWalkTheWholeGuide) {
  PagesDriver driver(*target_, std::make_unique<FormSession>(target_->http()));
  connect(driver);
}

TEST_F(DriverOnMocks, ApiDoesTheSameWithoutPages) {
  ApiDriver driver(*target_);
  connect(driver);
}

TEST_F(DriverOnMocks, ApiReadsTheKeyAndSecretOfAnAppThatSomebodyElseMade) {
  const auto app =
      parse_json(target_->control("POST", "/apps", dump_json(settings())).value().json);
  ApiDriver driver(*target_);
  done(driver.salesforce_sign_in("admin@rehearsal.test", "rehearse-2026"));
  done(driver.app_open(*string_member(settings(), "label")));
  const ActResult opened = driver.app_open_credentials();
  done(opened);
  EXPECT_EQ(opened.value().value, "shown");
  EXPECT_EQ(driver.app_read_key().value().value, string_member(app.value(), "consumer_key"));
  EXPECT_EQ(driver.app_read_secret().value().value, string_member(app.value(), "consumer_secret"));
  const ActResult unknown = driver.app_open("Nobody's");
  ASSERT_TRUE(unknown.ok());
  EXPECT_EQ(unknown.value().said, "there is no app \"Nobody's\"");
}

TEST_F(DriverOnMocks, ApiSaysWhatTheUserMayNot) {
  ApiDriver driver(*target_);
  done(driver.salesforce_sign_in("admin@rehearsal.test", "rehearse-2026"));
  done(driver.app_new());
  done(driver.app_set(settings()));
  done(driver.app_create());
  done(driver.salesforce_sign_in("user@rehearsal.test", "rehearse-2026"));
  const ActResult secret = driver.app_open_credentials(), list = driver.app_open("Any");
  ASSERT_TRUE(secret.ok() && list.ok());
  EXPECT_FALSE(secret.value().ok);
  EXPECT_NE(secret.value().said.find("not enabled for this user"), std::string::npos);
  EXPECT_FALSE(list.value().ok);
  EXPECT_NE(list.value().said.find("level of access"), std::string::npos);
}

TEST_F(DriverOnMocks, PagesSayWhatTheOrgRefuses) {
  PagesDriver driver(*target_, std::make_unique<FormSession>(target_->http()));
  walk_to_new_app(driver);
  Json changed = settings();
  changed["apiName"] = "Two__underscores";
  done(driver.app_set(changed));
  const ActResult created = driver.app_create();
  ASSERT_TRUE(created.ok());
  EXPECT_FALSE(created.value().ok);
  EXPECT_NE(created.value().said.find("API Name"), std::string::npos) << created.value().said;
}

TEST_F(DriverOnMocks, PagesKeepAWrongPasswordOut) {
  PagesDriver driver(*target_, std::make_unique<FormSession>(target_->http()));
  const ActResult act = driver.salesforce_sign_in("admin@rehearsal.test", "wrong");
  ASSERT_TRUE(act.ok());
  EXPECT_FALSE(act.value().ok);
}

TEST_F(DriverOnMocks, PagesEditSettingsAndPolicies) {
  PagesDriver driver(*target_, std::make_unique<FormSession>(target_->http()));
  walk_to_new_app(driver);
  done(driver.app_set(settings()));
  done(driver.app_create());
  done(driver.app_edit(
      {{"scopes", {"api", "refresh_token"}},
       {"tokenIpRanges", {{{"startIpAddress", "52.5.142.59"}, {"endIpAddress", "52.5.142.59"}}}},
       {"refreshTokenPolicyType", "SpecificInactivity"},
       {"refreshTokenValidityPeriod", 7},
       {"refreshTokenValidityUnit", "Days"}}));
  const auto listed = parse_json(target_->control("GET", "/apps").value().json);
  const std::string id = string_member(listed.value().back(), "app_id").value_or("");
  const auto app = parse_json(target_->control("GET", "/apps/" + id).value().json);
  EXPECT_EQ(app.value()["scopes"], Json({"api", "refresh_token"}));
  EXPECT_EQ(app.value()["tokenIpRanges"].size(), 1u);
  EXPECT_EQ(app.value()["refreshTokenPolicyType"], "SpecificInactivity");
  EXPECT_EQ(app.value()["refreshTokenValidityPeriod"], 7);
}

TEST_F(DriverOnMocks, PagesHearADenial) {
  const auto app =
      parse_json(target_->control("POST", "/apps", dump_json(settings())).value().json);
  PagesDriver driver(*target_, std::make_unique<FormSession>(target_->http()));
  done(driver.workato_sign_in());
  done(driver.workato_open_profiles());
  done(driver.workato_new_profile());
  done(driver.workato_select_application("Salesforce"));
  done(driver.workato_name_profile("Rehearsal"));
  done(driver.workato_enter_client_id(*string_member(app.value(), "consumer_key")));
  done(driver.workato_enter_client_secret(*string_member(app.value(), "consumer_secret")));
  done(driver.workato_save());
  done(driver.workato_done());
  const std::string host = target_->sites().salesforce.substr(8);
  done(driver.workato_new_connection(
      {{"name", "Sales"}, {"profile", "Rehearsal"}, {"custom_domain", host}}));
  const ActResult act = driver.workato_connect("user@rehearsal.test", "deny");
  ASSERT_TRUE(act.ok());
  EXPECT_FALSE(act.value().ok);
  EXPECT_NE(act.value().said.find("access_denied"), std::string::npos) << act.value().said;
  EXPECT_EQ(driver.workato_connection_status().value().value, "Disconnected");
}

}  // namespace
}  // namespace rehearse::harness
