// Workers that die, and what others do with what they leave behind: R09, R35 of the races.
#include "mocks/workato/engine/job.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::InSequence;
using ::testing::Return;

class Lease : public WorkspaceTest {
 protected:
  void SetUp() override { connect(); }
  void dead_session(const char* access) {
    EXPECT_CALL(org_, send(CallsDataWith(access))).WillOnce(Return(session_invalid()));
  }
  JobReport crash(Crash crash) { return run_job(workspace_, connection_, now_, {.crash = crash}); }
  // A worker whose refresh was processed and who never read the answer.
  void die_during_refresh() {
    dead_session("AT0-access");
    EXPECT_CALL(org_, send(Refreshes("RT0-refresh")))
        .WillOnce(Return(tokens("AT1-access", "RT1-refresh")));
    EXPECT_EQ(name_of(crash(Crash::during_refresh).reason), "engine_worker_died");
    EXPECT_EQ(connection().tokens->refresh.value, "RT0-refresh");
  }
  InSequence sequence_;
};

TEST_F(Lease, OfADeadWorkerHoldsOthersBackForAMinute) {
  die_during_refresh();
  dead_session("AT0-access");
  now_ += kLeaseLifetime - Duration(1);
  EXPECT_EQ(name_of(job().reason), "engine_refresh_in_flight");
}

TEST_F(Lease, ThatHasRunOutIsTakenOverAndTheTokenAskedAboutFirst) {
  die_during_refresh();
  now_ += kLeaseLifetime;
  dead_session("AT0-access");
  EXPECT_CALL(org_, send(Introspects("RT0-refresh"))).WillOnce(Return(introspected(true)));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh")))
      .WillOnce(Return(tokens("AT2-access", "RT2-refresh")));
  EXPECT_CALL(org_, send(CallsDataWith("AT2-access"))).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().tokens->refresh.value, "RT2-refresh");
}

TEST_F(Lease, OfASpentTokenEndsWithoutAReplay) {
  die_during_refresh();
  now_ += kLeaseLifetime;
  dead_session("AT0-access");
  EXPECT_CALL(org_, send(Introspects("RT0-refresh"))).WillOnce(Return(introspected(false)));
  EXPECT_EQ(name_of(job().reason), "engine_token_inactive");
  EXPECT_EQ(connection().requests.refresh, 1U);
}

TEST_F(Lease, EndsWithTheStoredTokensOfAWorkerThatDiesLater) {
  dead_session("AT0-access");
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh")))
      .WillOnce(Return(tokens("AT1-access", "RT1-refresh")));
  EXPECT_EQ(name_of(crash(Crash::after_refresh).reason), "engine_worker_died");
  EXPECT_CALL(org_, send(CallsDataWith("AT1-access"))).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
}

TEST_F(Lease, IsGivenBackByADisconnect) {
  die_during_refresh();
  EXPECT_EQ(disconnect(workspace_, connection_, now_), std::nullopt);
  EXPECT_FALSE(connection().leased_until.has_value());
}

}  // namespace
}  // namespace rehearse::workato::testing
