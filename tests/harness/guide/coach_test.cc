#include "harness/guide/coach.h"

#include <gmock/gmock.h>

#include "harness/guide/health.h"
#include "tests/support/guide_person.h"

namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// An org and a workspace in which the guide was done to the letter.
Snapshot all_done() {
  Snapshot snapshot;
  snapshot.now = *parse_time("2026-05-12T09:00:00Z");
  AppSeen app{.id = "0xI1", .label = "Workato", .api_name = "Workato", .consumer_key = "3MVG9x"};
  app.settings = rehearse::testing::settings_of_the_guide();
  snapshot.apps.push_back(app);
  snapshot.profiles.push_back({.id = 1,
                               .name = "P",
                               .provider = "salesforce",
                               .key = {"ok", "0xI1"},
                               .secret = {"ok", "0xI1"}});
  return snapshot;
}

std::vector<Remark> remarks(const Snapshot& snapshot) {
  return coach(snapshot, rehearse::testing::guide_steps()).remarks;
}

StepState state(const Snapshot& snapshot, std::string_view id) {
  return state_of_step(snapshot, id);
}

Trail::Exchange exchange(uint64_t number, std::string side, std::string route, std::string method,
                         std::string reason = {}) {
  return {.number = number,
          .at = "2026-05-12T09:00:00Z",
          .side = std::move(side),
          .route = std::move(route),
          .method = std::move(method),
          .reason = std::move(reason),
          .status = 200};
}

TEST(Coach, EveryStepOfTheGuideHasARule) {
  const Advice advice = coach(all_done(), rehearse::testing::guide_steps());
  EXPECT_EQ(advice.steps.size(), 42U);
  for (const StepSeen& step : advice.steps) EXPECT_NE(step.state, StepState::todo) << step.id;
  EXPECT_EQ(advice.of, 38U);  // four are optional
  EXPECT_TRUE(advice.finished);
  EXPECT_THAT(advice.remarks, IsEmpty());
}

TEST(Coach, NothingIsDoneInAFreshOrg) {
  const Advice advice = coach({}, rehearse::testing::guide_steps());
  for (const StepSeen& step : advice.steps) EXPECT_EQ(step.state, StepState::todo) << step.id;
  EXPECT_EQ(advice.done, 0U);
  EXPECT_FALSE(advice.finished);
  EXPECT_EQ(advice.next, "Sign in to Workato.");
}

TEST(Coach, OptionalBoxesAreOnOrLeftOff) {
  const std::pair<const char*, const char*> boxes[] = {
      {"sf.11.security.pkce", "isPkceRequired"},
      {"sf.11.security.rotation", "isRefreshTokenRotationEnabled"},
      {"sf.11.security.idle", "isEnforceRefreshTokenTTL"}};
  for (const auto& [step, name] : boxes) {
    Snapshot snapshot = all_done();
    EXPECT_EQ(state(snapshot, step), StepState::off) << step;
    snapshot.apps[0].settings[name] = true;
    EXPECT_EQ(state(snapshot, step), StepState::done) << step;
  }
  Snapshot snapshot = all_done();
  EXPECT_EQ(state(snapshot, "sf.11.security.allowlist"), StepState::off);
  snapshot.apps[0].settings["tokenIpRanges"] = Json::array({Json::object()});
  EXPECT_EQ(state(snapshot, "sf.11.security.allowlist"), StepState::done);
  snapshot.apps.clear();
  EXPECT_EQ(state(snapshot, "sf.11.security.allowlist"), StepState::todo);
}

TEST(Coach, RulesOfTheApiNameAreSeenOneByOne) {
  const std::pair<const char*, const char*> cases[] = {
      {"Work-ato", "sf.5.a"}, {"1Workato", "sf.5.c"},  {"Work ato", "sf.5.d"},
      {"Workato_", "sf.5.e"}, {"Work__ato", "sf.5.f"},
  };
  for (const auto& [name, step] : cases) {
    Snapshot snapshot = all_done();
    EXPECT_EQ(state(snapshot, step), StepState::done);
    snapshot.apps[0].api_name = name;
    EXPECT_EQ(state(snapshot, step), StepState::todo) << name;
  }
  Snapshot snapshot = all_done();
  snapshot.apps.push_back(snapshot.apps[0]);
  snapshot.apps[1].id = "0xI2";
  EXPECT_EQ(state(snapshot, "sf.5.b"), StepState::todo);
  snapshot.apps[1].api_name = "Other";
  EXPECT_EQ(state(snapshot, "sf.5.b"), StepState::done);
}

TEST(Coach, ADepartureMarksItsStepAndThoseAboveIt) {
  Snapshot snapshot = all_done();
  snapshot.apps[0].departures = {{"sf.11.security.jwt", "JWT", "guide_jwt", "JWT is on.", false}};
  for (const char* id : {"sf.11", "sf.11.security", "sf.11.security.jwt"})
    EXPECT_EQ(state(snapshot, id), StepState::differs) << id;
  for (const char* id : {"sf.11.flow", "sf.11.security.secrets", "sf.1", "sf.10", "sf.12"})
    EXPECT_EQ(state(snapshot, id), StepState::done) << id;
  EXPECT_TRUE(coach(snapshot, rehearse::testing::guide_steps()).finished);
}

TEST(Coach, StepsThatLeaveNothingBehindAreToldByTheJournal) {
  Snapshot snapshot;
  auto take = [&, number = uint64_t(0)](std::string side, std::string route, std::string method,
                                        std::string why = {}) mutable {
    snapshot.trail.take(
        exchange(++number, std::move(side), std::move(route), std::move(method), std::move(why)));
  };
  take("workato", "workato_sign_in", "POST", "workato_sign_in_refused");
  EXPECT_EQ(state(snapshot, "w.1"), StepState::todo);
  take("workato", "workato_sign_in", "POST");
  EXPECT_EQ(state(snapshot, "w.1"), StepState::done);
  EXPECT_EQ(state(snapshot, "w.2"), StepState::todo);
  take("workato", "workato_profiles", "GET");
  EXPECT_EQ(state(snapshot, "w.2"), StepState::done);
  snapshot.apps = all_done().apps;
  EXPECT_EQ(state(snapshot, "cred.3"), StepState::todo);
  take("salesforce", "consumer_details", "GET", "otp_required");
  EXPECT_EQ(state(snapshot, "cred.3"), StepState::done);
  EXPECT_EQ(state(snapshot, "cred.4"), StepState::todo);
  take("salesforce", "consumer_details", "GET");
  EXPECT_EQ(state(snapshot, "cred.4"), StepState::done);
  EXPECT_EQ(state(snapshot, "done.1"), StepState::todo);
  take("workato", "workato_profile_new", "GET");
  EXPECT_EQ(state(snapshot, "done.1"), StepState::done);
}

TEST(Coach, KeyAndSecretInTheWrongFieldsAreNamed) {
  struct Case {
    const char *key = "", *secret = "", *words = "", *step = "", *reason = "";
  };
  const Case cases[] = {
      {"a_secret", "a_key", "are mixed up in the profile P", "done.2", "authorize_client_unknown"},
      {"a_secret", "ok", "Client ID of the profile P is a consumer secret", "done.2",
       "authorize_client_unknown"},
      {"blanks", "ok", "Client ID of the profile P has a blank", "done.2",
       "authorize_client_unknown"},
      {"replaced", "ok", "is a consumer key that was replaced", "done.2",
       "authorize_client_unknown"},
      {"unknown", "ok", "is no consumer key of this org", "done.2", "authorize_client_unknown"},
      {"ok", "a_key", "Client secret of the profile P is a consumer key", "done.3", "secret_wrong"},
      {"ok", "blanks", "Client secret of the profile P has a blank", "done.3", "secret_wrong"},
      {"ok", "replaced", "is a consumer secret that was replaced", "done.3", "secret_wrong"},
      {"ok", "unknown", "is no consumer secret of this org", "done.3", "secret_wrong"},
      {"ok", "missing", "Client secret of the profile P is empty", "done.3", "secret_wrong"},
  };
  for (const Case& one : cases) {
    Snapshot snapshot = all_done();
    snapshot.profiles[0].key.verdict = one.key;
    snapshot.profiles[0].secret.verdict = one.secret;
    const auto said = remarks(snapshot);
    ASSERT_EQ(said.size(), 1U) << one.words;
    EXPECT_THAT(said[0].sentence, HasSubstr(one.words));
    EXPECT_EQ(said[0].step, one.step);
    EXPECT_EQ(said[0].reason, one.reason);
    EXPECT_EQ(state(snapshot, one.step), StepState::differs);
  }
}

TEST(Coach, KeyAndSecretOfTwoAppsAreNamed) {
  Snapshot snapshot = all_done();
  snapshot.profiles[0].secret.app_id = "0xI2";
  const auto said = remarks(snapshot);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_THAT(said[0].sentence, HasSubstr("that of another app than the Client ID"));
  EXPECT_EQ(state(snapshot, "done.3"), StepState::differs);
  EXPECT_EQ(state(snapshot, "done.2"), StepState::done);
}

TEST(Coach, AProfileOfAnotherApplicationIsNamed) {
  Snapshot snapshot = all_done();
  snapshot.profiles[0].provider = "hubspot";
  const auto said = remarks(snapshot);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_THAT(said[0].sentence, StartsWith("The profile P is not for Salesforce"));
  EXPECT_EQ(state(snapshot, "done.4"), StepState::todo);
}

TEST(Coach, WhatStopsTheConnectionComesFirstAndIsNext) {
  Snapshot snapshot = all_done();
  snapshot.apps[0].departures = {{"sf.11.security.jwt", "JWT", "guide_jwt", "JWT is on.", false},
                                 {"sf.9", "Callback URL", "guide_callback", "", true}};
  const Advice advice = coach(snapshot, rehearse::testing::guide_steps());
  ASSERT_EQ(advice.remarks.size(), 2U);
  EXPECT_EQ(advice.remarks[0].weight, Weight::stops);
  EXPECT_EQ(advice.next_step, "sf.9");
  EXPECT_EQ(advice.next, advice.remarks[0].remedy);
}

TEST(Coach, AConnectionWithFewerPermissionsMakesTheScopesGoodEnough) {
  Snapshot snapshot = all_done();
  snapshot.apps[0].settings["scopes"] = {"api", "id", "refresh_token"};
  snapshot.apps[0].departures = {{"sf.10", "OAuth Scopes", "guide_scopes", "", false}};
  EXPECT_EQ(remarks(snapshot)[0].weight, Weight::stops);
  snapshot.connections = {{.id = 1,
                           .profile = 1,
                           .name = "C",
                           .provider = "salesforce",
                           .status = "disconnected",
                           .requested_scopes = {"full", "api"}}};
  EXPECT_EQ(remarks(snapshot)[0].weight, Weight::stops);
  snapshot.connections[0].requested_scopes = {"api", "id", "refresh_token"};
  EXPECT_EQ(remarks(snapshot)[0].weight, Weight::differs);
}

TEST(Coach, AConnectionThatUsesNoProfileIsNamed) {
  Snapshot snapshot = all_done();
  snapshot.connections = {{.id = 1, .name = "C", .provider = "salesforce", .status = "connected"}};
  EXPECT_THAT(remarks(snapshot)[0].sentence, HasSubstr("uses Workato's own app"));
  snapshot.connections[0].profile = 1;
  EXPECT_THAT(remarks(snapshot), IsEmpty());
}

TEST(Coach, OneSentenceIsMadeOfTwo) {
  EXPECT_EQ(in_one_sentence("A box is off.", "The guide wants it."),
            "A box is off: the guide wants it.");
  EXPECT_EQ(in_one_sentence("A box is off", "Salesforce refuses."),
            "A box is off: Salesforce refuses.");
  EXPECT_EQ(in_one_sentence("A box is off", "SOAP refuses."), "A box is off: SOAP refuses.");
  EXPECT_EQ(in_one_sentence("A box is off.", ""), "A box is off.");
}

TEST(Health, SaysWhatEndsTheConnectionNext) {
  Snapshot snapshot = all_done();
  EXPECT_EQ(health_of(snapshot).sentence, "There is no connection yet.");
  const TimePoint now = snapshot.now;
  snapshot.connections = {{.id = 1,
                           .profile = 1,
                           .name = "C",
                           .provider = "salesforce",
                           .status = "connected",
                           .authorized_at = now,
                           .last_job_at = now}};
  GrantSeen grant{.has_refresh_token = true, .last_used_at = now};
  const auto said = [&] {
    snapshot.apps[0].grants = {grant};
    return health_of(snapshot);
  };
  EXPECT_EQ(said().sentence,
            "C is connected, last used on 2026-05-12 09:00 UTC; nothing in the app's settings ends "
            "it.");
  grant.ends_at = now + std::chrono::days(30);
  grant.ends_because = "refresh_idle_limit";
  EXPECT_THAT(said().sentence, HasSubstr("would end on 2026-06-11 09:00 UTC if it is not used"));
  grant.ends_because = "refresh_lifetime_over";
  EXPECT_THAT(said().sentence, HasSubstr("ends on 2026-06-11 09:00 UTC however it is used"));
  grant.ended = "refresh_idle_limit";
  EXPECT_EQ(said().state, Health::State::over);
  EXPECT_THAT(said().sentence,
              AllOf(StartsWith("C is over: the refresh token lay unused for more than 30 days."),
                    HasSubstr("finds out at its next job")));
  grant = {.has_refresh_token = false, .ends_at = now + std::chrono::hours(2)};
  EXPECT_THAT(said().sentence, HasSubstr("has no refresh token and ends with its session on "
                                         "2026-05-12 11:00 UTC"));
  snapshot.apps[0].grants.clear();
  EXPECT_THAT(health_of(snapshot).sentence, StartsWith("C is over: the org has revoked"));
}

TEST(Trail, CountsWhatWorkedAndWhatWasRefused) {
  Trail trail;
  trail.take(exchange(1, "salesforce", "verify_identity", "POST", "otp_wrong"));
  trail.take(exchange(2, "salesforce", "verify_identity", "POST", "otp_expired"));
  EXPECT_EQ(trail.refused("verify_identity", "POST"), 2U);
  EXPECT_EQ(trail.refused("verify_identity", "POST", "otp_wrong"), 1U);
  EXPECT_EQ(trail.unresolved("verify_identity", "POST"), "otp_expired");
  EXPECT_EQ(trail.worked("verify_identity", "POST"), 0U);
  trail.take(exchange(3, "salesforce", "verify_identity", "POST"));
  EXPECT_EQ(trail.unresolved("verify_identity", "POST"), "");
  EXPECT_EQ(trail.last_worked("verify_identity", "POST"), 3U);
  EXPECT_EQ(trail.last_on("salesforce"), 3U);
  EXPECT_EQ(trail.last_on("workato"), 0U);
  EXPECT_EQ(trail.worked("verify_identity", "GET"), 0U);
  for (uint64_t n = 4; n < 100; ++n) trail.take(exchange(n, "salesforce", "token", "POST"));
  EXPECT_EQ(trail.newest().size(), Trail::kNewestKept);
  EXPECT_EQ(trail.worked("token", "POST"), 96U);
}

}  // namespace
}  // namespace rehearse::harness
