// What becomes of a connection is found out by trying, never taken from what it says of itself.
#include "harness/steps/outcomes.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/support/verbs_on_mocks.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;

class OutcomeOfAConnection : public testing::VerbsOnMocks {
 protected:
  // Workato makes these mistakes.
  void connect(const std::vector<std::string>& bugs = {}) {
    request.mistakes.bugs = bugs;
    open();
    good("setup.connected", {{"settings", {{"isRefreshTokenRotationEnabled", true}}}});
  }
  void expect(std::string_view word, std::string_view reason = "") {
    const Observation seen = see("workato.outcome");
    EXPECT_TRUE(seen.ok) << seen.description;
    EXPECT_EQ(seen.description, word);
    EXPECT_EQ(seen.reason, reason);
  }
  void plan(const Json& fault) { good("fault.plan", {{"fault", fault}}); }
};

TEST(ConnectionOutcomes, HaveDifferentWordsAndAMeaning) {
  std::set<std::string_view> words;
  for (const ConnectionOutcome& row : kOutcomes) {
    EXPECT_TRUE(words.insert(row.word).second) << row.word;
    EXPECT_FALSE(row.meaning.empty()) << row.word;
  }
  EXPECT_EQ(words.size(), 5U);
}

TEST_F(OutcomeOfAConnection, Lives) {
  connect();
  expect(outcome::lives);
}

TEST_F(OutcomeOfAConnection, LivesAfterAFailedJob) {
  connect();
  plan({{"route", "data_limits"}, {"at", "before"}, {"action", "status"}, {"value", 500}});
  bad("engine_data_refused", "workato.run_job");
  expect(outcome::lives_after_failed_job);
}

// The job after the first refresh works; the one after the second does not.
TEST_F(OutcomeOfAConnection, IsLostWhereItWorksExactlyOnce) {
  connect({"drops_rotated_token"});
  expect(outcome::lost, "refresh_token_replayed");
}

TEST_F(OutcomeOfAConnection, IsLostForTheEnginesReasonWhereTheOrgRefusedNothing) {
  connect();
  plan({{"route", "token"}, {"at", "committed"}, {"action", "drop"}});
  expect(outcome::lost, "engine_token_inactive");
}

TEST_F(OutcomeOfAConnection, WaitsWhileTheAllowlistIsWrong) {
  connect();
  good("app.change", {{"settings", {{"tokenIpRanges", {"3.65.225.246"}}}}});
  expect(outcome::waits, "refresh_ip_blocked");
  good("app.change", {{"settings", {{"tokenIpRanges", Json::array()}}}});
  expect(outcome::lives_after_failed_job);
}

TEST_F(OutcomeOfAConnection, IsUnnoticedWhereTheClientAsksOn) {
  connect({"retries_dead_token"});
  good("app.end", {{"how", "revoked"}});
  expect(outcome::unnoticed, "grant_revoked_by_admin");
}

TEST_F(OutcomeOfAConnection, IsNotFoundOutWithoutARefresh) {
  connect();
  const Observation seen = see("workato.outcome", {{"wait", "1m"}});
  EXPECT_FALSE(seen.ok);
  EXPECT_THAT(seen.description, HasSubstr("proves nothing"));
  EXPECT_THAT(see("workato.outcome", {{"connection", "Another"}}).description,
              HasSubstr("no such connection"));
}

TEST_F(OutcomeOfAConnection, AHeldJobEndsOnceItIsLetGo) {
  connect();
  good("clock.advance", {{"by", "3h"}});
  good("workato.hold_job");
  EXPECT_THAT(see("workato.hold_job").description, HasSubstr("held up already"));
  good("clock.advance", {{"by", "3m"}});
  good("workato.run_job");
  good("workato.release_job");
  good("journal.expect", {{"reason", "refresh_concurrent"}, {"count", 1}});
  EXPECT_THAT(see("workato.release_job").description, HasSubstr("no job is held up"));
}

TEST_F(OutcomeOfAConnection, AJobWithoutARefreshIsNotHeld) {
  connect();
  EXPECT_THAT(see("workato.hold_job").description, HasSubstr("ended without a refresh"));
  EXPECT_THAT(see("workato.hold_job", {{"connection", "Another"}}).description,
              HasSubstr("no such connection"));
}

// The run ends while the job is on its way: nothing hangs.
TEST_F(OutcomeOfAConnection, AHeldJobIsLetGoAtTheEnd) {
  connect();
  good("clock.advance", {{"by", "3h"}});
  good("workato.hold_job", {{"at", "committed"}});
}

}  // namespace
}  // namespace rehearse::harness
