#include <gtest/gtest.h>

#include "mocks/core/crypto.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/oauth/jwt.h"
#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

std::vector<std::string> names_of(const Json& json) {
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  return names;
}

TEST(TokenAnswer, HasSalesforcesMembersInTheirOrder) {
  TokenBench bench;
  const Answer exchanged = bench.connect();
  EXPECT_EQ(names_of(exchanged.json),
            (std::vector<std::string>{"access_token", "refresh_token", "signature", "scope",
                                      "instance_url", "id", "token_type", "issued_at"}));
  EXPECT_EQ(exchanged.text("scope"), "api refresh_token id");
  EXPECT_EQ(exchanged.text("token_type"), "Bearer");
  EXPECT_EQ(exchanged.text("issued_at"), std::to_string(kRunStart.time_since_epoch().count()));
  EXPECT_EQ(exchanged.text("instance_url"), "https://rehearsal-dev-ed.develop.my.salesforce.com");
  EXPECT_EQ(exchanged.text("id"), "https://login.salesforce.com/id/" + bench.org.organization_id() +
                                      "/" + bench.user_id.value);
}

TEST(TokenAnswer, TheSignatureCoversIdAndIssuedAt) {
  TokenBench bench;
  const Answer answer = bench.connect();
  const Digest expected = hmac_sha256(bench.secret, answer.text("id") + answer.text("issued_at"));
  EXPECT_EQ(answer.text("signature"), base64_encode(expected, Base64::standard));
  EXPECT_EQ(answer.text("signature").size(), 44U);
}

TEST(TokenAnswer, NamesTheOriginTheClientUsedWhereNoRealHostIsPlayed) {
  TokenBench bench;
  bench.origin = "http://127.0.0.1:8443";
  const Answer answer = bench.connect();
  EXPECT_EQ(answer.text("instance_url"), "http://127.0.0.1:8443");
  EXPECT_TRUE(answer.text("id").starts_with("http://127.0.0.1:8443/id/00D"));
}

TEST(TokenAnswer, FormatComesFromTheParameterOrTheAcceptHeader) {
  TokenBench bench;
  wire::Fields form = bench.exchange_form(bench.code());
  form.push_back({"format", "urlencoded"});
  const Answer urlencoded = bench.post(form);
  EXPECT_TRUE(urlencoded.response.body.starts_with("access_token=00D"));
  EXPECT_EQ(wire::header_of(urlencoded.response.headers, "Content-Type"),
            "application/x-www-form-urlencoded;charset=UTF-8");
  wire::RequestParts parts = bench.parts("/services/oauth2/token");
  parts.headers = {{"Accept", "application/xml"}};
  const Answer xml =
      bench.ask(salesforce::token, wire::make_form_post(parts, bench.exchange_form(bench.code())));
  EXPECT_NE(xml.response.body.find("<OAuth><access_token>00D"), std::string::npos);
  form = bench.exchange_form(bench.code());
  form.push_back({"format", "yaml"});
  EXPECT_TRUE(bench.post(form).json.is_object());
}

TEST(TokenAnswer, ErrorsFollowTheFormatToo) {
  TokenBench bench;
  const Answer xml = bench.post({{"grant_type", "nothing"}, {"format", "xml"}});
  EXPECT_NE(xml.response.body.find("<error>unsupported_grant_type</error>"), std::string::npos);
}

TEST(TokenAnswer, AnIdTokenComesWithOpenidAndCarriesTheNonce) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.scopes = {"openid", "api", "refresh_token"};
  TokenBench bench(settings);
  salesforce::CodeRequest request = bench.code_request();
  request.nonce = "n-0S6_WzA2Mj";
  const Answer answer = bench.exchange(bench.code(request));
  const auto claims = salesforce::open_jwt(bench.org, answer.text("id_token"));
  ASSERT_TRUE(claims.has_value());
  EXPECT_EQ(string_member(*claims, "nonce"), "n-0S6_WzA2Mj");
  EXPECT_EQ(string_member(*claims, "sub"), answer.text("id"));
  EXPECT_EQ(string_member(*claims, "aud"), bench.key);
  std::string forged = answer.text("id_token");
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(salesforce::open_jwt(bench.org, forged).has_value());
}

TEST(TokenAnswer, JwtTokensAreGoodForTheirOwnTimeoutAndOnlyInTheirWrapping) {
  oauth::AppSettings settings = TokenBench::rotating();
  settings.is_named_user_jwt_enabled = true;
  settings.named_user_jwt_timeout_minutes = 30;
  TokenBench bench(settings);
  const Answer answer = bench.connect();
  EXPECT_EQ(answer.text("token_format"), "jwt");
  const std::string token = answer.text("access_token");
  const auto claims = salesforce::open_jwt(bench.org, token);
  ASSERT_TRUE(claims.has_value());
  const auto why = [&](const std::string& presented) {
    auto tx = bench.org.begin();
    const auto found = salesforce::find_bearer(bench.org, tx, presented, bench.now);
    return found ? std::string() : std::string(found.error()->name);
  };
  EXPECT_EQ(why(token), "");
  EXPECT_EQ(why(*string_member(*claims, "jti")), "access_token_unknown");
  bench.now += std::chrono::minutes(30);
  EXPECT_EQ(why(token), "");
  bench.now += std::chrono::milliseconds(1);
  EXPECT_EQ(why(token), "access_token_expired");
}

}  // namespace
}  // namespace rehearse::testing
