#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/core/crypto.h"
#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

oauth::AppSettings running_as_user() {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.is_client_credentials_flow_enabled = true;
  settings.is_client_credentials_policy_enabled = true;
  settings.client_credentials_user = "User@rehearsal.test";
  return settings;
}

Answer ask(TokenBench& bench, wire::Fields more = {}) {
  wire::Fields form{{"grant_type", "client_credentials"},
                    {"client_id", bench.key},
                    {"client_secret", bench.secret}};
  form.insert(form.end(), more.begin(), more.end());
  return bench.post(form);
}

TEST(ClientCredentialsGrant, GivesATokenOfTheExecutionUserWithoutARefreshToken) {
  TokenBench bench(running_as_user());
  const Answer answer = ask(bench);
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.status, 200);
  EXPECT_FALSE(answer.json.contains("refresh_token"));
  EXPECT_EQ(answer.text("scope"), "api id");
  EXPECT_TRUE(answer.text("id").ends_with(bench.user_id.value));
  EXPECT_EQ(answer.text("signature").size(), 44U);
  EXPECT_NE(answer.text("issued_at"), "");
  const auto access =
      bench.org.begin().grants().find_access(answer.text("access_token"), bench.now);
  ASSERT_TRUE(access.ok());
  EXPECT_EQ(access.value().user, bench.user_id);
  EXPECT_EQ(bench.org.begin().history().logins().back().activity, "OauthClientCredential");
  EXPECT_NE(bench.org.begin().grants().lineage().find("\"flow\":\"client_credentials\""),
            std::string::npos);
}

TEST(ClientCredentialsGrant, TheIdentityServiceAnswersWithTheExecutionUser) {
  TokenBench bench(running_as_user());
  wire::RequestParts parts = bench.parts("/services/oauth2/userinfo");
  parts.headers = {{"Authorization", "Bearer " + ask(bench).text("access_token")}};
  const Answer who = bench.ask(salesforce::userinfo, wire::make_request(parts));
  EXPECT_EQ(who.text("preferred_username"), "user@rehearsal.test");
}

TEST(ClientCredentialsGrant, AlwaysNeedsTheSecretInTheBodyOrABasicHeader) {
  oauth::AppSettings settings = running_as_user();
  settings.is_consumer_secret_optional = true;
  TokenBench bench(settings);
  EXPECT_EQ(bench.post({{"grant_type", "client_credentials"}, {"client_id", bench.key}}).reason,
            "secret_missing");
  EXPECT_EQ(bench.post({{"grant_type", "client_credentials"}}).reason, "client_missing");
  wire::RequestParts parts = bench.parts("/services/oauth2/token?grant_type=client_credentials");
  parts.headers = {{"Authorization",
                    "Basic " + base64_encode(bench.key + ":" + bench.secret, Base64::standard)}};
  EXPECT_EQ(bench.ask(salesforce::token, wire::make_request(parts)).reason, "");
}

TEST(ClientCredentialsGrant, IsServedByTheOrgsOwnHostsOnly) {
  TokenBench bench(running_as_user());
  for (const char* origin : {"https://login.salesforce.com", "https://test.salesforce.com",
                             "https://rehearsal-dev-ed.develop.my.salesforce-setup.com"}) {
    bench.origin = origin;
    const Answer answer = ask(bench);
    EXPECT_EQ(answer.reason, "client_credentials_wrong_host") << origin;
    EXPECT_EQ(answer.text("error"), "invalid_grant");
    EXPECT_EQ(answer.text("error_description"), "request not supported on this domain");
  }
  bench.origin = "http://127.0.0.1:8080";
  EXPECT_EQ(ask(bench).reason, "");
}

TEST(ClientCredentialsGrant, TakesNoScopeParameter) {
  TokenBench bench(running_as_user());
  EXPECT_EQ(ask(bench, {{"scope", "api"}}).reason, "scope_parameter_refused");
}

TEST(ClientCredentialsGrant, SaysWhatIsMissing) {
  TokenBench bench;
  EXPECT_EQ(ask(bench).reason, "client_credentials_off");
  bench.edit_app([](auto& settings) { settings.is_client_credentials_flow_enabled = true; });
  EXPECT_EQ(ask(bench).reason, "client_credentials_policy_off");
  bench.edit_app([](auto& settings) { settings = running_as_user(); });
  EXPECT_EQ(ask(bench).reason, "");
  bench.edit_app([](auto& settings) { settings.scopes = {"full", "refresh_token"}; });
  EXPECT_EQ(ask(bench).reason, "client_credentials_no_scopes");
  bench.edit_app([](auto& settings) { settings = running_as_user(); });
  // A user who is gone is one whom no policy names any more.
  bench.org.begin().users().edit("user@rehearsal.test")->username = "other@rehearsal.test";
  EXPECT_EQ(ask(bench).reason, "client_credentials_no_user");
}

TEST(ClientCredentialsGrant, TheExecutionUserMustBeAbleToLogIn) {
  TokenBench bench(running_as_user());
  const std::string token = ask(bench).text("access_token");
  bench.org.begin().users().edit("user@rehearsal.test")->is_active = false;
  const Answer answer = ask(bench);
  EXPECT_EQ(answer.reason, "user_inactive");
  EXPECT_EQ(bench.org.begin().history().logins().back().status, "User is Inactive");
}

TEST(ClientCredentialsGrant, TheExecutionUserLogsInWhereAndWhenTheProfileAllows) {
  TokenBench bench(running_as_user());
  bench.peer = "192.0.2.10";
  bench.org.begin().profiles().edit("Standard User")->login.ip_ranges = {{"10.0.0.1", "10.0.0.4"}};
  EXPECT_EQ(ask(bench).reason, "login_ip_restricted");
  EXPECT_EQ(bench.org.begin().history().logins().back().status, "Restricted IP");
  bench.edit_app([](auto& settings) { settings.ip_relaxation = oauth::IpRelaxation::bypass; });
  EXPECT_EQ(ask(bench).reason, "");
}

TEST(ClientCredentialsGrant, AnAdminApprovedAppAsksItOfTheExecutionUserToo) {
  TokenBench bench(running_as_user());
  bench.edit_app([](auto& settings) {
    settings.permitted_users = oauth::PermittedUsers::admin_approved_pre_authorized;
  });
  const Answer answer = ask(bench);
  EXPECT_EQ(answer.reason, "user_not_preauthorized");
  EXPECT_EQ(answer.text("error"), "invalid_app_access");
  EXPECT_EQ(answer.text("error_description"), "user is not admin approved to access this app");
}

}  // namespace
}  // namespace rehearse::testing
