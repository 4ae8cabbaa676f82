#include "harness/fuzz/probe_verdict.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/fuzz/probe_report.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";

Asked asked(ProbeEndpoint endpoint) {
  return {.endpoint = endpoint,
          .method = endpoint == ProbeEndpoint::authorize ? "GET" : "POST",
          .origin = "http://127.0.0.1:1",
          .redirect_uri = std::string(kCallback),
          .state = "s"};
}

ProbeAnswer at(ProbeEndpoint endpoint, int status, std::string body,
               wire::Fields headers = {{"Content-Type", "application/json"}}) {
  return observe(asked(endpoint), wire::WireResponse{status, std::move(headers), std::move(body)});
}
ProbeAnswer at_token(int status, std::string body) {
  return at(ProbeEndpoint::code, status, std::move(body));
}
ProbeAnswer redirected(std::string location) {
  return at(ProbeEndpoint::authorize, 302, "", {{"Location", std::move(location)}});
}
ProbeAnswer broken(Trouble::Kind kind) {
  return observe(asked(ProbeEndpoint::code), Trouble{kind, "what", "where", true});
}

TEST(ProbeVerdict, OfATokenIsAccepted) {
  const ProbeAnswer seen =
      at(ProbeEndpoint::refresh, 200,
         R"({"access_token":"hush-hush","scope":"refresh_token api","token_type":"Bearer"})",
         {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}});
  EXPECT_EQ(seen.verdict, ProbeVerdict::accepted);
  EXPECT_THAT(seen.facts, ElementsAre(Pair("members", "access_token scope token_type"),
                                      Pair("scope", "api refresh_token"),
                                      Pair("caches", "kept off"), Pair("written as", "json")));
}

TEST(ProbeVerdict, NoticesThatCachesMayKeepATokenAnswer) {
  EXPECT_THAT(at_token(200, R"({"access_token":"x"})").facts,
              ::testing::Contains(Pair("caches", "may keep it")));
}

TEST(ProbeVerdict, OfAKnownErrorIsRefused) {
  const ProbeAnswer seen =
      at_token(400, R"({"error":"invalid_grant","error_description":"expired"})");
  EXPECT_EQ(seen.verdict, ProbeVerdict::refused);
  EXPECT_EQ(seen.error, "invalid_grant");
  EXPECT_EQ(sentence_of(seen), "refused, 400 invalid_grant");
}

TEST(ProbeVerdict, OfAnythingElseTheServerSaysIsStrange) {
  const auto strange = [](const ProbeAnswer& seen) {
    return seen.verdict == ProbeVerdict::refused_strangely;
  };
  EXPECT_TRUE(strange(at_token(200, "")));
  EXPECT_TRUE(strange(at_token(200, R"({"error":"invalid_grant"})")));
  EXPECT_TRUE(strange(at_token(200, R"({"error":"invalid_grant","access_token":"x"})")));
  EXPECT_TRUE(strange(at_token(400, R"({"error":"invalid_grant","access_token":"x"})")));
  EXPECT_TRUE(strange(at_token(200, R"({"access_token":""})")));
  EXPECT_TRUE(strange(at_token(400, R"({"error":"no_such_error"})")));
  EXPECT_TRUE(strange(at_token(400, R"({"error":"invalid_grant","error_description":"\"x\""})")));
  EXPECT_TRUE(strange(at_token(400, "not JSON")));
  EXPECT_TRUE(strange(at(ProbeEndpoint::code, 400, "<html>error</html>", {})));
  EXPECT_TRUE(strange(at(ProbeEndpoint::code, 302, "", {{"Location", "/login"}})));
}

TEST(ProbeVerdict, NeverKeepsAnErrorCodeThatIsNone) {
  EXPECT_EQ(at_token(400, R"({"error":"hush-hush"})").error, "?");
}

TEST(ProbeVerdict, OfARequestThatIsNoneOfOAuthNeedsNoBody) {
  for (const int status : {404, 405, 413, 414, 415, 431})
    EXPECT_EQ(at_token(status, "").verdict, ProbeVerdict::refused) << status;
  EXPECT_EQ(at_token(405, R"({"access_token":"x"})").verdict, ProbeVerdict::refused_strangely);
  EXPECT_EQ(at_token(400, "").verdict, ProbeVerdict::refused_strangely);
}

TEST(ProbeVerdict, OfAServersMistakeIsAnError) {
  EXPECT_EQ(at_token(500, R"({"error":"server_error"})").verdict, ProbeVerdict::error);
  EXPECT_EQ(at_token(499, R"({"error":"server_error"})").verdict, ProbeVerdict::refused);
  EXPECT_EQ(broken(Trouble::Kind::bad_answer).verdict, ProbeVerdict::error);
  EXPECT_EQ(broken(Trouble::Kind::unreachable).verdict, ProbeVerdict::error);
  EXPECT_EQ(broken(Trouble::Kind::timeout).verdict, ProbeVerdict::hang);
  EXPECT_EQ(broken(Trouble::Kind::timeout).status, 0);
}

TEST(ProbeVerdict, OfRevocationIsAcceptedWithoutABody) {
  EXPECT_EQ(at(ProbeEndpoint::revoke, 200, "").verdict, ProbeVerdict::accepted);
  EXPECT_EQ(at(ProbeEndpoint::revoke, 400, R"({"error":"unsupported_token_type"})").verdict,
            ProbeVerdict::refused);
  EXPECT_EQ(at(ProbeEndpoint::revoke, 200, "<html>", {}).verdict, ProbeVerdict::refused_strangely);
}

TEST(ProbeVerdict, OfIntrospectionKnowsWhetherATokenIsActive) {
  const ProbeAnswer active = at(ProbeEndpoint::introspect, 200, R"({"active":true,"sub":"hush"})");
  EXPECT_EQ(active.verdict, ProbeVerdict::accepted);
  EXPECT_EQ(active.facts.front(), std::pair(std::string("active"), std::string("true")));
  EXPECT_EQ(at(ProbeEndpoint::introspect, 200, R"({"active":"perhaps"})").verdict,
            ProbeVerdict::refused_strangely);
  EXPECT_EQ(at(ProbeEndpoint::introspect, 200, "{}").verdict, ProbeVerdict::refused_strangely);
}

TEST(ProbeVerdict, OfAnAuthorizationRequestGoesByWhereItLeads) {
  EXPECT_EQ(redirected("/setup/secur/RemoteAccessAuthorizationPage.apexp?source=hush").verdict,
            ProbeVerdict::accepted);
  EXPECT_EQ(redirected("/error?error=invalid_scope").verdict, ProbeVerdict::refused);
  EXPECT_EQ(redirected(std::string(kCallback) + "?error=access_denied&state=s").verdict,
            ProbeVerdict::refused);
  EXPECT_EQ(redirected(std::string(kCallback) + "?code=x&state=s").verdict, ProbeVerdict::accepted);
  EXPECT_EQ(redirected("https://evil.example/?error=access_denied").verdict,
            ProbeVerdict::refused_strangely);
  EXPECT_EQ(redirected(std::string(kCallback) + ".evil.example/?code=x").facts.front().second,
            "another address");
  EXPECT_EQ(at(ProbeEndpoint::authorize, 400, "error=redirect_uri_mismatch", {}).error,
            "redirect_uri_mismatch");
  EXPECT_EQ(at(ProbeEndpoint::authorize, 200, "<html>log in</html>", {}).verdict,
            ProbeVerdict::accepted);
  EXPECT_EQ(at(ProbeEndpoint::authorize, 200, "<html>error=x</html>", {}).verdict,
            ProbeVerdict::refused_strangely);
}

TEST(ProbeVerdict, ComparesTheState) {
  const auto state = [](const std::string& query) {
    std::string code;
    return observe_callback(asked(ProbeEndpoint::authorize), std::string(kCallback) + query, &code)
        .facts.back()
        .second;
  };
  EXPECT_EQ(state("?code=x&state=s"), "as sent");
  EXPECT_EQ(state("?code=x&state=S"), "another");
  EXPECT_EQ(state("?code=x"), "none");
}

TEST(ProbeDifferences, AreNamedEachOnce) {
  const ProbeAnswer good = at_token(200, R"({"access_token":"x","scope":"api"})");
  const ProbeAnswer wider = at_token(200, R"({"access_token":"y","scope":"api full"})");
  EXPECT_THAT(differences(good, good, false), IsEmpty());
  EXPECT_THAT(differences(wider, good, false), ElementsAre("scope"));
  EXPECT_THAT(differences(wider, good, true), IsEmpty());
  const ProbeAnswer refused = at_token(401, R"({"error":"invalid_client"})");
  EXPECT_THAT(differences(refused, at_token(400, R"({"error":"invalid_client"})"), false),
              ElementsAre("status"));
  EXPECT_THAT(differences(refused, at_token(401, R"({"error":"invalid_grant"})"), true),
              ElementsAre("error"));
}

// Whatever servers answer, what they made up is not in what is told.
TEST(ProbeReport, HoldsNoValueThatAServerMadeUp) {
  ProbeResult result;
  result.target = "http://127.0.0.1:1";
  const std::string body =
      R"({"access_token":"hush-hush","refresh_token":"hush-too","error_hush":"1"})";
  for (const ProbeAnswer& seen :
       {at_token(200, body), at_token(400, R"({"error":"hush","error_description":"hush"})"),
        redirected("https://hush.example/?code=hush"), redirected("/page?source=hush"),
        redirected(std::string(kCallback) + "?code=hush&state=hush")})
    result.rows.push_back({&probe_list().front(), seen, at_token(200, ""), {"verdict", "members"}});
  for (const std::string& text :
       {dump_json(probe_json(result, "1")), probe_junit(result, "1"), probe_summary(result, 10)}) {
    EXPECT_THAT(text, Not(HasSubstr("hush-"))) << text;
    EXPECT_THAT(text, Not(HasSubstr("=hush"))) << text;
    EXPECT_THAT(text, Not(HasSubstr("hush.example"))) << text;
  }
}

TEST(ProbeReport, TellsDifferencesThatAreAlikeOnce) {
  ProbeResult result;
  for (size_t at = 0; at < 5; ++at)
    result.rows.push_back(
        {&probe_list()[at], at_token(200, ""), at_token(200, "x"), {"written as"}});
  result.chosen = 5;
  const std::string text = probe_summary(result, 10);
  EXPECT_THAT(text, HasSubstr(probe_list()[0].id + ": sent "));
  EXPECT_THAT(text, HasSubstr("and 4 more alike: " + probe_list()[1].id));
  EXPECT_THAT(text, Not(HasSubstr(probe_list()[4].id)));
  EXPECT_THAT(text, HasSubstr("Different from the mock: 5."));
}

}  // namespace
}  // namespace rehearse::harness
