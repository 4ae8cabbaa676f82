#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/verbs_on_mocks.h"

namespace rehearse::harness {
namespace {

using testing::VerbsOnMocks;

TEST_F(VerbsOnMocks, SettingUpAnAppGivesItsKeys) {
  good("setup.app");
  EXPECT_TRUE(given_["consumer_key"].starts_with("3MVG9"));
  EXPECT_EQ(given_["consumer_secret"].size(), 64u);
  EXPECT_TRUE(given_["app_id"].starts_with("0xI"));
}

TEST_F(VerbsOnMocks, AnAppThatBreaksARuleIsRefusedWithItsReason) {
  bad("api_name_end", "setup.app", {{"settings", {{"apiName", "Workato_"}}}});
}

TEST_F(VerbsOnMocks, AuthorizeAndExchangeGiveTokens) {
  good("setup.app");
  good("client.authorize", {{"scope", "id api refresh_token"}});
  EXPECT_FALSE(given_["code"].empty());
  EXPECT_EQ(given_["verifier"].size(), 128u);
  good("client.exchange");
  EXPECT_TRUE(given_["refresh_token"].starts_with("5Aep861"));
  good("client.has", {{"refresh_token", true}});
  good("client.use");
  good("client.userinfo");
  EXPECT_EQ(given_["preferred_username"], "user@rehearsal.test");
}

TEST_F(VerbsOnMocks, AuthorizeMeetsTheOrgsChecksBeforeLogin) {
  good("setup.app");
  const Observation seen = bad("challenge_missing", "client.authorize", {{"pkce", "none"}});
  EXPECT_EQ(seen.status, 400);
  EXPECT_EQ(seen.error, "invalid_request");
  EXPECT_EQ(seen.description, "missing required code challenge");
  bad("authorize_client_unknown", "client.authorize", {{"client_id", "3MVG9nobody"}});
  EXPECT_EQ(see("client.authorize", {{"pkce", "s256"}}).description,
            "\"pkce\" is S256, none, wrong, plain or no_method");
}

TEST_F(VerbsOnMocks, AuthorizeSeesTheErrorPageAfterLogin) {
  good("setup.app", {{"settings", {{"scopes", {"api", "refresh_token"}}}}});
  const Observation seen = bad("scope_outside_app", "client.authorize", {{"scope", "full"}});
  EXPECT_EQ(seen.error, "invalid_scope");
  EXPECT_EQ(seen.description, "the requested scope is not allowed");
}

TEST_F(VerbsOnMocks, AuthorizeHearsADenialOnTheCallback) {
  good("setup.app");
  for (const char* via : {"pages", "control"}) {
    const Observation seen =
        bad("user_denied", "client.authorize", {{"decision", "deny"}, {"via", via}});
    EXPECT_EQ(seen.error, "access_denied");
    EXPECT_EQ(seen.status, 302);
  }
}

TEST_F(VerbsOnMocks, AuthorizeByControlGivesACodeToo) {
  good("setup.app");
  good("client.authorize", {{"via", "control"}});
  good("client.exchange");
}

TEST_F(VerbsOnMocks, AKeptBrowserIsSignedInStill) {
  good("setup.app");
  good("client.authorize", {{"browser", "kept"}});
  good("client.authorize", {{"browser", "kept"}, {"immediate", "true"}});
  bad("immediate_without_session", "client.authorize", {{"immediate", "true"}});
}

TEST_F(VerbsOnMocks, ParamsReplaceAddAndLeaveOut) {
  good("setup.app");
  bad("user_agent_flow_off", "client.authorize", {{"params", {{"response_type", "token"}}}});
  const Observation seen = see("client.authorize", {{"params", {{"redirect_uri", nullptr}}}});
  EXPECT_FALSE(seen.ok);
  EXPECT_EQ(seen.error, "redirect_uri_missing");
}

TEST_F(VerbsOnMocks, TheExchangeMixesUpWhatItIsToldTo) {
  good("setup.app");
  good("client.authorize");
  bad("secret_wrong", "client.exchange", {{"secret", "wrong"}});
  bad("secret_missing", "client.exchange", {{"secret", "none"}});
  bad("verifier_mismatch", "client.exchange", {{"verifier", "wrong"}});
  good("client.authorize");
  good("client.exchange", {{"auth", "basic"}});
  bad("code_replayed", "client.exchange");
}

TEST_F(VerbsOnMocks, RefreshRotatesAndAReplayEndsTheFamily) {
  get_tokens({{"isRefreshTokenRotationEnabled", true}});
  const std::string first = given_["refresh_token"];
  good("client.refresh");
  EXPECT_NE(given_["refresh_token"], first);
  good("client.refresh_many", {{"times", 3}, {"every", "1d"}});
  bad("refresh_token_replayed", "client.refresh", {{"refresh_token", first}});
  bad("refresh_token_replayed", "client.refresh");
  EXPECT_EQ(see("client.use").error, "INVALID_SESSION_ID");
}

TEST_F(VerbsOnMocks, RefreshManySaysWhichOneFailed) {
  get_tokens({{"isEnforceRefreshTokenTTL", true}});
  const Observation seen =
      bad("refresh_idle_limit", "client.refresh_many", {{"times", 2}, {"every", "31d"}});
  EXPECT_TRUE(seen.summary.starts_with("refresh 1 of 2")) << seen.summary;
}

TEST_F(VerbsOnMocks, ARaceHasOneWinnerEveryTime) {
  get_tokens({{"isRefreshTokenRotationEnabled", true}});
  for (int workers : {2, 5}) {
    const Observation seen = see("client.race", {{"workers", workers}});
    EXPECT_TRUE(seen.ok);
    EXPECT_EQ(given_["winners"], "1");
    EXPECT_EQ(given_["losers"], std::to_string(workers - 1));
    EXPECT_EQ(seen.reason, "refresh_concurrent");
    EXPECT_EQ(seen.description, "token request is already being processed");
  }
  EXPECT_FALSE(see("client.race", {{"workers", 1}}).ok);
}

TEST_F(VerbsOnMocks, IntrospectAndRevokeAgreeWithUse) {
  get_tokens();
  good("client.introspect");
  good("client.revoke");
  EXPECT_FALSE(see("client.introspect").ok);
  EXPECT_FALSE(see("client.use").ok);
  EXPECT_EQ(see("client.revoke", {{"method", "GET"}}).error, "unsupported_token_type");
}

TEST_F(VerbsOnMocks, TheAddressARequestComesFromIsMapped) {
  const Json range{{"startIpAddress", "52.5.142.59"}, {"endIpAddress", "52.5.142.59"}};
  good("setup.app", {{"settings", {{"tokenIpRanges", {range}}}}});
  good("client.authorize");
  bad("exchange_ip_blocked", "client.exchange", {{"from", "203.0.113.9"}});
  good("network.put", {{"addresses", {{"127.0.0.1", "52.5.142.59"}}}});
  good("client.authorize");
  good("client.exchange");
  good("client.refresh", {{"from", "52.5.142.59"}});
}

TEST_F(VerbsOnMocks, TheWorldTurnsAsTold) {
  get_tokens();
  good("clock.advance", {{"by", "121m"}});
  bad("access_token_expired", "client.use");
  good("clock.set", {{"to", "2026-05-12T09:00:00Z"}});
  good("user.change", {{"change", {{"active", false}}}});
  bad("user_inactive", "client.refresh");
  good("user.change", {{"change", {{"active", true}}}});
  good("dials.turn", {{"dials", {{"approvals.kept", "4"}}}});
  EXPECT_FALSE(see("dials.turn", {{"dials", {{"approvals.kept", "9999"}}}}).ok);
  EXPECT_FALSE(see("mailbox.read").ok) << "nothing was sent yet";
  EXPECT_FALSE(see("authenticator.read").ok) << "codes come by mail";
}

TEST_F(VerbsOnMocks, AdministratorsChangeAndEndApps) {
  get_tokens();
  good("app.change", {{"settings", {{"isPkceRequired", false}}}});
  good("app.reads", {{"settings", {{"isPkceRequired", false}}}});
  EXPECT_FALSE(see("app.reads", {{"settings", {{"isPkceRequired", true}}}}).ok);
  good("app.follows_guide");
  good("app.change", {{"settings", {{"isConsumerSecretOptional", true}}}});
  EXPECT_EQ(bad("guide_secret_web_server_flow", "app.follows_guide").description,
            "the app differs from the guide in: Require secret for Web Server Flow");
  good("app.replace_secret");
  bad("secret_wrong", "client.refresh", {{"secret", "former"}});
  good("client.refresh");
  good("app.end", {{"how", "revoked"}});
  bad("grant_revoked_by_admin", "client.refresh");
  good("app.end", {{"how", "disabled"}});
  bad("app_disabled", "client.refresh");
  good("app.end", {{"how", "deleted"}});
  bad("client_unknown", "client.refresh");
  EXPECT_FALSE(see("app.end", {{"how", "burnt"}}).ok);
}

TEST_F(VerbsOnMocks, FaultsAreCountedAndLostAnswersAreTrouble) {
  get_tokens();
  EXPECT_FALSE(see("fault.fired").ok);
  good("fault.plan", {{"fault", {{"route", "token"}, {"at", "committed"}, {"action", "drop"}}}});
  const auto lost = run("client.refresh");
  ASSERT_FALSE(lost.ok());
  EXPECT_TRUE(lost.error().bytes_sent);
  good("fault.fired", {{"times", 1}});
  EXPECT_FALSE(see("fault.fired", {{"times", 2}}).ok);
}

TEST_F(VerbsOnMocks, JournalAndLineageAreCounted) {
  get_tokens();
  good("journal.expect", {{"route", "token"}, {"status", 200}, {"count", 1}});
  EXPECT_FALSE(see("journal.expect", {{"route", "token"}, {"count", 2}}).ok);
  bad("secret_wrong", "client.refresh", {{"secret", "wrong"}});
  good("journal.expect", {{"reason", "secret_wrong"}, {"count", 1}});
  EXPECT_FALSE(see("lineage.expect", {{"where", {{"no_such_member", 1}}}}).ok);
}

TEST_F(VerbsOnMocks, TheKeyIsShownBehindACode) {
  good("setup.app");
  EXPECT_EQ(see("app.show_credentials").description, "verify");
  bad("otp_wrong", "app.verify_identity", {{"from", "wrong"}});
  good("mailbox.read");
  good("app.verify_identity", {{"code", given_["code"]}});
  good("app.copy_key");
  good("app.copy_secret");
  EXPECT_EQ(given_["consumer_secret"], context_->at_hand.consumer_secret);
}

TEST_F(VerbsOnMocks, AFailedChallengeIsVoid) {
  good("setup.app");
  bad("otp_tries_exceeded", "app.fail_challenge", {{"tries", 5}});
  good("app.show_credentials");
  good("app.resend_code");
  good("app.verify_identity", {{"from", "mailbox"}});
}

TEST_F(VerbsOnMocks, AnAuthenticatorAppGivesTheCode) {
  good("setup.app");
  good("user.change",
       {{"username", "admin@rehearsal.test"}, {"change", {{"verification", "authenticator"}}}});
  good("app.show_credentials");
  good("authenticator.read");
  good("app.verify_identity", {{"from", "authenticator"}});
}

TEST_F(VerbsOnMocks, AWorkatoConnectionLives) {
  good("setup.connected");
  good("workato.run_job");
  good("workato.run_jobs", {{"times", 2}, {"every", "3h"}});
  EXPECT_EQ(see("workato.status").description, "Connected");
  good("app.end", {{"how", "revoked"}});
  const Observation seen =
      bad("grant_revoked_by_admin", "workato.run_jobs", {{"times", 2}, {"every", "3h"}});
  EXPECT_TRUE(seen.summary.starts_with("job 1 of 2")) << seen.summary;
  EXPECT_EQ(see("workato.status").description, "Disconnected");
}

TEST_F(VerbsOnMocks, AnAppIsMadeAndEditedOnThePages) {
  good("salesforce.sign_in");
  good("salesforce.open_app_manager");
  good("app.new");
  good("app.set_all");
  good("app.set", {{"settings", {{"description", "rehearsed"}}}});
  EXPECT_FALSE(see("app.set", {{"settings", {{"isPkceRequird", true}}}}).ok);
  good("app.create");
  good("app.edit", {{"settings", {{"isRefreshTokenRotationEnabled", true}}}});
  good("app.reads", {{"settings", {{"isRefreshTokenRotationEnabled", true}}}});
  good("salesforce.open_app_manager");
  good("app.open");
  good("app.open_settings");
  good("app.open_oauth_settings");
  EXPECT_EQ(see("app.open_credentials").description, "verify");
}

}  // namespace
}  // namespace rehearse::harness
