#include <gtest/gtest.h>

#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;

constexpr std::string_view kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

std::string code_with_challenge(TokenBench& bench, std::string_view verifier) {
  salesforce::CodeRequest request = bench.code_request();
  request.challenge = oauth::s256_challenge(verifier);
  return bench.code(request);
}

Answer exchange_with(TokenBench& bench, const std::string& code, std::string_view verifier) {
  wire::Fields form = bench.exchange_form(code);
  form.push_back({"code_verifier", std::string(verifier)});
  return bench.post(form);
}

TEST(CodeExchange, GivesTokensOfSalesforcesShape) {
  TokenBench bench;
  const std::string code = bench.code();
  EXPECT_EQ(code.size(), 76U);
  EXPECT_TRUE(code.starts_with("aPrx") && code.ends_with("=="));
  const Answer answer = bench.exchange(code);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("access_token").size(), 112U);
  EXPECT_EQ(answer.text("access_token").substr(0, 16),
            bench.org.organization_id().substr(0, 15) + "!");
  EXPECT_TRUE(answer.text("refresh_token").starts_with("5Aep861"));
}

TEST(CodeExchange, LivesForTheDialAndNotAMillisecondLonger) {
  TokenBench bench;
  const std::string at_the_end = bench.code();
  const std::string too_late = bench.code();
  bench.now += 15min;
  EXPECT_EQ(bench.exchange(at_the_end).reason, "");
  bench.now += 1ms;
  const Answer late = bench.exchange(too_late);
  EXPECT_EQ(late.reason, "code_expired");
  EXPECT_EQ(late.text("error_description"), "expired authorization code");
  bench.now -= 10min;
  EXPECT_EQ(bench.exchange(too_late).reason, "code_expired");
}

TEST(CodeExchange, AReplayIsRefusedAndRevokesAsTheDialSays) {
  for (const std::string dial : {"revoke", "reject_only"}) {
    TokenBench bench;
    ASSERT_TRUE(bench.dials.set("code.replay", dial).ok());
    const std::string code = bench.code();
    const Answer first = bench.exchange(code);
    EXPECT_EQ(bench.exchange(code).reason, "code_replayed");
    const std::string expected = dial == "revoke" ? "code_replayed" : "";
    EXPECT_EQ(bench.why_dead(first.text("access_token")), expected);
    EXPECT_EQ(bench.refresh(first.text("refresh_token")).reason, expected);
  }
}

TEST(CodeExchange, AnotherClientCannotRedeemTheCodeNorSpoilIt) {
  TokenBench bench;
  oauth::AppSettings other = TokenBench::rotating();
  other.api_name = "Other";
  const std::string code = bench.code();
  wire::Fields form = bench.exchange_form(code);
  {
    auto tx = bench.org.begin();
    const auto id = tx.apps().create(other, bench.now).value();
    form[3].value = tx.apps().find(id)->consumer_key.value;
    form[4].value = tx.apps().find(id)->consumer_secret.value;
  }
  EXPECT_EQ(bench.post(form).reason, "code_of_other_client");
  EXPECT_EQ(bench.exchange(code).reason, "");
}

TEST(CodeExchange, FailuresOfTheClientDoNotUseTheCodeUp) {
  TokenBench bench;
  const std::string code = bench.code();
  wire::Fields form = bench.exchange_form(code);
  form[4].value = "WRONG";
  EXPECT_EQ(bench.post(form).reason, "secret_wrong");
  form = bench.exchange_form(code);
  form.push_back({"code", code});
  EXPECT_EQ(bench.post(form).reason, "token_parameter_repeated");
  EXPECT_EQ(bench.exchange(code).reason, "");
}

TEST(CodeExchange, TheRedirectUriIsTheOneOfTheAuthorization) {
  TokenBench bench;
  for (const std::string uri :
       {"", "https://www.workato.com/oauth/callback/", "https://www.workato.com/OAuth/callback"}) {
    wire::Fields form = bench.exchange_form(bench.code());
    form[2].value = uri;
    const Answer answer = bench.post(form);
    EXPECT_EQ(answer.reason,
              uri.empty() ? "exchange_redirect_missing" : "exchange_redirect_mismatch");
    EXPECT_EQ(answer.text("error"), "redirect_uri_mismatch");
    EXPECT_EQ(bench.exchange(form[1].value).reason, "code_burned");
  }
}

TEST(CodeExchange, AVerifierThatFitsIsAccepted) {
  TokenBench bench;
  for (const std::string& verifier : {std::string(kVerifier), std::string(128, 'A'),
                                      std::string(171, 'b'), std::string(256, 'c')}) {
    EXPECT_EQ(exchange_with(bench, code_with_challenge(bench, verifier), verifier).reason, "");
  }
}

TEST(CodeExchange, AWrongVerifierUsesTheCodeUp) {
  TokenBench bench;
  const std::string code = code_with_challenge(bench, kVerifier);
  const Answer wrong = exchange_with(bench, code, std::string(43, 'x'));
  EXPECT_EQ(wrong.reason, "verifier_mismatch");
  EXPECT_EQ(wrong.text("error"), "invalid_grant");
  EXPECT_EQ(wrong.text("error_description"), "invalid code verifier");
  EXPECT_EQ(bench.exchange(code).reason, "code_burned");
  EXPECT_EQ(exchange_with(bench, code, kVerifier).reason, "code_burned");
}

TEST(CodeExchange, ABlockedAddressKeepsTheCode) {
  TokenBench bench;
  bench.edit_app([](auto& settings) { settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.4", ""}}; });
  const std::string code = bench.code();
  EXPECT_EQ(bench.exchange(code).reason, "exchange_ip_blocked");
  bench.peer = "10.0.0.1";
  EXPECT_EQ(bench.exchange(code).reason, "");
}

TEST(CodeExchange, NoRefreshTokenWithoutItsScope) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.scopes = {"api"};
  TokenBench bench(settings);
  const Answer answer = bench.connect();
  EXPECT_EQ(answer.reason, "");
  EXPECT_FALSE(answer.json.contains("refresh_token"));
}

TEST(CodeExchange, TheSecretMayBeLeftOutOnlyWhereTheAppSaysSo) {
  for (const bool optional : {true, false}) {
    oauth::AppSettings settings = TokenBench::rotating();
    settings.is_consumer_secret_optional = optional;
    TokenBench bench(settings);
    wire::Fields form = bench.exchange_form(bench.code());
    form.back().value = "";  // blank counts as absent
    EXPECT_EQ(bench.post(form).reason, optional ? "" : "secret_missing");
  }
}

TEST(Approvals, TheSixthEvictsTheOldestAndOnlyThat) {
  TokenBench bench;
  std::vector<std::string> tokens;
  for (int count = 0; count < 5; ++count) tokens.push_back(bench.connect().text("refresh_token"));
  tokens[0] = bench.refresh(tokens[0]).text("refresh_token");
  ASSERT_NE(tokens[0], "");
  tokens.push_back(bench.connect().text("refresh_token"));
  EXPECT_EQ(bench.refresh(tokens[0]).reason, "grant_evicted");
  for (size_t index = 1; index < tokens.size(); ++index)
    EXPECT_EQ(bench.refresh(tokens[index]).reason, "");
}

TEST(Approvals, TheDialSaysHowManyAreKept) {
  TokenBench bench;
  ASSERT_TRUE(bench.dials.set("approvals.kept", "4").ok());
  const std::string oldest = bench.connect().text("refresh_token");
  for (int count = 0; count < 3; ++count) bench.connect();
  const std::string kept = bench.refresh(oldest).text("refresh_token");
  ASSERT_NE(kept, "");
  bench.connect();
  EXPECT_EQ(bench.refresh(kept).reason, "grant_evicted");
}

}  // namespace
}  // namespace rehearse::testing
