#include <gtest/gtest.h>

#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

Answer ask(TokenBench& bench, const std::string& grant_type, wire::Fields more = {}) {
  wire::Fields form{
      {"grant_type", grant_type}, {"client_id", bench.key}, {"client_secret", bench.secret}};
  form.insert(form.end(), more.begin(), more.end());
  return bench.post(form);
}

void expect_off(const Answer& answer, std::string_view reason, std::string_view error,
                std::string_view description) {
  EXPECT_EQ(answer.reason, reason);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.text("error"), error);
  EXPECT_EQ(answer.text("error_description"), description);
  EXPECT_FALSE(answer.json.contains("access_token"));
}

TEST(RefusedFlows, APasswordIsNeverTakenHoweverRight) {
  TokenBench bench;
  const wire::Fields right{{"username", "user@rehearsal.test"}, {"password", "rehearse-2026"}};
  for (const wire::Fields& given :
       {right, wire::Fields{{"username", "nobody"}, {"password", "x"}}, wire::Fields{}}) {
    expect_off(ask(bench, "password", given), "password_flow_refused", "invalid_grant",
               "authentication failure");
  }
  wire::Fields cli{{"grant_type", "password"}, {"client_id", "PlatformCLI"}};
  cli.insert(cli.end(), right.begin(), right.end());
  EXPECT_EQ(bench.post(cli).reason, "password_flow_refused");
  auto tx = bench.org.begin();
  ASSERT_EQ(tx.history().logins().size(), 2U);
  EXPECT_EQ(tx.history().logins()[0].status, "Username-Password Flow Disabled");
  EXPECT_EQ(tx.history().logins()[0].activity, "OauthUsernamePassword");
}

TEST(RefusedFlows, TheClientIsProvenFirst) {
  TokenBench bench;
  EXPECT_EQ(bench.post({{"grant_type", "password"}, {"client_id", bench.key}}).reason,
            "secret_missing");
  EXPECT_EQ(bench.post({{"grant_type", "device"}, {"client_id", "3MVG9nobody"}}).reason,
            "client_unknown");
}

TEST(RefusedFlows, TheDeviceFlowIsOffAtBothItsSteps) {
  TokenBench bench;
  for (const wire::Fields& form :
       {wire::Fields{{"response_type", "device_code"}, {"client_id", bench.key}},
        wire::Fields{{"grant_type", "device"}, {"client_id", bench.key}, {"code", "x"}}}) {
    expect_off(bench.post(form), "device_flow_off", "invalid_grant",
               "device flow is not enabled for the app");
  }
  bench.edit_app([](auto& settings) { settings.is_device_flow_enabled = true; });
  expect_off(ask(bench, "device"), "device_flow_not_played", "unsupported_grant_type",
             "grant type not supported");
  EXPECT_EQ(bench.post({{"response_type", "code"}}).reason, "grant_type_missing");
}

TEST(RefusedFlows, TheSalesforceCliCannotUseTheDeviceFlowEither) {
  TokenBench bench;
  EXPECT_EQ(bench.post({{"response_type", "device_code"}, {"client_id", "PlatformCLI"}}).reason,
            "device_flow_off");
}

TEST(RefusedFlows, TokensAreNotExchanged) {
  TokenBench bench;
  const std::string grant_type = "urn:ietf:params:oauth:grant-type:token-exchange";
  expect_off(ask(bench, grant_type), "token_exchange_off", "oauth_flow_disabled",
             "this flow is disabled for the app");
  bench.edit_app([](auto& settings) { settings.is_token_exchange_enabled = true; });
  expect_off(ask(bench, grant_type), "token_exchange_not_played", "unsupported_grant_type",
             "grant type not supported");
}

TEST(RefusedFlows, HybridFlowsUseUpNeitherCodeNorRefreshToken) {
  TokenBench bench;
  const std::string code = bench.code();
  expect_off(ask(bench, "hybrid_auth_code", {{"code", code}}), "hybrid_flow_off",
             "oauth_flow_disabled", "this flow is disabled for the app");
  const Answer connected = bench.exchange(code);
  ASSERT_EQ(connected.reason, "");
  const std::string token = connected.text("refresh_token");
  EXPECT_EQ(ask(bench, "hybrid_refresh", {{"refresh_token", token}}).reason, "hybrid_flow_off");
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(RefusedFlows, SamlAssertionsAreNotRead) {
  TokenBench bench;
  for (const char* grant_type : {"urn:ietf:params:oauth:grant-type:saml2-bearer", "assertion"}) {
    expect_off(ask(bench, grant_type, {{"assertion", "PHNhbWw+"}}), "saml_flow_not_played",
               "unsupported_grant_type", "grant type not supported");
  }
}

}  // namespace
}  // namespace rehearse::testing
