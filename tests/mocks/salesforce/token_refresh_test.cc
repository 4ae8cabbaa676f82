#include <gtest/gtest.h>

#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;

class StopsBeforeCommit final : public wire::FaultProbe {
 public:
  bool stops(wire::CommitPoint point) override { return point == wire::CommitPoint::validated; }
};

TEST(RefreshRotation, EveryRefreshGivesAnotherTokenAndRetiresTheOld) {
  TokenBench bench;
  std::string token = bench.connect().text("refresh_token");
  ASSERT_EQ(token.size(), 87U);
  for (int round = 0; round < 50; ++round) {
    const Answer answer = bench.refresh(token);
    ASSERT_EQ(answer.reason, "");
    ASSERT_NE(answer.text("refresh_token"), token);
    token = answer.text("refresh_token");
  }
}

TEST(RefreshRotation, WithoutRotationTheSameTokenStaysAndIsNotRepeated) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.is_refresh_token_rotation_enabled = false;
  TokenBench bench(settings);
  const std::string token = bench.connect().text("refresh_token");
  for (int round = 0; round < 3; ++round) {
    const Answer answer = bench.refresh(token);
    EXPECT_EQ(answer.reason, "");
    EXPECT_FALSE(answer.json.contains("refresh_token"));
  }
}

TEST(RefreshRotation, SpentTokenRevokesTheGrantWithItsAccessTokens) {
  TokenBench bench;
  const Answer first = bench.connect();
  const Answer second = bench.refresh(first.text("refresh_token"));
  const Answer replay = bench.refresh(first.text("refresh_token"));
  EXPECT_EQ(replay.reason, "refresh_token_replayed");
  EXPECT_EQ(replay.status, 400);
  EXPECT_EQ(replay.text("error"), "invalid_grant");
  EXPECT_EQ(replay.text("error_description"), "expired access/refresh token");
  EXPECT_EQ(bench.refresh(second.text("refresh_token")).reason, "refresh_token_replayed");
  EXPECT_EQ(bench.why_dead(first.text("access_token")), "refresh_token_replayed");
  EXPECT_EQ(bench.why_dead(second.text("access_token")), "refresh_token_replayed");
}

TEST(RefreshRotation, AnyRetiredGenerationIsAReplay) {
  TokenBench bench;
  const std::string oldest = bench.connect().text("refresh_token");
  std::string token = oldest;
  for (int round = 0; round < 5; ++round) token = bench.refresh(token).text("refresh_token");
  EXPECT_EQ(bench.refresh(oldest).reason, "refresh_token_replayed");
  EXPECT_EQ(bench.refresh(token).reason, "refresh_token_replayed");
}

TEST(RefreshRotation, RejectOnlyLeavesTheCurrentTokenGood) {
  TokenBench bench;
  ASSERT_TRUE(bench.dials.set("rtr.replay", "reject_only").ok());
  const std::string first = bench.connect().text("refresh_token");
  const Answer second = bench.refresh(first);
  EXPECT_EQ(bench.refresh(first).reason, "refresh_token_replay_refused");
  EXPECT_EQ(bench.why_dead(second.text("access_token")), "");
  EXPECT_EQ(bench.refresh(second.text("refresh_token")).reason, "");
}

TEST(RefreshRotation, CascadeStaysWithinItsGrantUnlessTheDialSaysOtherwise) {
  for (const bool wide : {false, true}) {
    TokenBench bench;
    const auto set = bench.dials.set("rtr.cascade_scope", wide ? "user_app" : "grant");
    ASSERT_TRUE(set.ok());
    const std::string other = bench.connect().text("refresh_token");
    const std::string first = bench.connect().text("refresh_token");
    bench.refresh(first);
    EXPECT_EQ(bench.refresh(first).reason, "refresh_token_replayed");
    EXPECT_EQ(bench.refresh(other).reason, wide ? "refresh_token_replayed" : "");
  }
}

TEST(RefreshRotation, SwitchingItOffKeepsRotatedTokensDead) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  const std::string second = bench.refresh(first).text("refresh_token");
  bench.edit_app([](auto& settings) { settings.is_refresh_token_rotation_enabled = false; });
  EXPECT_FALSE(bench.refresh(second).json.contains("refresh_token"));
  EXPECT_EQ(bench.refresh(second).reason, "");
  EXPECT_EQ(bench.refresh(first).reason, "refresh_token_replayed");
}

TEST(RefreshRotation, SwitchingItOnRotatesWithTheNextRefresh) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.is_refresh_token_rotation_enabled = false;
  TokenBench bench(settings);
  const std::string token = bench.connect().text("refresh_token");
  bench.edit_app([](auto& edited) { edited.is_refresh_token_rotation_enabled = true; });
  EXPECT_NE(bench.refresh(token).text("refresh_token"), "");
  EXPECT_EQ(bench.refresh(token).reason, "refresh_token_replayed");
}

TEST(RefreshRotation, AStopBeforeTheCommitChangesNothing) {
  TokenBench bench;
  const std::string token = bench.connect().text("refresh_token");
  StopsBeforeCommit probe;
  bench.post(bench.refresh_form(token), &probe);
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(RefreshRotation, AStopBeforeTheCommitOfACascadeChangesNothing) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  const std::string second = bench.refresh(first).text("refresh_token");
  StopsBeforeCommit probe;
  bench.post(bench.refresh_form(first), &probe);
  EXPECT_EQ(bench.refresh(second).reason, "");
}

TEST(RefreshLimits, ThirtyIdleDaysAreFineAndAMillisecondMoreIsNot) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.is_enforce_refresh_token_ttl = true;
  settings.refresh_token_policy = oauth::RefreshTokenPolicy::specific_inactivity;
  settings.refresh_token_validity_period = 30;
  TokenBench bench(settings);
  std::string token = bench.connect().text("refresh_token");
  for (int round = 0; round < 2; ++round) {
    bench.now += 24h * 30;
    const Answer answer = bench.refresh(token);
    ASSERT_EQ(answer.reason, "");
    token = answer.text("refresh_token");
  }
  bench.now += 24h * 30 + 1ms;
  EXPECT_EQ(bench.refresh(token).reason, "refresh_unused_too_long");
}

TEST(RefreshLimits, WhatWasSeenDeadStaysDeadWhenTheClockIsSetBack) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.refresh_token_policy = oauth::RefreshTokenPolicy::specific_lifetime;
  settings.refresh_token_validity_period = 10;
  TokenBench bench(settings);
  const std::string token = bench.connect().text("refresh_token");
  bench.now += 24h * 11;
  EXPECT_EQ(bench.refresh(token).reason, "refresh_lifetime_over");
  bench.now -= 24h * 11;
  EXPECT_EQ(bench.refresh(token).reason, "refresh_lifetime_over");
}

TEST(RefreshLimits, ZeroPolicyEndsTheRefreshTokenButNotTheAccessToken) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.refresh_token_policy = oauth::RefreshTokenPolicy::zero;
  TokenBench bench(settings);
  const Answer connected = bench.connect();
  EXPECT_EQ(bench.refresh(connected.text("refresh_token")).reason, "refresh_policy_zero");
  EXPECT_EQ(bench.why_dead(connected.text("access_token")), "");
}

TEST(RefreshLimits, AccessTokensLiveAsLongAsTheSessionTimeout) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.session_timeout_minutes = 15;
  TokenBench bench(settings);
  const std::string access = bench.connect().text("access_token");
  bench.now += 15min;
  EXPECT_EQ(bench.why_dead(access), "");
  bench.now += 1ms;
  EXPECT_EQ(bench.why_dead(access), "access_token_expired");
  bench.now -= 10min;
  EXPECT_EQ(bench.why_dead(access), "access_token_expired");
}

TEST(RefreshAllowlist, ABlockedAttemptChangesNothingNotEvenByReuse) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  const std::string second = bench.refresh(first).text("refresh_token");
  bench.edit_app([](auto& settings) { settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.4", ""}}; });
  for (const std::string& token : {first, second}) {
    const Answer blocked = bench.refresh(token);
    EXPECT_EQ(blocked.reason, "refresh_ip_blocked");
    EXPECT_EQ(blocked.text("error_description"), "ip restricted");
  }
  bench.peer = "::ffff:10.0.0.4";
  EXPECT_EQ(bench.refresh(second).reason, "");
}

TEST(RefreshClient, AnotherAppsTokenIsRefusedAndNothingHappensToIt) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  const std::string second = bench.refresh(first).text("refresh_token");
  oauth::AppSettings other = TokenBench::rotating();
  other.api_name = "Other";
  wire::Fields form = bench.refresh_form(first);
  {
    auto tx = bench.org.begin();
    const auto id = tx.apps().create(other, bench.now).value();
    form[2].value = tx.apps().find(id)->consumer_key.value;
    form[3].value = tx.apps().find(id)->consumer_secret.value;
  }
  EXPECT_EQ(bench.post(form).reason, "refresh_token_of_other_client");
  EXPECT_EQ(bench.refresh(second).reason, "");
}

TEST(RefreshClient, SecretIsRequiredAsTheAppSaysAndValidatedWheneverSent) {
  for (const bool required : {true, false}) {
    oauth::AppSettings settings = TokenBench::rotating();
    settings.is_secret_required_for_refresh_token = required;
    TokenBench bench(settings);
    const std::string token = bench.connect().text("refresh_token");
    wire::Fields form = bench.refresh_form(token);
    form.back().value = "WRONG";
    const Answer wrong = bench.post(form);
    EXPECT_EQ(wrong.reason, "secret_wrong");
    EXPECT_EQ(wrong.text("error"), "invalid_client");
    form.pop_back();
    EXPECT_EQ(bench.post(form).reason, required ? "secret_missing" : "");
  }
}

TEST(RefreshScope, NarrowingGivesLessAndDoesNotShrinkTheGrant) {
  TokenBench bench;
  std::string token = bench.connect().text("refresh_token");
  wire::Fields form = bench.refresh_form(token);
  form.push_back({"scope", "id api"});
  const Answer narrowed = bench.post(form);
  EXPECT_EQ(narrowed.text("scope"), "id api");
  const auto access =
      bench.org.begin().grants().find_access(narrowed.text("access_token"), bench.now);
  ASSERT_TRUE(access.ok());
  EXPECT_EQ(access.value().scopes, (std::vector<std::string>{"api", "id"}));
  const Answer full = bench.refresh(narrowed.text("refresh_token"));
  EXPECT_EQ(full.text("scope"), "api refresh_token id");
}

TEST(RefreshScope, WideningIsRefusedAndConsumesNothing) {
  TokenBench bench;
  const std::string token = bench.connect().text("refresh_token");
  wire::Fields form = bench.refresh_form(token);
  form.push_back({"scope", "api full"});
  const Answer answer = bench.post(form);
  EXPECT_EQ(answer.reason, "refresh_scope_wider");
  EXPECT_EQ(answer.text("error"), "invalid_scope");
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(RefreshVerifier, AStrayOneIsIgnoredOrRefusedAsTheDialSays) {
  TokenBench bench;
  wire::Fields form = bench.refresh_form(bench.connect().text("refresh_token"));
  form.push_back({"code_verifier", std::string(171, 'a')});
  const Answer ignored = bench.post(form);
  EXPECT_EQ(ignored.reason, "");
  ASSERT_TRUE(bench.dials.set("pkce.stray_verifier_on_refresh", "reject").ok());
  form[1].value = ignored.text("refresh_token");
  const Answer refused = bench.post(form);
  EXPECT_EQ(refused.reason, "refresh_verifier_refused");
  EXPECT_EQ(refused.text("error_description"), "unexpected code verifier");
  EXPECT_EQ(bench.refresh(ignored.text("refresh_token")).reason, "");
}

TEST(RefreshUser, AnInactiveOrFrozenUserIsRefusedUntilRestored) {
  TokenBench bench;
  const std::string token = bench.connect().text("refresh_token");
  bench.org.begin().users().edit("user@rehearsal.test")->is_active = false;
  EXPECT_EQ(bench.refresh(token).reason, "user_inactive");
  bench.org.begin().users().edit("user@rehearsal.test")->is_active = true;
  bench.org.begin().users().edit("user@rehearsal.test")->is_frozen = true;
  EXPECT_EQ(bench.refresh(token).reason, "user_frozen");
  bench.org.begin().users().edit("user@rehearsal.test")->is_frozen = false;
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(RefreshApp, DisabledAndDeletedAppsAreToldApart) {
  TokenBench bench;
  std::string token = bench.connect().text("refresh_token");
  bench.edit_app([](auto& settings) { settings.is_enabled = false; });
  const Answer disabled = bench.refresh(token);
  EXPECT_EQ(disabled.reason, "app_disabled");
  EXPECT_EQ(disabled.text("error"), "oauth_flow_disabled");
  EXPECT_EQ(disabled.text("error_description"),
            "The external client app or the OAuth plugin is disabled.");
  bench.edit_app([](auto& settings) { settings.is_enabled = true; });
  token = bench.refresh(token).text("refresh_token");
  {
    auto tx = bench.org.begin();
    tx.grants().revoke_of_app(bench.app_id, oauth::reason::app_deleted, bench.now);
    tx.apps().remove(bench.app_id);
  }
  const Answer deleted = bench.refresh(token);
  EXPECT_EQ(deleted.reason, "app_deleted");
  EXPECT_EQ(deleted.text("error"), "invalid_client_id");
}

TEST(RefreshApp, ALocalAppIsUnknownUnderTheLoginHosts) {
  TokenBench bench;
  const std::string token = bench.connect().text("refresh_token");
  bench.origin = "https://login.salesforce.com";
  const Answer local = bench.refresh(token);
  EXPECT_EQ(local.reason, "app_not_in_org");
  EXPECT_EQ(local.text("error"), "app_not_found");
  bench.edit_app(
      [](auto& settings) { settings.distribution_state = oauth::DistributionState::packaged; });
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(RefreshHistory, EveryAttemptOfAKnownUserIsInTheLoginHistory) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  bench.refresh(first);
  bench.peer = "192.0.2.7";
  bench.edit_app([](auto& settings) { settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.4", ""}}; });
  bench.refresh(first);
  auto tx = bench.org.begin();
  const auto& rows = tx.history().logins();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].activity, "OauthWebServer");
  EXPECT_EQ(rows[1].status, "Success");
  EXPECT_EQ(rows[2].status, "Failed: IP Address Not Allowed");
  EXPECT_EQ(rows[2].source_ip, "192.0.2.7");
}

}  // namespace
}  // namespace rehearse::testing
