// The callback: rules C01 to C11 of the client, and what the connection keeps of them.
#include "mocks/workato/engine/callback.h"

#include <nlohmann/json.hpp>
#include "mocks/core/crypto.h"
#include "mocks/core/json.h"
#include "mocks/workato/engine/authorize.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Return;
using ::testing::StartsWith;

class Callback : public WorkspaceTest {
 protected:
  // A callback that must be refused for this reason without any request.
  void refuse(const wire::Fields& query, const Reason& why) {
    const CallbackReport report = arrive(query);
    EXPECT_FALSE(report.ok);
    EXPECT_EQ(name_of(report.reason), why.name);
    EXPECT_EQ(connection().status, ConnectionStatus::disconnected);
    EXPECT_EQ(connection().requests.exchange, 0U);
  }
};

TEST_F(Callback, ExchangesTheCodeAndStoresTheTokens) {
  wire::HttpRequest request;
  EXPECT_CALL(org_, send)
      .WillOnce(::testing::DoAll(::testing::SaveArg<0>(&request),
                                 Return(tokens("AT0-access", "RT0-refresh"))));
  auto query = query_of(start());
  const CallbackReport report = arrive({{"code", "aPrxCode=="}, {"state", query["state"]}});
  EXPECT_TRUE(report.ok) << report.text;
  EXPECT_EQ(request.url, "https://login.salesforce.com/services/oauth2/token");
  EXPECT_EQ(sent(request, "code"), "aPrxCode==");
  EXPECT_EQ(sent(request, "client_id"), "3MVG9client");
  EXPECT_EQ(sent(request, "client_secret"), kSecret);
  EXPECT_EQ(sent(request, "redirect_uri"), query["redirect_uri"]);
  EXPECT_EQ(challenge_of(CodeVerifier(sent(request, "code_verifier"))).value,
            query["code_challenge"]);
  EXPECT_EQ(wire::header_of(request.headers, "Authorization"), std::nullopt);
  const Connection now = connection();
  EXPECT_EQ(now.status, ConnectionStatus::connected);
  EXPECT_EQ(now.tokens->refresh.value, "RT0-refresh");
  EXPECT_EQ(now.tokens->instance_url, "https://rehearsal.my.salesforce.com");
  EXPECT_EQ(now.authorized_at, now_);
}

TEST_F(Callback, WithoutAStateIsRefused) {
  depart();
  refuse({{"code", "x"}}, reason::callback_state_missing);
  refuse({{"code", "x"}, {"state", ""}}, reason::callback_state_missing);
}

TEST_F(Callback, WithAnUnknownStateIsRefused) {
  std::string state = depart();
  state.back() = state.back() == '0' ? '1' : '0';
  refuse({{"code", "x"}, {"state", state}}, reason::callback_state_unknown);
}

TEST_F(Callback, OfAnotherBrowserIsRefusedAndLeavesTheStateUsable) {
  const std::string state = depart();
  const SessionId other = workspace_.begin().browsers().open(true, now_).id;
  for (const SessionId& browser : {other, SessionId()}) {
    const CallbackReport report =
        finish_authorization(workspace_, {{"code", "x"}, {"state", state}}, browser, now_);
    EXPECT_EQ(name_of(report.reason), "callback_state_other_browser");
  }
  EXPECT_CALL(org_, send).WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
  EXPECT_TRUE(arrive({{"code", "x"}, {"state", state}}).ok);
}

TEST_F(Callback, ReloadedDoesNotExchangeAgainAndKeepsTheConnection) {
  const std::string state = depart();
  EXPECT_CALL(org_, send).WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
  EXPECT_TRUE(arrive({{"code", "x"}, {"state", state}}).ok);
  const CallbackReport again = arrive({{"code", "x"}, {"state", state}});
  EXPECT_EQ(name_of(again.reason), "callback_state_replayed");
  EXPECT_EQ(connection().status, ConnectionStatus::connected);
  EXPECT_EQ(connection().authorization_error, "");
}

TEST_F(Callback, StateLivesExactlyAnHour) {
  const std::string late = depart(), in_time = depart();
  now_ += kStateLifetime;
  EXPECT_CALL(org_, send).WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
  EXPECT_TRUE(arrive({{"code", "x"}, {"state", in_time}}).ok);
  now_ += Duration(1);
  EXPECT_EQ(name_of(arrive({{"code", "x"}, {"state", late}}).reason), "callback_state_expired");
}

TEST_F(Callback, WithTheStateTwiceIsRefused) {
  const std::string state = depart();
  refuse({{"code", "x"}, {"state", state}, {"state", state}}, reason::callback_state_repeated);
  refuse({{"state", ""}, {"state", state}, {"code", "x"}}, reason::callback_state_repeated);
}

TEST_F(Callback, WithAnyOtherParameterTwiceIsRefused) {
  for (const char* name : {"code", "error", "error_description", "iss"})
    refuse({{"code", "x"}, {"state", depart()}, {name, "a"}, {name, "b"}},
           reason::callback_parameter_repeated);
}

TEST_F(Callback, WithCodeAndErrorIsRefused) {
  refuse({{"code", "x"}, {"error", "access_denied"}, {"state", depart()}},
         reason::callback_code_and_error);
}

TEST_F(Callback, WithNeitherIsRefused) {
  refuse({{"state", depart()}}, reason::callback_empty);
  refuse({{"state", depart()}, {"code", ""}}, reason::callback_empty);
}

// RFC 9207: two servers, one callback.
TEST_F(Callback, OfAnotherIssuerIsRefused) {
  refuse({{"code", "x"}, {"state", depart()}, {"iss", "https://test.salesforce.com"}},
         reason::callback_issuer_wrong);
}

TEST_F(Callback, OfTheRightIssuerIsTaken) {
  EXPECT_CALL(org_, send).WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
  EXPECT_TRUE(
      arrive({{"code", "x"}, {"state", depart()}, {"iss", "https://login.salesforce.com"}}).ok);
}

TEST_F(Callback, AsksTheServerTheStateWasMadeFor) {
  const std::string state = depart();
  workspace_.begin().connections().edit(connection_)->settings.sandbox = true;
  wire::HttpRequest request;
  EXPECT_CALL(org_, send)
      .WillOnce(::testing::DoAll(::testing::SaveArg<0>(&request), Return(tokens("AT0-access"))));
  arrive({{"code", "x"}, {"state", state}});
  EXPECT_THAT(request.url, StartsWith("https://login.salesforce.com/"));
}

TEST_F(Callback, ErrorsAreToldApartAndShown) {
  const struct {
    const char *error, *description;
    const Reason& why;
  } rows[] = {
      {"access_denied", "end-user denied authorization", reason::callback_denied},
      {"redirect_uri_mismatch", "redirect_uri must match configuration",
       reason::callback_redirect_mismatch},
      {"invalid_scope", "the requested scope is not allowed", reason::callback_scope_refused},
      {"invalid_request", "missing required code challenge", reason::callback_challenge_refused},
      {"invalid_request", "malformed request", reason::callback_error},
      {"access-denied", "end-user denied authorization", reason::callback_denied},
      {"OAUTH_APP_BLOCKED", "this app is blocked by admin", reason::callback_app_blocked},
      {"OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app",
       reason::callback_user_not_approved},
      {"OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported",
       reason::callback_cross_org},
      {"OAUTH_EC_APP_NOT_FOUND", "External client app is not installed in this org",
       reason::callback_app_not_installed},
      {"OAUTH_APPROVAL_ERROR_GENERIC", "an unexpected error", reason::callback_approval_failed},
      {"invalid_client_id", "client identifier invalid", reason::callback_client_unknown},
      {"OAUTH_INVALID_IP", "ip restricted", reason::callback_address_refused},
      {"immediate_unsuccessful", "immediate unsuccessful", reason::callback_login_needed},
      {"unsupported_response_type", "response type not supported", reason::callback_response_type},
      {"server_error", "try later", reason::callback_server_error},
      {"no_such_error", "whatever it means", reason::callback_error},
  };
  for (const auto& row : rows) {
    refuse({{"error", row.error}, {"error_description", row.description}, {"state", depart()}},
           row.why);
    EXPECT_THAT(connection().authorization_error, HasSubstr(row.description));
    EXPECT_EQ(connection_json(connection())["authorization_status"], "failed");
  }
}

TEST_F(Callback, RefusedExchangeIsNotRepeated) {
  const struct {
    Answer answer;
    const Reason& why;
  } rows[] = {
      {oauth_error("invalid_grant", "expired authorization code"), reason::engine_code_refused},
      {oauth_error("invalid_grant", "invalid code verifier"), reason::engine_verifier_refused},
      {oauth_error("invalid_grant", "ip restricted"), reason::engine_ip_restricted},
      {oauth_error("invalid_client", "invalid client credentials"), reason::engine_client_refused},
      {oauth_error("invalid_client_id", "client identifier invalid"),
       reason::engine_client_unknown},
      {oauth_error("redirect_uri_mismatch", "redirect_uri must match configuration"),
       reason::engine_app_refused},
      {timed_out(), reason::engine_answer_late},
      {reset(), reason::engine_answer_lost},
      {json(502, "<html>"), reason::engine_server_error},
      {json(429, ""), reason::engine_throttled},
      {json(200, "<html>log in</html>"), reason::engine_answer_not_json},
  };
  for (const auto& row : rows) {
    EXPECT_CALL(org_, send).WillOnce(Return(row.answer)).RetiresOnSaturation();
    const CallbackReport report = arrive({{"code", "x"}, {"state", depart()}});
    EXPECT_FALSE(report.ok);
    EXPECT_EQ(name_of(report.reason), row.why.name);
    EXPECT_EQ(connection().status, ConnectionStatus::disconnected);
    EXPECT_EQ(connection().error_reason, &row.why);
  }
}

TEST_F(Callback, UnsentExchangeIsTriedOnceMore) {
  EXPECT_CALL(org_, send)
      .WillOnce(Return(not_sent()))
      .WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
  EXPECT_TRUE(arrive({{"code", "x"}, {"state", depart()}}).ok);
  EXPECT_EQ(connection().requests.exchange, 2U);
}

TEST_F(Callback, UnsentTwiceGivesUp) {
  EXPECT_CALL(org_, send).Times(2).WillRepeatedly(Return(not_sent()));
  EXPECT_EQ(name_of(arrive({{"code", "x"}, {"state", depart()}}).reason), "engine_unreachable");
}

TEST_F(Callback, StrangeInstanceIsNotFollowed) {
  EXPECT_CALL(org_, send)
      .WillOnce(Return(tokens("AT0-access", "RT0-refresh", "http://169.254.169.254")));
  EXPECT_EQ(name_of(arrive({{"code", "x"}, {"state", depart()}}).reason),
            "engine_instance_url_refused");
  EXPECT_FALSE(connection().tokens.has_value());
}

TEST_F(Callback, WrongSignatureIsRefusedAndRightOneTaken) {
  const std::string id = "https://login.salesforce.com/id/00D/005", issued = "1710000000000";
  const std::string right = base64_encode(hmac_sha256(kSecret, id + issued), Base64::standard);
  for (const bool good : {false, true}) {
    const std::string signature = good ? right : base64_encode(sha256("no"), Base64::standard);
    EXPECT_CALL(org_, send)
        .WillOnce(Return(json(200, R"({"access_token":"A","token_type":"Bearer","id":")" + id +
                                       R"(","issued_at":")" + issued + R"(","signature":")" +
                                       signature + "\"}")))
        .RetiresOnSaturation();
    const CallbackReport report = arrive({{"code", "x"}, {"state", depart()}});
    EXPECT_EQ(report.ok, good);
    EXPECT_EQ(name_of(report.reason), good ? "none" : "engine_signature_wrong");
  }
}

TEST_F(Callback, ForADeletedConnectionExchangesNothing) {
  const std::string state = depart();
  workspace_.begin().connections().remove(connection_);
  EXPECT_EQ(name_of(arrive({{"code", "x"}, {"state", state}}).reason), "callback_connection_gone");
}

TEST_F(Callback, TokensOfAConnectionDeletedMeanwhileAreDropped) {
  EXPECT_CALL(org_, send).WillOnce([this](const wire::HttpRequest&) {
    workspace_.begin().connections().remove(connection_);
    return tokens("AT0-access", "RT0-refresh");
  });
  EXPECT_EQ(name_of(arrive({{"code", "x"}, {"state", depart()}}).reason),
            "engine_connection_changed");
}

TEST_F(Callback, MessagesHideWhatAServerEchoes) {
  EXPECT_CALL(org_, send).WillOnce([](const wire::HttpRequest& request) {
    return oauth_error("invalid_grant", "no: " + sent(request, "client_secret") + " " +
                                            sent(request, "code_verifier") + " " +
                                            sent(request, "code"));
  });
  const CallbackReport report = arrive({{"code", "aPrxVeryLongCode"}, {"state", depart()}});
  EXPECT_THAT(report.text, HasSubstr("[hidden]"));
  EXPECT_THAT(report.text, Not(HasSubstr(std::string(kSecret))));
  EXPECT_THAT(report.text, Not(HasSubstr("aPrxVeryLongCode")));
  EXPECT_EQ(report.text.size(), connection().authorization_error.size());
}

}  // namespace
}  // namespace rehearse::workato::testing
