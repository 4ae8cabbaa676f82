// The lineage of what really happened: who ended what, and no token in any of its forms.
#include <gmock/gmock.h>

#include "harness/report/lineage.h"
#include "harness/report/lineage_svg.h"
#include "harness/report/lineage_text.h"
#include "mocks/core/text.h"
#include "mocks/core/xml.h"
#include "tests/support/verbs_on_mocks.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LineageOnMocks : public testing::VerbsOnMocks {
 protected:
  void remember() {
    for (const char* name : {"code", "verifier", "access_token", "refresh_token"}) {
      if (!given_[name].empty()) secrets_.push_back(given_[name]);
    }
  }
  void step(std::string_view verb, const Json& arguments = Json::object()) {
    good(verb, arguments);
    remember();
  }
  std::string document() {
    const auto answer = stage_.target->control("GET", "/lineage");
    EXPECT_TRUE(answer.ok());
    return answer ? answer.value().json : std::string();
  }
  Lineage read() {
    auto lineage = read_lineage(document());
    EXPECT_TRUE(lineage.ok()) << (lineage ? "" : lineage.error());
    return lineage ? std::move(lineage).value() : Lineage{};
  }

  std::vector<std::string> secrets_{};
};

TEST_F(LineageOnMocks, ACascadeIsToldWithThePresentationThatBeganIt) {
  step("setup.app", {{"settings", {{"isRefreshTokenRotationEnabled", true}}}});
  step("client.authorize");
  step("client.exchange");
  const std::string first = given_["refresh_token"];
  step("client.use");
  step("client.refresh", {{"from", "52.5.142.59"}});
  bad("refresh_token_replayed", "client.refresh",
      {{"refresh_token", first}, {"from", "203.0.113.9"}});
  const Lineage lineage = read();
  ASSERT_EQ(lineage.grants.size(), 1U);
  const LineageGrant& grant = lineage.grants.front();
  const std::string id = grant.id;
  EXPECT_EQ(grant.app, "Workato rehearsal");
  EXPECT_EQ(grant.user, "user@rehearsal.test");
  EXPECT_EQ(grant.ended, "refresh_token_replayed");
  EXPECT_EQ(grant.ended_by, id + ".r0");
  EXPECT_EQ(grant.ending.by, "203.0.113.9");
  EXPECT_EQ(grant.ending.how, "refresh");
  ASSERT_EQ(grant.refresh.size(), 2U);
  EXPECT_TRUE(grant.refresh[0].retired_at.has_value());
  EXPECT_EQ(grant.refresh[0].ended, "");
  EXPECT_EQ(grant.refresh[1].issued_to, "52.5.142.59");
  EXPECT_EQ(grant.refresh[1].ended, "refresh_token_replayed");
  ASSERT_EQ(grant.access.size(), 2U);
  EXPECT_EQ(grant.access[0].beside, id + ".r0");
  EXPECT_EQ(grant.access[0].used.how, "use");
  EXPECT_EQ(grant.access[1].ended, "refresh_token_replayed");
  const LineageCode* code = lineage.code_of(grant);
  ASSERT_NE(code, nullptr);
  EXPECT_TRUE(code->spent.at.has_value());
  EXPECT_FALSE(code->spent.by.empty());

  ASSERT_EQ(secrets_.size(), 6U) << "code, verifier, and two tokens twice";
  const std::string all = document() + lineage_text(lineage) + lineage_svg(lineage);
  for (const std::string& secret : secrets_) EXPECT_THAT(all, Not(HasSubstr(secret)));
  EXPECT_TRUE(parse_xml(lineage_svg(lineage)).ok());
}

TEST_F(LineageOnMocks, AReplayedCodeIsToldWithWhoReplayedIt) {
  step("setup.app");
  step("client.authorize");
  const std::string code = given_["code"];
  step("client.exchange");
  bad("code_replayed", "client.exchange", {{"code", code}, {"from", "203.0.113.9"}});
  const Lineage lineage = read();
  ASSERT_EQ(lineage.grants.size(), 1U);
  const LineageGrant& grant = lineage.grants.front();
  EXPECT_EQ(grant.ended_by, grant.code);
  EXPECT_EQ(grant.ending.how, "exchange");
  const LineageCode* told = lineage.code_of(grant);
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->replays, 1);
  EXPECT_EQ(told->replayed.by, "203.0.113.9");
}

TEST_F(LineageOnMocks, IntrospectingAndRevokingArePresentationsToo) {
  get_tokens();
  const std::string refresh = given_["refresh_token"];
  good("client.introspect", {{"token", refresh}});
  EXPECT_EQ(read().grants.front().refresh.front().used.how, "introspect");
  good("client.revoke", {{"token", refresh}});
  const LineageGrant grant = read().grants.front();
  EXPECT_EQ(grant.ended_by, grant.id + ".r0");
  EXPECT_EQ(grant.ending.how, "revoke");
}

// Nobody presented anything: an administrator ended it.
TEST_F(LineageOnMocks, AnAdministratorsEndHasNoPresentation) {
  get_tokens();
  good("clock.advance", {{"by", "1h"}});
  good("app.end", {{"how", "revoked"}});
  const LineageGrant grant = read().grants.front();
  EXPECT_EQ(grant.ended, "grant_revoked_by_admin");
  EXPECT_EQ(grant.ended_by, "");
}

TEST_F(LineageOnMocks, AnAccessTokenWhoseTimeIsOverHasEndedThen) {
  get_tokens();
  good("clock.advance", {{"by", "2h"}});
  EXPECT_EQ(read().grants.front().access.front().ended, "");
  good("clock.advance", {{"by", "1s"}});
  const LineageToken token = read().grants.front().access.front();
  EXPECT_EQ(token.ended, "access_token_expired");
  EXPECT_EQ(token.ended_at, token.expires_at);
}

}  // namespace
}  // namespace rehearse::harness
