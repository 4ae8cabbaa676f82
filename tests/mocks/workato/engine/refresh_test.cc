// The client's decision table for refreshes: each signal has one action.
#include "mocks/workato/engine/refresh.h"

#include <nlohmann/json.hpp>
#include "mocks/core/json.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::InSequence;
using ::testing::Not;
using ::testing::Return;

class Refresh : public WorkspaceTest {
 protected:
  void SetUp() override { connect(); }
  // The next data call with this token finds the session dead.
  void expect_dead_session(const char* access = "AT0-access") {
    EXPECT_CALL(org_, send(CallsDataWith(access))).WillOnce(Return(session_invalid()));
  }
  void expect_refresh(Answer answer, const char* token = "RT0-refresh") {
    EXPECT_CALL(org_, send(Refreshes(token))).WillOnce(Return(std::move(answer)));
  }
  void expect_introspection(Answer answer) {
    EXPECT_CALL(org_, send(Introspects("RT0-refresh"))).WillOnce(Return(std::move(answer)));
  }
  void expect_data(const char* access, Answer answer) {
    EXPECT_CALL(org_, send(CallsDataWith(access))).WillOnce(Return(std::move(answer)));
  }
  void expect_kept(const Reason& why) {
    EXPECT_EQ(connection().status, ConnectionStatus::connected);
    ASSERT_TRUE(connection().tokens.has_value());
    EXPECT_EQ(connection().tokens->refresh.value, "RT0-refresh");
    EXPECT_EQ(connection().error_reason, &why);
  }
  void expect_lost(const Reason& why) {
    EXPECT_EQ(connection().status, ConnectionStatus::lost);
    EXPECT_EQ(connection().lost_at, now_);
    EXPECT_THAT(connection().lost_reason, HasSubstr(std::string(why.meaning)));
    EXPECT_FALSE(connection().tokens.has_value());
    EXPECT_EQ(connection().error_reason, &why);
  }
  InSequence sequence_;
};

TEST_F(Refresh, ReturnedTokenReplacesTheOldOneBeforeItIsUsed) {
  expect_dead_session();
  expect_refresh(tokens("AT1-access", "RT1-refresh"));
  EXPECT_CALL(org_, send(CallsDataWith("AT1-access"))).WillOnce([this](const wire::HttpRequest&) {
    EXPECT_EQ(connection().tokens->refresh.value, "RT1-refresh");
    return limits();
  });
  const JobReport report = job();
  EXPECT_TRUE(report.ok) << report.text;
  EXPECT_TRUE(report.refreshed);
}

TEST_F(Refresh, SecretGoesInTheBodyAndTheUrlHoldsNothing) {
  expect_dead_session();
  EXPECT_CALL(org_, send(Grants("refresh_token"))).WillOnce([](const wire::HttpRequest& request) {
    EXPECT_EQ(request.url, "https://login.salesforce.com/services/oauth2/token");
    EXPECT_EQ(sent(request, "client_id"), "3MVG9client");
    EXPECT_EQ(sent(request, "client_secret"), kSecret);
    EXPECT_EQ(sent(request, "scope"), "");
    EXPECT_EQ(wire::header_of(request.headers, "Authorization"), std::nullopt);
    return tokens("AT1-access");
  });
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
}

TEST_F(Refresh, WithoutAReturnedTokenKeepsTheOldOne) {
  expect_dead_session();
  expect_refresh(tokens("AT1-access"));
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().tokens->refresh.value, "RT0-refresh");
}

TEST_F(Refresh, WithoutAnInstanceUrlKeepsTheOldOne) {
  expect_dead_session();
  expect_refresh(tokens("AT1-access", "RT1-refresh", ""));
  EXPECT_CALL(org_, send(CallsDataWith("AT1-access"))).WillOnce([](const wire::HttpRequest& call) {
    EXPECT_THAT(call.url, ::testing::StartsWith("https://rehearsal.my.salesforce.com/services/"));
    return limits();
  });
  EXPECT_TRUE(job().ok);
}

TEST_F(Refresh, StrangeInstanceIsNotFollowedButTheNewTokenIsKept) {
  expect_dead_session();
  expect_refresh(tokens("AT1-access", "RT1-refresh", "https://evil.example"));
  EXPECT_EQ(name_of(job().reason), "engine_instance_url_refused");
  EXPECT_EQ(connection().tokens->refresh.value, "RT1-refresh");
  EXPECT_EQ(connection().tokens->instance_url, "https://rehearsal.my.salesforce.com");
}

TEST_F(Refresh, InvalidGrantIsTheEndAndNothingIsSentAfterIt) {
  expect_dead_session();
  expect_refresh(oauth_error("invalid_grant", "expired access/refresh token"));
  EXPECT_EQ(name_of(job().reason), "engine_grant_dead");
  expect_lost(reason::engine_grant_dead);
  for (int again = 0; again < 3; ++again) {
    now_ += std::chrono::hours(1);
    EXPECT_EQ(name_of(job().reason), "engine_connection_lost");
  }
  EXPECT_EQ(connection().requests.refresh, 1U);
}

TEST_F(Refresh, RefusedUserIsTheEndToo) {
  expect_dead_session();
  expect_refresh(oauth_error("invalid_grant", "authentication failure"));
  EXPECT_EQ(name_of(job().reason), "engine_user_refused");
  expect_lost(reason::engine_user_refused);
}

TEST_F(Refresh, LostConnectionWorksAgainAfterANewAuthorization) {
  expect_dead_session();
  expect_refresh(oauth_error("invalid_grant", "expired access/refresh token"));
  job();
  connect();
  expect_data("AT0-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().lost_at, std::nullopt);
  EXPECT_EQ(connection().lost_reason, "");
}

TEST_F(Refresh, ConfigurationErrorsKeepTheTokenAndAreNotRepeated) {
  const struct {
    const char *error, *description;
    const Reason& why;
  } rows[] = {
      {"invalid_client", "invalid client credentials", reason::engine_client_refused},
      {"invalid_client_id", "client identifier invalid", reason::engine_client_unknown},
      {"unauthorized_client", "no", reason::engine_app_refused},
      {"oauth_flow_disabled", "no", reason::engine_app_refused},
      {"app_blocked", "no", reason::engine_app_refused},
      {"unsupported_grant_type", "grant type not supported", reason::engine_app_refused},
  };
  uint64_t refreshes = 0;
  for (const auto& row : rows) {
    expect_dead_session();
    expect_refresh(oauth_error(row.error, row.description));
    EXPECT_EQ(name_of(job().reason), row.why.name) << row.error;
    expect_kept(row.why);
    EXPECT_EQ(connection().requests.refresh, ++refreshes);
  }
}

TEST_F(Refresh, RestrictedAddressKeepsTheTokenAndIsNotRepeated) {
  for (const char* text : {"ip restricted", "IP restricted or invalid login hours"}) {
    expect_dead_session();
    expect_refresh(oauth_error("invalid_grant", text));
    EXPECT_EQ(name_of(job().reason), "engine_ip_restricted") << text;
    expect_kept(reason::engine_ip_restricted);
  }
}

TEST_F(Refresh, WorksOnceAPersonHasMendedTheCause) {
  expect_dead_session();
  expect_refresh(oauth_error("invalid_grant", "ip restricted"));
  job();
  expect_dead_session();
  expect_refresh(tokens("AT1-access"));
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().authorization_error, "");
}

TEST_F(Refresh, UnsentRequestIsTriedOnceMore) {
  expect_dead_session();
  expect_refresh(not_sent());
  expect_refresh(tokens("AT1-access"));
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().requests.introspect, 0U);
}

TEST_F(Refresh, UnsentTwiceKeepsTheToken) {
  expect_dead_session();
  expect_refresh(not_sent());
  expect_refresh(not_sent());
  EXPECT_EQ(name_of(job().reason), "engine_unreachable");
  expect_kept(reason::engine_unreachable);
}

class AmbiguousRefresh : public Refresh, public ::testing::WithParamInterface<int> {
 protected:
  Answer lost() const {
    switch (GetParam()) {
      case 0:
        return timed_out();
      case 1:
        return reset();
      case 2:
        return json(500, "");
      case 3:
        return json(502, "<html>bad gateway</html>");
      case 4:
        return json(200, R"({"access_token":"AT1-acc)");
      default:
        return oauth_error("server_error", "try again");
    }
  }
};

TEST_P(AmbiguousRefresh, ActiveTokenIsSentOnceMore) {
  expect_dead_session();
  expect_refresh(lost());
  expect_introspection(introspected(true));
  expect_refresh(tokens("AT1-access", "RT1-refresh"));
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_EQ(connection().tokens->refresh.value, "RT1-refresh");
}

TEST_P(AmbiguousRefresh, InactiveTokenIsTheEndWithoutAReplay) {
  expect_dead_session();
  expect_refresh(lost());
  expect_introspection(introspected(false));
  EXPECT_EQ(name_of(job().reason), "engine_token_inactive");
  expect_lost(reason::engine_token_inactive);
  EXPECT_EQ(connection().requests.refresh, 1U);
}

TEST_P(AmbiguousRefresh, WithoutIntrospectionNothingIsSentAgain) {
  for (const Answer& silence : {timed_out(), not_sent(), json(401, "{}"), json(200, "{}"),
                                json(200, R"({"active":"true"})"), json(200, "<html>")}) {
    workspace_.begin().connections().edit(connection_)->refresh_unsettled = false;
    expect_dead_session();
    expect_refresh(lost());
    expect_introspection(silence);
    EXPECT_EQ(name_of(job().reason), "engine_refresh_unsettled");
    expect_kept(reason::engine_refresh_unsettled);
  }
}

TEST_P(AmbiguousRefresh, IsSettledBeforeTheNextRefresh) {
  expect_dead_session();
  expect_refresh(lost());
  expect_introspection(json(503, ""));
  job();
  // The next job asks first; now the answer is there.
  expect_dead_session();
  expect_introspection(introspected(true));
  expect_refresh(tokens("AT1-access", "RT1-refresh"));
  expect_data("AT1-access", limits());
  EXPECT_TRUE(job().ok);
  EXPECT_FALSE(connection().refresh_unsettled);
}

TEST_P(AmbiguousRefresh, TwiceIsNotSentAThirdTime) {
  expect_dead_session();
  expect_refresh(lost());
  expect_introspection(introspected(true));
  expect_refresh(lost());
  EXPECT_FALSE(job().ok);
  EXPECT_TRUE(connection().refresh_unsettled);
  EXPECT_EQ(connection().tokens->refresh.value, "RT0-refresh");
}

INSTANTIATE_TEST_SUITE_P(EachWayToLoseAnAnswer, AmbiguousRefresh, ::testing::Range(0, 6));

TEST_F(Refresh, ConcurrentRequestIsSettledByTheNextJob) {
  for (const char* text :
       {"token request is already being processed", "expired authorization code"}) {
    expect_dead_session();
    expect_refresh(oauth_error("invalid_grant", text));
    EXPECT_EQ(name_of(job().reason), "engine_refresh_concurrent") << text;
    expect_kept(reason::engine_refresh_concurrent);
    EXPECT_TRUE(connection().refresh_unsettled);
    workspace_.begin().connections().edit(connection_)->refresh_unsettled = false;
  }
}

TEST_F(Refresh, UnreadableRefusalKeepsTheToken) {
  const struct {
    Answer answer;
    const Reason& why;
  } rows[] = {{json(400, "<html>no</html>"), reason::engine_answer_not_oauth},
              {json(302, ""), reason::engine_answer_not_oauth},
              {json(404, "{}"), reason::engine_answer_not_oauth},
              {oauth_error("brand_new_error", "?"), reason::engine_error_unknown}};
  for (const auto& row : rows) {
    expect_dead_session();
    expect_refresh(row.answer);
    EXPECT_EQ(name_of(job().reason), row.why.name);
    expect_kept(row.why);
  }
}

TEST_F(Refresh, WithoutARefreshTokenLosesTheConnectionUnasked) {
  workspace_.begin().connections().edit(connection_)->tokens->refresh = {};
  expect_dead_session();
  EXPECT_EQ(name_of(job().reason), "engine_no_refresh_token");
  expect_lost(reason::engine_no_refresh_token);
  EXPECT_EQ(connection().requests.refresh, 0U);
}

TEST_F(Refresh, WithoutItsProfileIsAConfigurationError) {
  workspace_.begin().profiles().remove(profile_);
  expect_dead_session();
  EXPECT_EQ(name_of(job().reason), "workato_profile_missing");
  expect_kept(reason::workato_profile_missing);
}

TEST_F(Refresh, UsesTheSecretThatIsStoredNow) {
  ASSERT_TRUE(workspace_.begin()
                  .profiles()
                  .update(profile_,
                          {.name = "Rehearsal",
                           .client_id = "3MVG9client",
                           .client_secret = " pasted with blanks "},
                          now_)
                  .ok());
  expect_dead_session();
  EXPECT_CALL(org_, send(Grants("refresh_token"))).WillOnce([](const wire::HttpRequest& request) {
    EXPECT_EQ(sent(request, "client_secret"), " pasted with blanks ");
    return oauth_error("invalid_client", "invalid client credentials");
  });
  EXPECT_EQ(name_of(job().reason), "engine_client_refused");
}

TEST_F(Refresh, MessagesHideWhatAServerEchoes) {
  expect_dead_session();
  expect_refresh(oauth_error("invalid_grant", "token RT0-refresh of " + std::string(kSecret)));
  const JobReport report = job();
  EXPECT_THAT(report.text, HasSubstr("[hidden]"));
  EXPECT_THAT(report.text, Not(HasSubstr("RT0-refresh")));
  EXPECT_THAT(dump_json(connection_json(connection())), Not(HasSubstr("RT0-refresh")));
  EXPECT_THAT(dump_json(connection_json(connection())), Not(HasSubstr(std::string(kSecret))));
}

}  // namespace
}  // namespace rehearse::workato::testing
