#include <gtest/gtest.h>

#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

Answer revoke(TokenBench& bench, const std::string& token) {
  return bench.post_to(salesforce::revoke, {{"token", token}});
}

Answer revoke_by_get(TokenBench& bench, const std::string& query,
                     const std::string& method = "GET") {
  wire::RequestParts parts = bench.parts("/services/oauth2/revoke?" + query);
  parts.method = method;
  return bench.ask(salesforce::revoke, wire::make_request(parts));
}

TEST(Revoke, ARefreshTokenTakesItsAccessTokensAlong) {
  TokenBench bench;
  const Answer connected = bench.connect();
  const Answer answer = revoke(bench, connected.text("refresh_token"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.response.body, "");
  EXPECT_EQ(bench.why_dead(connected.text("access_token")), "grant_revoked_by_client");
  EXPECT_EQ(bench.refresh(connected.text("refresh_token")).reason, "grant_revoked_by_client");
}

TEST(Revoke, AnAccessTokenEndsAlone) {
  TokenBench bench;
  const Answer first = bench.connect();
  const Answer second = bench.refresh(first.text("refresh_token"));
  EXPECT_EQ(revoke(bench, second.text("access_token")).status, 200);
  EXPECT_EQ(bench.why_dead(second.text("access_token")), "access_token_revoked");
  EXPECT_EQ(bench.why_dead(first.text("access_token")), "");
  EXPECT_EQ(bench.refresh(second.text("refresh_token")).reason, "");
}

TEST(Revoke, ARotatedTokenEndsItsChain) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  const std::string second = bench.refresh(first).text("refresh_token");
  EXPECT_EQ(revoke(bench, first).status, 200);
  EXPECT_EQ(bench.refresh(second).reason, "grant_revoked_by_client");
}

TEST(Revoke, UnknownAndDeadTokensGiveAFormEncodedError) {
  TokenBench bench;
  const Answer unknown = revoke(bench, "nothing");
  EXPECT_EQ(unknown.reason, "revoke_token_unknown");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(unknown.response.body,
            "error=unsupported_token_type&"
            "error_description=this%20token%20type%20is%20not%20supported");
  EXPECT_EQ(revoke(bench, bench.code()).reason, "revoke_token_unknown");
  const std::string token = bench.connect().text("refresh_token");
  revoke(bench, token);
  EXPECT_EQ(revoke(bench, token).reason, "revoke_token_dead");
}

TEST(Revoke, AMissingOrRepeatedTokenIsRefused) {
  TokenBench bench;
  const std::string token = bench.connect().text("refresh_token");
  EXPECT_EQ(revoke(bench, "").reason, "revoke_token_missing");
  EXPECT_EQ(bench.post_to(salesforce::revoke, {{"token", token}, {"token", token}}).reason,
            "revoke_request_unreadable");
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(Revoke, GetWorksWithAnOptionalCallbackAndHeadDoesNothing) {
  TokenBench bench;
  const Answer first = bench.connect(), second = bench.connect();
  EXPECT_EQ(revoke_by_get(bench, "token=" + first.text("access_token"), "HEAD").reason,
            "revoke_request_unreadable");
  EXPECT_EQ(revoke_by_get(bench, "token=" + first.text("access_token")).status, 200);
  EXPECT_EQ(bench.why_dead(first.text("access_token")), "access_token_revoked");
  const std::string token = "token=" + second.text("access_token");
  EXPECT_EQ(revoke_by_get(bench, token + "&callback=done").response.body, "done();");
  EXPECT_EQ(revoke_by_get(bench, token + "&callback=done").response.body,
            R"(done({"error":"unsupported_token_type",)"
            R"("error_description":"this token type is not supported"});)");
  EXPECT_EQ(revoke_by_get(bench, "token=x&callback=%3Cscript%3E").reason,
            "revoke_request_unreadable");
}

}  // namespace
}  // namespace rehearse::testing
