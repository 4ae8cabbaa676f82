#include <gtest/gtest.h>

#include "mocks/core/crypto.h"
#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

void expect_unsupported(const Answer& answer, std::string_view reason) {
  EXPECT_EQ(answer.reason, reason);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.text("error"), "unsupported_grant_type");
  EXPECT_EQ(answer.text("error_description"), "grant type not supported");
  EXPECT_NE(wire::header_of(answer.response.headers, "Cache-Control")->find("no-store"),
            std::string::npos);
}

Answer post_body(TokenBench& bench, std::string type, std::string body,
                 std::string target = "/services/oauth2/token") {
  wire::RequestParts parts = bench.parts(std::move(target));
  if (!type.empty()) parts.headers = {{"Content-Type", std::move(type)}};
  parts.body = std::move(body);
  return bench.ask(salesforce::token, wire::make_request(std::move(parts)));
}

Answer with_basic(TokenBench& bench, const std::string& pair, wire::Fields form) {
  std::erase_if(form, [](const wire::Field& field) { return field.name.starts_with("client_"); });
  wire::RequestParts parts = bench.parts("/services/oauth2/token");
  parts.headers = {{"Authorization", "Basic " + base64_encode(pair, Base64::standard)}};
  return bench.ask(salesforce::token, wire::make_form_post(std::move(parts), form));
}

TEST(TokenRequest, WhateverIsNoFormLacksAGrantType) {
  TokenBench bench;
  wire::RequestParts get = bench.parts("/services/oauth2/token?grant_type=refresh_token");
  get.method = "GET";
  expect_unsupported(bench.ask(salesforce::token, wire::make_request(get)), "token_method_get");
  expect_unsupported(post_body(bench, "application/json", R"({"grant_type":"refresh_token"})"),
                     "token_body_unsupported");
  expect_unsupported(post_body(bench, "application/x-www-form-urlencodedEVIL", "grant_type=x"),
                     "token_body_unsupported");
  expect_unsupported(post_body(bench, "application/x-www-form-urlencoded", "grant_type=%zz"),
                     "token_body_malformed");
  expect_unsupported(post_body(bench, "", ""), "grant_type_missing");
  expect_unsupported(bench.post({{"grant_type", ""}}), "grant_type_missing");
  expect_unsupported(bench.post({{"grant_type", "REFRESH_TOKEN"}}), "grant_type_unknown");
}

TEST(TokenRequest, ABrokenQueryIsRefused) {
  TokenBench bench;
  const Answer answer = post_body(bench, "application/x-www-form-urlencoded",
                                  "grant_type=refresh_token", "/services/oauth2/token?format=%zz");
  EXPECT_EQ(answer.reason, "token_query_malformed");
  EXPECT_EQ(answer.text("error"), "invalid_request");
}

TEST(TokenRequest, MultipartIsAForm) {
  TokenBench bench;
  std::string body;
  for (const wire::Field& field : bench.exchange_form(bench.code())) {
    body += "--b\r\nContent-Disposition: form-data; name=\"" + field.name + "\"\r\n\r\n" +
            field.value + "\r\n";
  }
  EXPECT_EQ(post_body(bench, "multipart/form-data; boundary=b", body + "--b--\r\n").reason, "");
}

TEST(TokenRequest, TheQueryCountsUnlessTheDialForbidsItAndTheBodyWins) {
  TokenBench bench;
  const auto ask = [&](const wire::Fields& query, const wire::Fields& form) {
    return bench.ask(salesforce::token,
                     wire::make_form_post(
                         bench.parts("/services/oauth2/token?" + wire::encode_form(query)), form));
  };
  EXPECT_EQ(ask(bench.exchange_form(bench.code()), {}).reason, "");
  const wire::Fields form = bench.exchange_form(bench.code());
  EXPECT_EQ(ask({{"client_secret", "WRONG"}}, form).reason, "");
  ASSERT_TRUE(bench.dials.set("token.query_parameters", "refuse").ok());
  const Answer refused = ask({{"client_secret", bench.secret}}, bench.exchange_form(bench.code()));
  EXPECT_EQ(refused.reason, "token_query_refused");
  EXPECT_EQ(ask({{"format", "json"}}, bench.exchange_form(bench.code())).reason, "");
}

TEST(TokenRequest, EveryRepeatedParameterIsRefused) {
  TokenBench bench;
  const std::string code = bench.code();
  for (const wire::Field& repeated : bench.exchange_form(code)) {
    wire::Fields form = bench.exchange_form(code);
    form.push_back(repeated);
    const Answer answer = bench.post(form);
    EXPECT_EQ(answer.reason, "token_parameter_repeated") << repeated.name;
    EXPECT_EQ(answer.text("error"), "invalid_request");
  }
  EXPECT_EQ(bench.exchange(code).reason, "");
}

TEST(TokenRequest, MissingGrantsAreNamed) {
  TokenBench bench;
  wire::Fields form = bench.exchange_form("");
  EXPECT_EQ(bench.post(form).reason, "code_missing");
  EXPECT_EQ(bench.refresh("").reason, "refresh_token_missing");
  form[3].value = "";
  EXPECT_EQ(bench.post(form).reason, "client_missing");
  form[3].value = "3MVG9unknown";
  const Answer unknown = bench.post(form);
  EXPECT_EQ(unknown.reason, "client_unknown");
  EXPECT_EQ(unknown.text("error"), "invalid_client_id");
  EXPECT_EQ(unknown.text("error_description"), "client identifier invalid");
}

TEST(TokenRequest, TokensOfOneKindAreNoGrantsOfAnother) {
  TokenBench bench;
  const std::string code = bench.code();
  const Answer connected = bench.connect();
  EXPECT_EQ(bench.refresh(connected.text("access_token")).reason, "refresh_token_unknown");
  EXPECT_EQ(bench.refresh(code).reason, "refresh_token_unknown");
  EXPECT_EQ(bench.exchange(connected.text("refresh_token")).reason, "code_unknown");
  std::string changed = connected.text("refresh_token");
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(bench.refresh(changed).reason, "refresh_token_unknown");
  EXPECT_EQ(bench.exchange(code.substr(0, 75)).reason, "code_unknown");
}

TEST(TokenRequest, BasicCredentialsMayBeRawOrEscaped) {
  TokenBench bench;
  std::string escaped;
  for (const char character : bench.key)
    escaped += character == '.' ? "%2E" : character == '_' ? "%5F" : std::string(1, character);
  EXPECT_EQ(
      with_basic(bench, bench.key + ":" + bench.secret, bench.exchange_form(bench.code())).reason,
      "");
  EXPECT_EQ(
      with_basic(bench, escaped + ":" + bench.secret, bench.exchange_form(bench.code())).reason,
      "");
}

TEST(TokenRequest, FailedBasicCredentialsAreChallenged) {
  TokenBench bench;
  const Answer answer = with_basic(bench, bench.key + ":WRONG", bench.exchange_form(bench.code()));
  EXPECT_EQ(answer.reason, "secret_wrong");
  EXPECT_EQ(answer.status, 401);
  EXPECT_TRUE(wire::header_of(answer.response.headers, "WWW-Authenticate")->starts_with("Basic"));
}

TEST(TokenRequest, AppsThatAreStillSpreadingAreUnknown) {
  TokenBench bench;
  ASSERT_TRUE(bench.dials.set("app.propagation_delay", "10m").ok());
  bench.now += std::chrono::minutes(10);
  EXPECT_EQ(bench.connect().reason, "app_not_propagated");
  bench.now += std::chrono::milliseconds(1);
  EXPECT_EQ(bench.connect().reason, "");
}

}  // namespace
}  // namespace rehearse::testing
