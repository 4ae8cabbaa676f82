#include "mocks/oauth/guide_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rehearse::oauth {
namespace {

AppSettings as_the_guide_says() {
  AppSettings app;
  app.callback_urls = {"https://www.workato.com/oauth/callback"};
  app.scopes = {"full", "api", "id", "refresh_token"};
  app.is_code_cred_flow_enabled = true;
  return app;
}

// The names of the reasons, in order.
std::vector<std::string> deviations(const AppSettings& app) {
  std::vector<std::string> names;
  for (const Deviation& deviation : guide_deviations(app))
    names.emplace_back(deviation.reason->name);
  return names;
}

TEST(GuideRules, AnAppThatFollowsTheGuideDoesNotDeviate) {
  EXPECT_TRUE(deviations(as_the_guide_says()).empty());
}

TEST(GuideRules, WhatTheGuideCallsOptionalNeverDeviates) {
  AppSettings app = as_the_guide_says();
  for (const bool on : {true, false}) {
    app.is_pkce_required = app.is_refresh_token_rotation_enabled =
        app.is_enforce_refresh_token_ttl = on;
    EXPECT_TRUE(deviations(app).empty());
  }
  app.token_ip_ranges = {{"52.5.142.59", "52.5.142.59", ""}};
  EXPECT_TRUE(deviations(app).empty());
}

TEST(GuideRules, EachDepartureHasItsOwnReason) {
  struct Case {
    const char* reason = nullptr;
    void (*change)(AppSettings&) = nullptr;
  };
  const Case cases[] = {
      {"guide_callback", [](AppSettings& app) { app.callback_urls[0] += "/"; }},
      {"guide_scopes", [](AppSettings& app) { app.scopes.pop_back(); }},
      {"guide_flow_enablement", [](AppSettings& app) { app.is_code_cred_flow_enabled = false; }},
      {"guide_other_flows", [](AppSettings& app) { app.is_device_flow_enabled = true; }},
      {"guide_secret_web_server_flow",
       [](AppSettings& app) { app.is_consumer_secret_optional = true; }},
      {"guide_secret_refresh_flow",
       [](AppSettings& app) { app.is_secret_required_for_refresh_token = false; }},
      {"guide_jwt", [](AppSettings& app) { app.is_named_user_jwt_enabled = true; }},
  };
  EXPECT_EQ(std::size(cases), std::size(reason::kGuideReasons));
  for (const Case& one : cases) {
    AppSettings app = as_the_guide_says();
    one.change(app);
    EXPECT_THAT(deviations(app), ::testing::ElementsAre(one.reason));
  }
}

TEST(GuideRules, OnlyTheCallbackAndTheSecretsAreRequired) {
  AppSettings app = as_the_guide_says();
  app.is_consumer_secret_optional = true;
  app.is_named_user_jwt_enabled = true;
  const auto found = guide_deviations(app);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].required);
  EXPECT_FALSE(found[1].required);
}

TEST(GuideRules, OfflineAccessIsTheOtherNameOfTheRefreshScope) {
  AppSettings app = as_the_guide_says();
  app.scopes.back() = "offline_access";
  EXPECT_TRUE(deviations(app).empty());
}

}  // namespace
}  // namespace rehearse::oauth
