// Two workers, stale copies and changes under way: rules F21 to F24 of the client.
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::Return;

class Races : public WorkspaceTest {
 protected:
  void SetUp() override { connect(); }
  // What a sibling that rotated meanwhile leaves in the store.
  void sibling_rotates() {
    auto tx = workspace_.begin();
    tx.connections().renew(
        *tx.connections().edit(connection_),
        {.access = AccessToken("AT9-access"), .refresh = RefreshToken("RT9-refresh")}, now_);
  }
};

// The double takes the workspace's lock inside each call: held across it, this would hang.
TEST_F(Races, NoLockIsHeldWhileACallIsUnderWay) {
  int calls = 0;
  EXPECT_CALL(org_, send).WillRepeatedly([this, &calls](const wire::HttpRequest& request) {
    EXPECT_NE(connection().id, 0);
    ++calls;
    return request.method == "GET" ? (calls == 1 ? session_invalid() : limits())
                                   : tokens("AT1-access", "RT1-refresh");
  });
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(calls, 3);
}

TEST_F(Races, SecondWorkerLeavesTheRefreshToTheFirst) {
  JobReport second;
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillRepeatedly(Return(session_invalid()));
  EXPECT_CALL(org_, send(Grants("refresh_token"))).WillOnce([&](const wire::HttpRequest&) {
    second = job();
    return tokens("AT1-access", "RT1-refresh");
  });
  EXPECT_CALL(org_, send(CallsDataWith("AT1-access"))).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(name_of(second.reason), "engine_refresh_in_flight");
  EXPECT_EQ(connection().requests.refresh, 1U);
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
}

TEST_F(Races, SlowWorkerFindsTheTokenRenewedAndSendsNothing) {
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillOnce([this](const wire::HttpRequest&) {
    sibling_rotates();
    return session_invalid();
  });
  EXPECT_CALL(org_, send(CallsDataWith("AT9-access"))).WillOnce(Return(limits()));
  const JobReport report = job();
  EXPECT_TRUE(report.ok);
  EXPECT_FALSE(report.refreshed);
  EXPECT_EQ(connection().requests.refresh, 0U);
}

TEST_F(Races, RefusedTokenThatIsNoLongerStoredIsNotTheEnd) {
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillOnce(Return(session_invalid()));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh"))).WillOnce([this](const wire::HttpRequest&) {
    sibling_rotates();
    return oauth_error("invalid_grant", "expired access/refresh token");
  });
  EXPECT_CALL(org_, send(CallsDataWith("AT9-access"))).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
  EXPECT_EQ(connection().tokens->refresh.value, "RT9-refresh");
  EXPECT_EQ(connection().requests.refresh, 1U);
}

TEST_F(Races, LateAnswerDoesNotOverwriteNewerTokens) {
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillOnce(Return(session_invalid()));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh"))).WillOnce([this](const wire::HttpRequest&) {
    sibling_rotates();
    return tokens("AT1-access", "RT1-refresh");
  });
  EXPECT_CALL(org_, send(CallsDataWith("AT9-access"))).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().tokens->refresh.value, "RT9-refresh");
}

TEST_F(Races, DisconnectDuringARefreshStaysDisconnected) {
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillOnce(Return(session_invalid()));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh"))).WillOnce([this](const wire::HttpRequest&) {
    EXPECT_EQ(disconnect(workspace_, connection_, now_), std::nullopt);
    return tokens("AT1-access", "RT1-refresh");
  });
  EXPECT_EQ(name_of(job().reason), "engine_connection_changed");
  EXPECT_EQ(connection().status, ConnectionStatus::disconnected);
  EXPECT_FALSE(connection().tokens.has_value());
}

TEST_F(Races, DeleteDuringARefreshIsSurvived) {
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillOnce(Return(session_invalid()));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh"))).WillOnce([this](const wire::HttpRequest&) {
    workspace_.begin().connections().remove(connection_);
    return tokens("AT1-access", "RT1-refresh");
  });
  EXPECT_EQ(name_of(job().reason), "engine_connection_changed");
}

TEST_F(Races, RestoredBackupSendsTheOldTokenAgain) {
  {
    auto tx = workspace_.begin();
    Connection& stored = *tx.connections().edit(connection_);
    EXPECT_TRUE(tx.connections().back_up_tokens(stored));
  }
  sibling_rotates();
  {
    auto tx = workspace_.begin();
    EXPECT_TRUE(tx.connections().restore_tokens(*tx.connections().edit(connection_), now_));
  }
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillOnce(Return(session_invalid()));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh")))
      .WillOnce(Return(oauth_error("invalid_grant", "expired access/refresh token")));
  EXPECT_EQ(name_of(job().reason), "engine_grant_dead");
}

TEST_F(Races, RestoredBackupKnowsWhenItWasAuthorized) {
  auto tx = workspace_.begin();
  Connection& stored = *tx.connections().edit(connection_);
  const auto authorized_at = stored.authorized_at;
  ASSERT_TRUE(authorized_at.has_value());
  EXPECT_TRUE(tx.connections().back_up_tokens(stored));
  tx.connections().disconnect(stored, now_ + std::chrono::hours(1));
  EXPECT_EQ(stored.authorized_at, std::nullopt);
  EXPECT_TRUE(tx.connections().restore_tokens(stored, now_ + std::chrono::hours(2)));
  EXPECT_EQ(stored.status, ConnectionStatus::connected);
  EXPECT_EQ(stored.authorized_at, authorized_at);
}

TEST_F(Races, ClonedConnectionSharesTheTokenAndNothingElse) {
  int64_t copy = 0;
  {
    auto tx = workspace_.begin();
    copy = tx.connections().clone(connection_, now_)->id;
    EXPECT_EQ(tx.connections().clone(99, now_), nullptr);
  }
  EXPECT_CALL(org_, send(CallsDataWith("AT0-access"))).WillRepeatedly(Return(session_invalid()));
  EXPECT_CALL(org_, send(Refreshes("RT0-refresh")))
      .WillOnce(Return(tokens("AT1-access", "RT1-refresh")))
      .WillOnce(Return(oauth_error("invalid_grant", "expired access/refresh token")));
  EXPECT_CALL(org_, send(CallsDataWith("AT1-access"))).WillOnce(Return(limits()));
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(name_of(run_job(workspace_, copy, now_).reason), "engine_grant_dead");
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
}

// Real threads: whatever the order, one refresh under way at a time and one token chain.
TEST_F(Races, ManyThreadsNeverSendOneTokenTwice) {
  std::mutex mutex;
  std::set<std::string> spent;
  int generation = 0, replays = 0;
  std::string live_access = "dead";
  EXPECT_CALL(org_, send).WillRepeatedly([&](const wire::HttpRequest& request) -> Answer {
    const std::lock_guard lock(mutex);
    if (request.method == "GET") {
      const std::string bearer = wire::header_of(request.headers, "Authorization").value_or("");
      return bearer == "Bearer " + live_access ? limits() : session_invalid();
    }
    if (!spent.insert(sent(request, "refresh_token")).second) ++replays;
    const std::string number = std::to_string(++generation);
    live_access = "AT-live-" + number;
    return tokens(live_access, "RT-live-" + number);
  });
  std::vector<std::thread> workers;
  for (int worker = 0; worker < 8; ++worker) {
    workers.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        job();
        const std::lock_guard lock(mutex);
        if (round % 5 == 0) live_access = "dead";
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(replays, 0);
  EXPECT_GT(generation, 0);
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
}

}  // namespace
}  // namespace rehearse::workato::testing
