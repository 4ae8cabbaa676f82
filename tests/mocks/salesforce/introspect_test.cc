#include <gtest/gtest.h>

#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""ms;

Answer introspect(TokenBench& bench, const std::string& token) {
  return bench.post_to(
      salesforce::introspect,
      {{"token", token}, {"client_id", bench.key}, {"client_secret", bench.secret}});
}

void expect_inactive(const Answer& answer, std::string_view reason) {
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.response.body, R"({"active":false})");
  EXPECT_EQ(answer.reason, reason);
}

TEST(Introspect, DescribesAnAccessToken) {
  TokenBench bench;
  const Answer connected = bench.connect();
  const Answer answer = introspect(bench, connected.text("access_token"));
  EXPECT_EQ(bool_member(answer.json, "active"), true);
  EXPECT_EQ(answer.text("scope"), "api refresh_token id");
  EXPECT_EQ(answer.text("client_id"), bench.key);
  EXPECT_EQ(answer.text("username"), "user@rehearsal.test");
  EXPECT_EQ(answer.text("sub"), connected.text("id"));
  EXPECT_EQ(answer.text("token_type"), "access_token");
  EXPECT_EQ(*integer_member(answer.json, "exp") - *integer_member(answer.json, "iat"), 7200);
  EXPECT_NE(wire::header_of(answer.response.headers, "Cache-Control")->find("no-store"),
            std::string::npos);
}

TEST(Introspect, AgreesWithUseAndConsumesNothing) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.is_enforce_refresh_token_ttl = true;
  settings.refresh_token_policy = oauth::RefreshTokenPolicy::specific_lifetime;
  TokenBench bench(settings);
  const std::string first = bench.connect().text("refresh_token");
  for (int round = 0; round < 10; ++round)
    EXPECT_EQ(bool_member(introspect(bench, first).json, "active"), true);
  const Answer second = bench.refresh(first);
  ASSERT_EQ(second.reason, "");
  expect_inactive(introspect(bench, first), "refresh_token_replay_refused");
  const std::string current = second.text("refresh_token");
  bench.now += 24h * 30;
  expect_inactive(introspect(bench, second.text("access_token")), "access_token_expired");
  EXPECT_EQ(introspect(bench, current).text("token_type"), "refresh_token");
  bench.now += 1ms;
  expect_inactive(introspect(bench, current), "refresh_idle_limit");
  bench.now -= 1ms;
  EXPECT_EQ(bench.refresh(current).reason, "refresh_idle_limit");
}

TEST(Introspect, AnInactiveUserHasNoActiveTokens) {
  TokenBench bench;
  const Answer connected = bench.connect();
  bench.org.begin().users().edit("user@rehearsal.test")->is_active = false;
  expect_inactive(introspect(bench, connected.text("access_token")), "user_inactive");
  expect_inactive(introspect(bench, connected.text("refresh_token")), "user_inactive");
}

TEST(Introspect, AnAppSeesItsOwnTokensUnlessItMaySeeAll) {
  TokenBench bench;
  const Answer connected = bench.connect();
  oauth::AppSettings other = TokenBench::rotating();
  other.api_name = "Other";
  for (const bool all : {false, true}) {
    other.api_name += "X";
    other.is_introspect_all_tokens = all;
    wire::Fields form{{"token", connected.text("access_token")}};
    {
      auto tx = bench.org.begin();
      const auto id = tx.apps().create(other, bench.now).value();
      form.push_back({"client_id", tx.apps().find(id)->consumer_key.value});
      form.push_back({"client_secret", tx.apps().find(id)->consumer_secret.value});
    }
    const Answer answer = bench.post_to(salesforce::introspect, form);
    EXPECT_EQ(bool_member(answer.json, "active"), all);
    EXPECT_EQ(answer.reason, all ? "" : "introspect_foreign_token");
  }
}

TEST(Introspect, TheCallerProvesWhoItIs) {
  TokenBench bench;
  const std::string token = bench.connect().text("access_token");
  const auto ask = [&](wire::Fields form) {
    form.push_back({"token", token});
    return bench.post_to(salesforce::introspect, form);
  };
  EXPECT_EQ(ask({}).reason, "client_missing");
  EXPECT_EQ(ask({}).status, 401);
  EXPECT_EQ(ask({{"client_id", bench.key}}).reason, "introspect_not_authorized");
  EXPECT_EQ(ask({{"client_id", bench.key}, {"client_secret", "WRONG"}}).reason, "secret_wrong");
}

TEST(Introspect, IsAskedWithPostAndAToken) {
  TokenBench bench;
  wire::RequestParts parts = bench.parts("/services/oauth2/introspect?token=x");
  parts.method = "GET";
  const Answer get = bench.ask(salesforce::introspect, wire::make_request(parts));
  EXPECT_EQ(get.reason, "introspect_method");
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(introspect(bench, "").reason, "introspect_token_missing");
}

TEST(Introspect, WhatIsNoFormCannotBeRead) {
  TokenBench bench;
  wire::RequestParts parts = bench.parts("/services/oauth2/introspect");
  parts.method = "POST";
  parts.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  parts.body = "token=%zz";
  const Answer answer = bench.ask(salesforce::introspect, wire::make_request(parts));
  EXPECT_EQ(answer.reason, "introspect_unreadable");
  EXPECT_EQ(answer.status, 400);
}

}  // namespace
}  // namespace rehearse::testing
