// Jobs: one refresh, one retry, waits in virtual time.
#include <algorithm>

#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::InSequence;
using ::testing::Return;

class Job : public WorkspaceTest {
 protected:
  void SetUp() override { connect(); }
  void expect_data(const char* access, Answer answer) {
    EXPECT_CALL(org_, send(CallsDataWith(access)))
        .WillOnce(Return(std::move(answer)))
        .RetiresOnSaturation();
  }
  void expect_refresh(Answer answer) {
    EXPECT_CALL(org_, send(Grants("refresh_token")))
        .WillOnce(Return(std::move(answer)))
        .RetiresOnSaturation();
  }
  Duration wait() { return connection().not_before - now_; }
};

TEST_F(Job, ReadsTheLimitsOfTheInstance) {
  EXPECT_CALL(org_, send).WillOnce([](const wire::HttpRequest& request) {
    EXPECT_EQ(request.url, "https://rehearsal.my.salesforce.com/services/data/v62.0/limits");
    EXPECT_EQ(wire::header_of(request.headers, "Authorization"), "Bearer AT0-access");
    return limits();
  });
  const JobReport report = job();
  EXPECT_TRUE(report.ok);
  EXPECT_FALSE(report.refreshed);
  EXPECT_EQ(report.status, 200);
  EXPECT_EQ(connection().last_job->at, now_);
}

TEST_F(Job, StopsAtTheSecondRefusalOfTheSession) {
  const InSequence sequence;
  expect_data("AT0-access", session_invalid());
  expect_refresh(tokens("AT1-access", "RT1-refresh"));
  expect_data("AT1-access", session_invalid());
  const JobReport report = job();
  EXPECT_EQ(name_of(report.reason), "engine_session_refused");
  EXPECT_TRUE(report.refreshed);
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
}

TEST_F(Job, RefreshesForADeadSessionOnly) {
  for (const Answer& answer : {json(401, R"({"error":"x"})"), json(401, "no"), json(403, "[]"),
                               json(500, ""), json(404, ""), json(302, "")}) {
    expect_data("AT0-access", answer);
    EXPECT_EQ(name_of(job().reason), "engine_data_refused") << answer.value().status;
  }
  EXPECT_EQ(connection().requests.refresh, 0U);
}

TEST_F(Job, TriesAnUnsentCallOnceMoreAndNoOther) {
  EXPECT_CALL(org_, send).WillOnce(Return(not_sent())).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
  EXPECT_CALL(org_, send).Times(2).WillRepeatedly(Return(not_sent()));
  EXPECT_EQ(name_of(job().reason), "engine_data_unreachable");
  EXPECT_CALL(org_, send).WillOnce(Return(timed_out()));
  EXPECT_EQ(name_of(job().reason), "engine_data_unreachable");
}

TEST_F(Job, OfADisconnectedConnectionSendsNothing) {
  EXPECT_EQ(disconnect(workspace_, connection_, now_), std::nullopt);
  EXPECT_EQ(name_of(job().reason), "engine_not_connected");
  EXPECT_EQ(connection().tokens, std::nullopt);
}

TEST_F(Job, OfAnUnknownConnectionSendsNothing) {
  EXPECT_EQ(name_of(run_job(workspace_, 99, now_).reason), "workato_not_found");
  EXPECT_TRUE(disconnect(workspace_, 99, now_).has_value());
}

TEST_F(Job, HonoursRetryAfterOnEitherSideOfItsEnd) {
  const InSequence sequence;
  expect_data("AT0-access", session_invalid());
  expect_refresh(json(503, "", {{"Retry-After", "120"}}));
  EXPECT_EQ(name_of(job().reason), "engine_throttled");
  EXPECT_EQ(connection().tokens->refresh.value, "RT0-refresh");
  EXPECT_GE(wait(), std::chrono::seconds(120));
  EXPECT_LE(wait(), std::chrono::seconds(132));
  const TimePoint end = connection().not_before;
  now_ = end - Duration(1);
  EXPECT_EQ(name_of(job().reason), "engine_backing_off");
  now_ = end;
  expect_data("AT0-access", session_invalid());
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh"))).WillOnce(Return(tokens("AT1-access")));
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().throttled, 0);
}

TEST_F(Job, DoublesItsOwnWaitsUpToAnHour) {
  Duration least = std::chrono::seconds(30);
  for (int time = 0; time < 12; ++time) {
    expect_data("AT0-access", json(429, ""));
    EXPECT_EQ(name_of(job().reason), "engine_throttled");
    EXPECT_GE(wait(), least);
    EXPECT_LE(wait(), least + least / 10);
    least = std::min<Duration>(least * 2, std::chrono::hours(1));
    now_ = connection().not_before;
  }
}

TEST_F(Job, WaitsADayAtMost) {
  expect_data("AT0-access", json(429, "", {{"Retry-After", "999999999"}}));
  job();
  EXPECT_GE(wait(), std::chrono::hours(24));
  EXPECT_LE(wait(), std::chrono::hours(27));
}

TEST_F(Job, LoginLimitIsWaitedOutWithTheSameToken) {
  expect_data("AT0-access", session_invalid());
  expect_refresh(oauth_error("invalid_grant", "login rate exceeded"));
  EXPECT_EQ(name_of(job().reason), "engine_throttled");
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
}

TEST_F(Job, CallsLeaveFromTheEgressAddressesInTurn) {
  std::vector<std::string> from;
  EXPECT_CALL(org_, send).Times(6).WillRepeatedly([&from](const wire::HttpRequest& request) {
    from.push_back(request.local_address);
    return limits();
  });
  for (int call = 0; call < 6; ++call) job();
  // The exchange took the first address.
  EXPECT_EQ(from, (std::vector<std::string>{"127.77.0.2", "127.77.0.3", "127.77.0.1", "127.77.0.2",
                                            "127.77.0.3", "127.77.0.1"}));
}

TEST(Egress, IsNotBoundForARealOrg) {
  ::testing::StrictMock<MockOrg> org;
  Workspace workspace({.binds_egress = false}, org, kRunStart);
  EXPECT_CALL(org, send).WillOnce([](const wire::HttpRequest& request) {
    EXPECT_EQ(request.local_address, "");
    return limits();
  });
  EXPECT_TRUE(workspace.send({}).ok());
}

}  // namespace
}  // namespace rehearse::workato::testing
