#include "mocks/simulation/life.h"

#include <gmock/gmock.h>

#include "tests/support/lives.h"

namespace rehearse::testing {
namespace {

using namespace simulation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

LifePlan plan() { return {}; }

struct PkceCase {
  ClientPkce client{};
  bool required = false;
  bool connects = false;
  std::vector<std::string> chain{};
};

TEST(Life, EachClientWithAndWithoutRequiredPkce) {
  const std::vector<std::string> mismatch{"verifier_mismatch", "engine_verifier_refused"};
  for (const PkceCase& each : {
           PkceCase{ClientPkce::none, false, true, {}},
           PkceCase{ClientPkce::none, true, false, {"bug_no_pkce", "challenge_missing"}},
           PkceCase{ClientPkce::s256, false, true, {}},
           PkceCase{ClientPkce::s256, true, true, {}},
           PkceCase{ClientPkce::s256_without_method, false, true, {}},
           PkceCase{ClientPkce::s256_without_method, true, true, {}},
           PkceCase{ClientPkce::wrong, false, false, mismatch},
           PkceCase{ClientPkce::wrong, true, false, mismatch},
       }) {
    LifePlan life = plan();
    life.client_pkce = each.client;
    life.settings.pkce_required = each.required;
    const LifeReport report = lived(life);
    EXPECT_EQ(report.connects, each.connects) << int(each.client) << each.required;
    EXPECT_EQ(report.works, each.connects);
    EXPECT_EQ(names(report.chain), each.chain);
    EXPECT_EQ(report.lost_on_day, each.connects ? std::nullopt : std::optional(0));
    EXPECT_EQ(report.remedy.guide_step, each.connects ? "" : "sf.11.security.pkce");
  }
}

TEST(Life, AllThreeAddressesWork) {
  LifePlan life = plan();
  life.settings.allowlist = Allowlist::all_three;
  const LifeReport report = lived(life);
  EXPECT_TRUE(report.works);
  EXPECT_THAT(report.chain, IsEmpty());
}

TEST(Life, OneAddressTooFewFailsJobsWhileTheConnectionLivesOn) {
  LifePlan life = plan();
  life.settings.allowlist = Allowlist::two_of_three;
  for (const Usage usage : {Usage::every_15_minutes, Usage::daily, Usage::two_workers}) {
    life.usage = usage;
    const LifeReport report = lived(life);
    EXPECT_TRUE(report.connects);
    EXPECT_FALSE(report.works);
    EXPECT_EQ(report.lost_on_day, std::nullopt);
    EXPECT_EQ(report.first_failure_on_day, usage == Usage::every_15_minutes ? 2 : 1);
    EXPECT_THAT(names(report.chain), ElementsAre("refresh_ip_blocked", "engine_ip_restricted"));
    EXPECT_EQ(report.remedy.guide_step, "sf.11.security.allowlist");
  }
}

TEST(Life, AddressesOfOthersKeepTheConnectionFromBeingMade) {
  for (const Allowlist allowlist : {Allowlist::other_data_centre, Allowlist::trial}) {
    LifePlan life = plan();
    life.settings.allowlist = allowlist;
    const LifeReport report = lived(life);
    EXPECT_FALSE(report.connects);
    EXPECT_EQ(report.lost_on_day, 0);
    EXPECT_EQ(report.first_failure_on_day, std::nullopt);
    EXPECT_THAT(names(report.chain), ElementsAre("exchange_ip_blocked", "engine_ip_restricted"));
    EXPECT_EQ(report.remedy.guide_step, "sf.11.security.allowlist");
  }
}

TEST(Life, ScopesThatTheAppLacksAreRefused) {
  for (const Scopes scopes : {Scopes::wider, Scopes::without_refresh}) {
    LifePlan life = plan();
    life.settings.scopes = scopes;
    const LifeReport report = lived(life);
    EXPECT_FALSE(report.connects);
    EXPECT_THAT(names(report.chain), ElementsAre("scope_outside_app"));
    EXPECT_EQ(report.remedy.guide_step, "sf.10");
  }
  LifePlan life = plan();
  life.settings.scopes = Scopes::subset;
  EXPECT_TRUE(lived(life).works);
}

struct PolicyCase {
  RefreshPolicy policy{};
  Usage usage{};
  std::optional<int> lost{};
  std::string reason{};
};

TEST(Life, EachRefreshTokenPolicyOnBothSidesOfItsLimit) {
  using P = RefreshPolicy;
  for (const PolicyCase& each : {
           PolicyCase{P::until_revoked, Usage::daily, {}, ""},
           PolicyCase{P::until_revoked, Usage::idle_31_days, {}, ""},
           PolicyCase{P::immediately, Usage::daily, 1, "refresh_policy_zero"},
           PolicyCase{P::immediately, Usage::every_15_minutes, 0, "refresh_policy_zero"},
           PolicyCase{P::lifetime_30, Usage::daily, 31, "refresh_lifetime_over"},
           PolicyCase{P::lifetime_30, Usage::every_15_minutes, 30, "refresh_lifetime_over"},
           PolicyCase{P::lifetime_30, Usage::monthly, 31, "refresh_lifetime_over"},
           PolicyCase{P::lifetime_90, Usage::daily, 91, "refresh_lifetime_over"},
           PolicyCase{P::lifetime_365, Usage::daily, 366, "refresh_lifetime_over"},
           PolicyCase{P::unused_7, Usage::daily, {}, ""},
           PolicyCase{P::unused_7, Usage::idle_29_days, 36, "refresh_unused_too_long"},
           PolicyCase{P::unused_30, Usage::idle_29_days, {}, ""},
           PolicyCase{P::unused_30, Usage::idle_31_days, 38, "refresh_unused_too_long"},
           PolicyCase{P::unused_30, Usage::monthly, 31, "refresh_unused_too_long"},
       }) {
    LifePlan life = plan();
    life.settings.refresh_policy = each.policy;
    life.usage = each.usage;
    const LifeReport report = lived(life);
    EXPECT_EQ(report.lost_on_day, each.lost) << int(each.policy) << " " << int(each.usage);
    EXPECT_EQ(report.works, each.reason.empty());
    if (each.reason.empty()) continue;
    EXPECT_THAT(names(report.chain), ElementsAre(each.reason, "engine_grant_dead"));
    EXPECT_EQ(report.remedy.guide_step, "sf.12");
  }
}

TEST(Life, TheIdleLimitEndsAConnectionAfterThirtyDaysWithoutUse) {
  LifePlan life = plan();
  life.settings.idle_limit = true;
  life.usage = Usage::idle_29_days;
  EXPECT_TRUE(lived(life).works);
  life.usage = Usage::idle_31_days;
  const LifeReport report = lived(life);
  EXPECT_EQ(report.lost_on_day, 38);  // a week of use, 31 days of none
  EXPECT_EQ(report.first_failure_on_day, 38);
  EXPECT_THAT(names(report.chain), ElementsAre("refresh_idle_limit", "engine_grant_dead"));
  EXPECT_EQ(report.remedy.guide_step, "sf.11.security.idle");
}

TEST(Life, AClientThatDropsTheRotatedTokenIsLostAtTheSecondRefresh) {
  LifePlan life = plan();
  life.client = Client::drops_rotated_token;
  const LifeReport report = lived(life);
  EXPECT_EQ(report.lost_on_day, 2);
  EXPECT_THAT(names(report.chain), ElementsAre("bug_drops_rotated_token", "refresh_token_replayed",
                                               "engine_grant_dead"));
  EXPECT_EQ(report.remedy.guide_step, "sf.11.security.rotation");
  life.settings.rotation = false;
  EXPECT_TRUE(lived(life).works);
}

TEST(Life, ADoubleRefreshIsFatalForTwoWorkersUnderRotationAlone) {
  LifePlan life = plan();
  life.client = Client::double_refresh;
  EXPECT_TRUE(lived(life).works);  // one worker has nobody to race with
  life.usage = Usage::two_workers;
  const LifeReport report = lived(life);
  EXPECT_EQ(report.lost_on_day, 1);
  EXPECT_THAT(names(report.chain), ElementsAre("bug_refreshes_twice_at_once",
                                               "refresh_token_replayed", "engine_grant_dead"));
  life.settings.rotation = false;
  EXPECT_TRUE(lived(life).works);
  life.settings.rotation = true;
  life.client = Client::correct;
  EXPECT_TRUE(lived(life).works);
}

TEST(Life, ALostAnswerIsFatalUnderRotationAlone) {
  LifePlan life = plan();
  life.usage = Usage::one_lost_response;
  const LifeReport report = lived(life);
  EXPECT_EQ(report.lost_on_day, 3);  // the third refresh
  EXPECT_THAT(names(report.chain),
              ElementsAre("refresh_token_replay_refused", "engine_token_inactive"));
  EXPECT_EQ(report.remedy.guide_step, "sf.11.security.rotation");
  life.settings.rotation = false;
  EXPECT_TRUE(lived(life).works);
}

TEST(Life, ALockedOrgForcesTheSettingsOf2026) {
  LifePlan life = plan();
  life.settings.pkce_required = life.settings.rotation = false;
  life.settings.locked_2026 = true;
  life.client = Client::drops_rotated_token;
  EXPECT_THAT(names(lived(life).chain), ElementsAre("bug_drops_rotated_token",
                                                    "refresh_token_replayed", "engine_grant_dead"));
  life.client_pkce = ClientPkce::none;
  EXPECT_THAT(names(lived(life).chain), ElementsAre("bug_no_pkce", "challenge_missing"));
  life = plan();
  life.settings.locked_2026 = true;
  life.usage = Usage::idle_31_days;
  EXPECT_THAT(names(lived(life).chain), ElementsAre("refresh_idle_limit", "engine_grant_dead"));
}

TEST(Life, TheTimelineTellsWhatIsNew) {
  LifePlan life = plan();
  life.usage = Usage::every_15_minutes;
  const LifeReport works = lived(life);
  EXPECT_THAT(timeline(works),
              ElementsAre("created 0m", "connected 0m", "used 0m", "refreshed 135m", "end 400d"));
  life.settings.refresh_policy = RefreshPolicy::immediately;
  EXPECT_THAT(timeline(lived(life)),
              ElementsAre("created 0m", "connected 0m", "used 0m", "failed 135m", "lost 135m"));
}

TEST(Life, SettingsThatChangeDisturbTheOldConnectionOnlyWhereTheyActOnIt) {
  LifePlan life = plan();
  life.client_pkce = ClientPkce::none;
  life.settings.pkce_required = life.settings.rotation = false;
  life.later = Settings{};
  life.later->rotation = false;
  const LifeReport survives = lived(life);  // but can't be made anew
  EXPECT_TRUE(survives.works);
  EXPECT_EQ(survives.reconnects, false);
  EXPECT_EQ(survives.reconnect_refused->name, std::string("bug_no_pkce"));
  EXPECT_THAT(timeline(survives),
              ElementsAre("created 0m", "connected 0m", "used 0m", "refreshed 1d",
                          "switched 14461m", "refreshed 11d", "end 400d", "refused 400d"));
  life = plan();
  life.settings.rotation = false;
  life.client = Client::drops_rotated_token;
  life.later = Settings{};
  const LifeReport breaks = lived(life);
  EXPECT_EQ(breaks.lost_on_day, kSwitchDay + 2);
  EXPECT_EQ(breaks.reconnects, true);
  life = plan();
  life.later = life.settings;
  EXPECT_TRUE(lived(life).works);
  EXPECT_EQ(lived(life).reconnects, true);
}

// Blocked after the last good refresh, the token lies unused: the allowlist is what to change.
TEST(Life, ATokenThatIsUnusedBecauseItsRefreshesAreBlockedIsBlamedOnTheAllowlist) {
  LifePlan life = plan();
  life.settings.refresh_policy = RefreshPolicy::unused_30;
  life.settings.allowlist = Allowlist::two_of_three;
  life.usage = Usage::idle_29_days;
  const LifeReport report = lived(life);
  EXPECT_EQ(report.first_failure_on_day, 1);
  EXPECT_EQ(report.lost_on_day, 37);
  EXPECT_THAT(names(report.chain), ElementsAre("refresh_ip_blocked", "engine_ip_restricted",
                                               "refresh_unused_too_long", "engine_grant_dead"));
  EXPECT_EQ(report.remedy.guide_step, "sf.11.security.allowlist");
  EXPECT_THAT(report.timeline.back().text, ::testing::HasSubstr("has to be authorized again"));
  life.usage = Usage::idle_31_days;
  life.settings.allowlist = Allowlist::all_three;
  EXPECT_EQ(names(lived(life).chain).front(), "refresh_unused_too_long");
}

}  // namespace
}  // namespace rehearse::testing
