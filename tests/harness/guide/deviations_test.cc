// Each deviation from the guide, set in the real mocks: the sentence, and whether what it says of
// the mock is so.
#include <gmock/gmock.h>

#include "harness/guide/health.h"
#include "tests/support/guide_person.h"

namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Deviations : public rehearse::testing::GuidePerson {
 protected:
  // An app, a profile with its key and secret, and a connection that uses it.
  void make(const Json& more) {
    Json settings = rehearse::testing::settings_of_the_guide();
    settings["isPkceRequired"] = false;
    settings["refreshTokenPolicyType"] = "Infinite";
    settings.update(more);
    const Json app = ask("POST", "/apps", settings);
    app_id_ = app["app_id"];
    make_profile(app["consumer_key"], app["consumer_secret"]);
  }
  void make_profile(const std::string& key, const std::string& secret) {
    const Json profile = ask("POST", "/workato/profiles",
                             {{"name", "P"}, {"client_id", key}, {"client_secret", secret}});
    connection_ = dump_json(ask("POST", "/workato/connections",
                                {{"name", "Sales"},
                                 {"profile", profile["id"]},
                                 {"custom_domain", target_->sites().salesforce.substr(8)}})["id"]);
  }
  bool connects() {
    const Json connected = ask("POST", "/workato/connections/" + connection_ + "/connect",
                               {{"username", "user@rehearsal.test"}, {"decision", "approve"}});
    connect_text_ = dump_json(connected);
    return connected["ok"];
  }
  bool runs_a_job() {
    return ask("POST", "/workato/jobs", {{"connection", std::stoi(connection_)}})["ok"];
  }

  std::string app_id_, connection_, connect_text_;
};

TEST_F(Deviations, TheGuideToTheLetterHasNone) {
  make(Json::object());
  EXPECT_THAT(advice().remarks, IsEmpty());
  EXPECT_TRUE(connects());
  EXPECT_TRUE(runs_a_job());
}

TEST_F(Deviations, WithoutFullTheScopeApiStopsTheConnection) {
  make({{"scopes", {"id", "refresh_token"}}});
  const Advice now = advice();
  ASSERT_EQ(now.remarks.size(), 2U);
  EXPECT_THAT(now.remarks[1].reason, "guide_scope_api");
  EXPECT_EQ(now.remarks[1].weight, Weight::stops);
  EXPECT_THAT(now.remarks[1].sentence,
              StartsWith("The app lacks the scope api: Workato always requests it"));
  EXPECT_FALSE(connects()) << connect_text_;
}

struct Case {
  const char* name = "";
  const char* settings = "{}";
  const char* reason = "";
  const char* step = "";
  Weight weight = Weight::differs;
  const char* sentence = "";
  bool connects = true;  // on the mock
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class EachDeviation : public Deviations, public ::testing::WithParamInterface<Case> {};

TEST_P(EachDeviation, HasItsSentenceWithItsConsequence) {
  const Case& one = GetParam();
  make(parse_json(one.settings).value());
  const Advice now = advice();
  ASSERT_EQ(now.remarks.size(), 1U) << one.name;
  const Remark& remark = now.remarks[0];
  EXPECT_EQ(remark.reason, one.reason);
  EXPECT_EQ(remark.step, one.step);
  EXPECT_EQ(remark.weight, one.weight);
  EXPECT_EQ(remark.sentence, one.sentence);
  EXPECT_FALSE(remark.remedy.empty());
  EXPECT_EQ(connects(), one.connects) << connect_text_;
}

constexpr Case kCases[] = {
    {"CallbackWithASlashTooMany", R"({"callbackUrl":"https://www.workato.com/oauth/callback/"})",
     "guide_callback", "sf.9", Weight::stops,
     "The app has https://www.workato.com/oauth/callback/, which has a slash too many at its "
     "end: Salesforce refuses the authorization before anybody can log in.",
     false},
    {"CallbackOfAnotherHost", R"({"callbackUrl":"https://www.workato.eu/oauth/callback"})",
     "guide_callback", "sf.9", Weight::stops,
     "The app has https://www.workato.eu/oauth/callback, which is of another host than "
     "Workato's: Salesforce refuses the authorization before anybody can log in.",
     false},
    {"ScopesLackFull", R"({"scopes":["api","id","refresh_token"]})", "guide_scopes", "sf.10",
     Weight::stops,
     "The app lacks the scope full: the person who connects sees an error of Salesforce's "
     "after the login, unless the connection's own permissions are cut down to the app's.",
     false},
    {"ScopesLackApi", R"({"scopes":["full","id","refresh_token"]})", "guide_scope_api", "sf.10",
     Weight::differs,
     "The app lacks the scope api, which Workato always requests: full has it in it, so this mock "
     "connects all the same.",
     true},
    {"ScopesLackRefreshToken", R"({"scopes":["full","id","api"]})", "guide_scope_refresh", "sf.10",
     Weight::stops,
     "The app lacks the scope refresh_token: a connection without it ends when its first session "
     "does; Workato always requests it, so the org refuses the authorization before that.",
     false},
    {"TheGuidesFlowIsOff", R"({"isCodeCredFlowEnabled":false})", "guide_flow_enablement",
     "sf.11.flow", Weight::differs,
     "The Authorization Code and Credentials Flow is not enabled: the plain web server flow "
     "works without it, so the connection does too; the guide asks for it.",
     true},
    {"AnotherFlowIsOn", R"({"isDeviceFlowEnabled":true})", "guide_other_flows", "sf.11.flow",
     Weight::differs,
     "Enabled besides the guide's flow: Device Flow: the connection does not use it; it is "
     "one more way to get a token with the app's secret.",
     true},
    {"NoSecretForTheWebServerFlow", R"({"isConsumerSecretOptional":true})",
     "guide_secret_web_server_flow", "sf.11.security.secrets", Weight::differs,
     "Require secret for Web Server Flow is off: the guide says the connection does not work "
     "without it; an intercepted code is worth more too; this mock connects and refreshes all "
     "the same.",
     true},
    {"NoSecretForTheRefreshFlow", R"({"isSecretRequiredForRefreshToken":false})",
     "guide_secret_refresh_flow", "sf.11.security.secrets", Weight::differs,
     "Require secret for Refresh Token Flow is off: the guide says the connection does not "
     "work without it; a stolen refresh token alone is enough too; this mock connects and "
     "refreshes all the same.",
     true},
    {"JwtIsOn", R"({"isNamedUserJwtEnabled":true})", "guide_jwt", "sf.11.security.jwt",
     Weight::differs,
     "JWT-based access tokens are on: access tokens end after the JWT timeout, often much "
     "sooner than a session, and SOAP calls refuse them.",
     true},
    {"TheIdleLimitIsOn", R"({"isEnforceRefreshTokenTTL":true})", "guide_idle_limit",
     "sf.11.security.idle", Weight::caution,
     "Refresh tokens end after 30 days without use: a connection that no job uses for more "
     "than 30 days has to be authorized again; the guide warns that the setting may make "
     "connections unstable.",
     true},
    {"TheAllowlistIsOfOthers",
     R"({"tokenIpRanges":[{"startIpAddress":"10.0.0.1","endIpAddress":"10.0.0.1"}]})",
     "guide_allowlist", "sf.11.security.allowlist", Weight::ends,
     "The allowlist lacks 52.5.142.59, 34.226.132.221, 52.54.43.157: token requests from that "
     "address are refused: the connection is not made, or it is lost at a refresh.",
     false},
    {"TheAllowlistLacksOne",
     R"({"tokenIpRanges":[{"startIpAddress":"52.5.142.59","endIpAddress":"52.5.142.59"}]})",
     "guide_allowlist", "sf.11.security.allowlist", Weight::ends,
     "The allowlist lacks 34.226.132.221, 52.54.43.157: token requests from that address are "
     "refused: the connection is not made, or it is lost at a refresh.",
     true},
    {"RefreshTokensEndAtOnce", R"({"refreshTokenPolicyType":"Zero"})", "refresh_policy_zero", "sf",
     Weight::ends,
     "The app's policy expires refresh tokens immediately: the connection works until its "
     "access token ends, then has to be authorized again.",
     true},
    {"OauthIsOff", R"({"isOauthEnabled":false})", "app_oauth_off", "sf.8", Weight::stops,
     "OAuth is not enabled for the app: no token is given.", false},
    {"TheAppIsDisabled", R"({"isEnabled":false})", "app_disabled", "sf", Weight::stops,
     "An admin disabled the app: new connections, refreshes and access tokens stop working "
     "while it is disabled.",
     false},
};

INSTANTIATE_TEST_SUITE_P(Guide, EachDeviation, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(Deviations, BothOptionalSecretsStillRefreshOnTheMockAsTheSentenceSays) {
  make({{"isConsumerSecretOptional", true}, {"isSecretRequiredForRefreshToken", false}});
  for (const Remark& remark : advice().remarks)
    EXPECT_THAT(remark.sentence, HasSubstr("; this mock connects and refreshes all the same."));
  EXPECT_TRUE(connects());
  advance("1d");
  EXPECT_TRUE(runs_a_job());
}

TEST_F(Deviations, OptionalBoxesOfTheGuideAreNoDeviation) {
  make({{"isPkceRequired", true}, {"isRefreshTokenRotationEnabled", true}});
  EXPECT_THAT(advice().remarks, IsEmpty());
  EXPECT_TRUE(connects());
}

TEST_F(Deviations, HttpInTheCallbackIsRefusedByTheOrgAndTold) {
  open_new_app();
  Json settings = rehearse::testing::settings_of_the_guide();
  settings["callbackUrl"] = "http://www.workato.com/oauth/callback";
  done(driver_->app_set(settings));
  EXPECT_FALSE(driver_->app_create().value().ok);
  const Advice now = advice();
  ASSERT_EQ(now.remarks.size(), 1U);
  EXPECT_EQ(now.remarks[0].reason, "callback_not_https");
  EXPECT_EQ(now.remarks[0].step, "sf.9");
}

TEST_F(Deviations, MixedUpCredentialsDoNotConnect) {
  const Json app = ask("POST", "/apps", rehearse::testing::settings_of_the_guide());
  make_profile(app["consumer_secret"], app["consumer_key"]);
  const Advice now = advice();
  ASSERT_EQ(now.remarks.size(), 1U);
  EXPECT_THAT(now.remarks[0].sentence, HasSubstr("are mixed up in the profile P"));
  EXPECT_THAT(dump_json(Json(now.remarks[0].sentence)),
              ::testing::Not(HasSubstr(app["consumer_secret"].get<std::string>())));
  EXPECT_FALSE(connects());
}

TEST_F(Deviations, ABlankBehindTheSecretDoesNotConnect) {
  const Json app = ask("POST", "/apps", rehearse::testing::settings_of_the_guide());
  make_profile(app["consumer_key"], app["consumer_secret"].get<std::string>() + " ");
  ASSERT_EQ(advice().remarks.size(), 1U);
  EXPECT_THAT(advice().remarks[0].sentence, HasSubstr("has a blank before or after it"));
  EXPECT_FALSE(connects());
  const Advice after = advice();
  ASSERT_EQ(after.remarks.size(), 2U);  // the connection says so as well
  EXPECT_THAT(after.remarks[1].sentence, StartsWith("The connection Sales is not connected: "));
}

// The idle limit, from both sides, by the clock's buttons.
TEST_F(Deviations, TwentyNineDaysAreSurvivedAndThirtyOneAreNot) {
  make({{"isEnforceRefreshTokenTTL", true}});
  EXPECT_TRUE(connects());
  advance("29d");
  Health health = health_of(snapshot());
  EXPECT_EQ(health.state, Health::State::connected);
  EXPECT_THAT(health.sentence, HasSubstr("it would end on 2026-06-11 09:00 UTC if it is not used"));
  EXPECT_TRUE(runs_a_job());
  health = health_of(snapshot());
  EXPECT_THAT(health.sentence, HasSubstr("it would end on 2026-07-10 09:00 UTC if it is not used"));
  advance("31d");
  health = health_of(snapshot());
  EXPECT_EQ(health.state, Health::State::over);
  EXPECT_EQ(health.reason, "refresh_idle_limit");
  EXPECT_FALSE(runs_a_job());
  health = health_of(snapshot());
  EXPECT_EQ(health.state, Health::State::over);
  EXPECT_EQ(health.reason, "refresh_idle_limit");
  EXPECT_EQ(health.sentence,
            "Sales was lost on 2026-07-11 09:00 UTC: the refresh token lay unused for more than 30 "
            "days.");
  const Advice now = advice();
  const auto lost = std::ranges::find(now.remarks, "try.2", &Remark::step);
  ASSERT_NE(lost, now.remarks.end());
  EXPECT_EQ(lost->sentence,
            "The connection Sales is lost: the refresh token lay unused for more than 30 days.");
  EXPECT_EQ(lost->remedy,
            "Let the connection refresh at least once in 30 days, or uncheck the idle limit.");
}

TEST_F(Deviations, WithoutTheLimitThirtyOneDaysAreSurvived) {
  make(Json::object());
  EXPECT_TRUE(connects());
  advance("31d");
  EXPECT_EQ(health_of(snapshot()).state, Health::State::connected);
  EXPECT_TRUE(runs_a_job());
}

TEST_F(Deviations, UnderAPolicyOfZeroTheConnectionEndsWithItsSession) {
  make({{"refreshTokenPolicyType", "Zero"}});
  EXPECT_TRUE(connects());
  EXPECT_THAT(health_of(snapshot()).sentence,
              AllOf(StartsWith("Sales is connected"), HasSubstr("it ends with its session on")));
  advance("1d");
  EXPECT_EQ(health_of(snapshot()).state, Health::State::over);
  EXPECT_FALSE(runs_a_job());
}

TEST_F(Deviations, WhatAnAdminRevokesIsOver) {
  make(Json::object());
  EXPECT_TRUE(connects());
  ask("POST", "/apps/" + app_id_ + "/revoke");
  EXPECT_THAT(health_of(snapshot()).sentence, StartsWith("Sales is over: the org has revoked"));
}

}  // namespace
}  // namespace rehearse::harness
