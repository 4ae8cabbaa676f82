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
      {"app_oauth_off", [](AppSettings& app) { app.is_oauth_enabled = false; }},
      {"guide_scopes", [](AppSettings& app) { app.scopes[0] = "web"; }},
      {"guide_scopes", [](AppSettings& app) { app.scopes[2] = "web"; }},
      {"guide_scope_api", [](AppSettings& app) { app.scopes[1] = "web"; }},
      {"guide_scope_refresh", [](AppSettings& app) { app.scopes.pop_back(); }},
      {"guide_flow_enablement", [](AppSettings& app) { app.is_code_cred_flow_enabled = false; }},
      {"guide_other_flows", [](AppSettings& app) { app.is_device_flow_enabled = true; }},
      {"guide_secret_web_server_flow",
       [](AppSettings& app) { app.is_consumer_secret_optional = true; }},
      {"guide_secret_refresh_flow",
       [](AppSettings& app) { app.is_secret_required_for_refresh_token = false; }},
      {"guide_jwt", [](AppSettings& app) { app.is_named_user_jwt_enabled = true; }},
  };
  for (const Case& one : cases) {
    AppSettings app = as_the_guide_says();
    one.change(app);
    EXPECT_THAT(deviations(app), ::testing::ElementsAre(one.reason));
  }
}

// The sentences about what the app has instead.
std::vector<std::string> found(const AppSettings& app) {
  std::vector<std::string> sentences;
  for (const Deviation& deviation : guide_deviations(app)) sentences.push_back(deviation.found);
  return sentences;
}

TEST(GuideRules, SaysHowACallbackDiffersFromWorkatos) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://www.workato.com/oauth/callback/", "a slash too many"},
      {"http://www.workato.com/oauth/callback", "http instead of https"},
      {"https://www.workato.eu/oauth/callback", "another host"},
      {"https://www.workato.com.example.com/oauth/callback", "another host"},
      {" https://www.workato.com/oauth/callback", "a blank"},
      {"https://www.workato.com/OAuth/Callback", "capitals"},
      {"https://www.workato.com/oauth", "is not Workato's"},
  };
  for (const auto& [url, words] : cases) {
    AppSettings app = as_the_guide_says();
    app.callback_urls = {url};
    EXPECT_THAT(found(app), ::testing::ElementsAre(::testing::HasSubstr(words))) << url;
  }
  AppSettings app = as_the_guide_says();
  app.callback_urls.clear();
  EXPECT_THAT(found(app), ::testing::ElementsAre("The app has no callback URL."));
  app.callback_urls = {"https://example.com/cb", "https://www.workato.com/oauth/callback"};
  EXPECT_TRUE(found(app).empty());
}

TEST(GuideRules, NamesTheScopesAndTheFlowsInQuestion) {
  AppSettings app = as_the_guide_says();
  app.scopes = {"api", "refresh_token"};
  EXPECT_THAT(found(app), ::testing::ElementsAre("The app lacks the scope full and id."));
  app.scopes.clear();
  EXPECT_THAT(found(app), ::testing::Each("The app has no scope at all."));
  EXPECT_EQ(found(app).size(), 3U);
  app = as_the_guide_says();
  app.is_device_flow_enabled = app.is_token_exchange_enabled = true;
  EXPECT_THAT(found(app), ::testing::ElementsAre("Enabled besides the guide's flow: Device Flow, "
                                                 "Token Exchange Flow."));
}

std::vector<std::string> cautions(const AppSettings& app) {
  constexpr std::string_view kEgress[] = {"52.5.142.59", "52.23.2.176", ""};
  std::vector<std::string> names;
  for (const Deviation& caution : guide_cautions(app, kEgress))
    names.emplace_back(caution.reason->name);
  return names;
}

TEST(GuideRules, WarnsOfWhatTheGuideAllows) {
  AppSettings app = as_the_guide_says();
  EXPECT_TRUE(cautions(app).empty());
  app.is_enforce_refresh_token_ttl = true;
  EXPECT_THAT(cautions(app), ::testing::ElementsAre("guide_idle_limit"));
  app = as_the_guide_says();
  app.token_ip_ranges = {{"52.5.142.59", "52.5.142.59", ""}};
  EXPECT_THAT(cautions(app), ::testing::ElementsAre("guide_allowlist"));
  app.token_ip_ranges.push_back({"52.23.2.0", "52.23.2.255", ""});
  EXPECT_TRUE(cautions(app).empty());
  app.refresh_token_policy = RefreshTokenPolicy::zero;
  app.is_enabled = false;
  EXPECT_THAT(cautions(app), ::testing::ElementsAre("refresh_policy_zero", "app_disabled"));
}

TEST(GuideRules, EveryReasonIsGivenBySomeRule) {
  AppSettings app;
  app.scopes = {};
  app.is_code_cred_flow_enabled = false;
  app.is_device_flow_enabled = app.is_consumer_secret_optional = app.is_named_user_jwt_enabled =
      app.is_enforce_refresh_token_ttl = true;
  app.is_secret_required_for_refresh_token = false;
  app.token_ip_ranges = {{"10.0.0.1", "10.0.0.1", ""}};
  std::vector<std::string> given = deviations(app), cautioned = cautions(app), all;
  given.insert(given.end(), cautioned.begin(), cautioned.end());
  for (const Reason* reason : reason::kGuideReasons) all.emplace_back(reason->name);
  EXPECT_THAT(given, ::testing::UnorderedElementsAreArray(all));
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
