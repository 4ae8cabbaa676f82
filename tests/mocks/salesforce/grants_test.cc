#include "mocks/salesforce/org/grants.h"

#include <gtest/gtest.h>

#include <set>

#include <nlohmann/json.hpp>
#include "mocks/core/json.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {
namespace {

const AppId kApp("0xI000000000001AAA");
const UserId kUser("005000000000001AAA");
constexpr TimePoint kNow = kRunStart;

CodeRequest request(std::vector<std::string> scopes = {"api", "refresh_token"}) {
  CodeRequest code;
  code.app = kApp;
  code.user = kUser;
  code.redirect_uri = "https://www.workato.com/oauth/callback";
  code.scopes = std::move(scopes);
  return code;
}

Tokens connect(Grants& grants, std::vector<std::string> scopes = {"api", "refresh_token"}) {
  const auto code = grants.issue_code(request(std::move(scopes)), kNow);
  return grants.redeem_code(grants.find_code(code.value).id, {}, 5, kNow);
}

std::string why(Grants& grants, const AccessToken& token) {
  const auto access = grants.find_access(token.value, kNow);
  return access ? std::string() : std::string(access.error()->name);
}

TEST(Grants, TheSameSeedGivesTheSameTokensAndAnotherDoesNotKnowThem) {
  Grants first(1, "00D000000000001AAA"), same(1, "00D000000000001AAA"),
      other(2, "00D000000000001AAA");
  const Tokens tokens = connect(first);
  EXPECT_EQ(connect(same).refresh, tokens.refresh);
  connect(other);
  EXPECT_EQ(other.find_refresh(tokens.refresh.value).id, 0U);
  EXPECT_EQ(why(other, tokens.access), "access_token_unknown");
}

TEST(Grants, TokensNeverRepeat) {
  Grants grants(1, "00D000000000001AAA");
  std::set<std::string> seen;
  const Tokens opened = connect(grants);
  seen.insert(opened.refresh.value);
  seen.insert(opened.access.value);
  for (int round = 0; round < 1'000; ++round) {
    const Tokens tokens = grants.refresh(opened.grant, {.rotate = true}, kNow);
    ASSERT_TRUE(seen.insert(tokens.refresh.value).second);
    ASSERT_TRUE(seen.insert(tokens.access.value).second);
  }
}

TEST(Grants, EveryRetiredGenerationIsRecognised) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens opened = connect(grants);
  for (int round = 0; round < 100; ++round) grants.refresh(opened.grant, {.rotate = true}, kNow);
  const FoundRefresh found = grants.find_refresh(opened.refresh.value);
  EXPECT_EQ(found.generation, 0U);
  ASSERT_NE(found.grant, nullptr);
  EXPECT_EQ(found.grant->generation, 100U);
}

TEST(Grants, AnyChangedCharacterMakesATokenUnknown) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens tokens = connect(grants);
  for (size_t at = 0; at < tokens.refresh.value.size(); ++at) {
    std::string changed = tokens.refresh.value;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    ASSERT_EQ(grants.find_refresh(changed).id, 0U) << at;
  }
  for (size_t at = 0; at < tokens.access.value.size(); ++at) {
    std::string changed = tokens.access.value;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    ASSERT_EQ(why(grants, AccessToken(changed)), "access_token_unknown") << at;
  }
}

TEST(Grants, RevokedAccessTokensStayDeadBeyondTheListsBound) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens opened = connect(grants);
  std::vector<AccessToken> revoked{opened.access};
  grants.revoke_access(opened.grant, 1, kNow);
  for (uint32_t number = 2; number <= 200; ++number) {
    revoked.push_back(grants.refresh(opened.grant, {}, kNow).access);
    grants.revoke_access(opened.grant, number, kNow);
  }
  for (const AccessToken& token : revoked) EXPECT_NE(why(grants, token), "");
  EXPECT_LE(grants.find(opened.grant)->dead_access.size(), 33U);
  EXPECT_EQ(why(grants, grants.refresh(opened.grant, {}, kNow).access), "");
}

TEST(Grants, EndedGrantsAreKeptUpToABound) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens first = connect(grants);
  grants.revoke_grant(first.grant, oauth::reason::grant_revoked_by_admin, kNow);
  EXPECT_EQ(why(grants, first.access), "grant_revoked_by_admin");
  for (size_t count = 0; count < Grants::kGrantsEnded; ++count) {
    grants.revoke_grant(connect(grants).grant, oauth::reason::grant_revoked_by_admin, kNow);
  }
  EXPECT_EQ(why(grants, first.access), "grant_forgotten");
  EXPECT_NE(grants.find_refresh(first.refresh.value).id, 0U);
}

TEST(Grants, GrantsWithoutRefreshTokenAreKeptUpToABound) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens first = connect(grants, {"api"});
  for (size_t count = 1; count < Grants::kBearersKept; ++count) connect(grants, {"api"});
  EXPECT_EQ(why(grants, first.access), "");
  connect(grants, {"api"});
  EXPECT_EQ(why(grants, first.access), "grant_dropped");
}

TEST(Grants, CodesAreKeptUpToABoundAndAReplayIsStillKnown) {
  Grants grants(1, "00D000000000001AAA");
  const std::string code = grants.issue_code(request(), kNow).value;
  grants.redeem_code(grants.find_code(code).id, {}, 5, kNow);
  for (size_t count = 0; count < Grants::kCodesKept; ++count) grants.issue_code(request(), kNow);
  const FoundCode found = grants.find_code(code);
  EXPECT_EQ(found.code, nullptr);
  ASSERT_NE(grants.find(found.id), nullptr);
}

TEST(Grants, RevokingAUserVoidsWaitingCodesAndApprovals) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens tokens = connect(grants);
  const std::string code = grants.issue_code(request(), kNow).value;
  grants.remember_approval(kUser, kApp, {"api"}, 5);
  const Reason& why_ended = oauth::reason::grant_revoked_by_password_reset;
  EXPECT_EQ(grants.revoke_of_user(kUser, why_ended, kNow), 1U);
  EXPECT_EQ(why(grants, tokens.access), "grant_revoked_by_password_reset");
  EXPECT_EQ(grants.find_code(code).code->spent, &why_ended);
  EXPECT_FALSE(grants.has_approved(kUser, kApp, {"api"}));
  EXPECT_EQ(grants.revoke_of_user(kUser, why_ended, kNow), 0U);
}

TEST(Grants, ApprovalsCoverTheirScopesAndGoWithTheLastGrantThatRestsOnThem) {
  Grants grants(1, "00D000000000001AAA");
  grants.remember_approval(kUser, kApp, {"refresh_token", "api"}, 5);
  EXPECT_TRUE(grants.has_approved(kUser, kApp, {"api", "refresh_token"}));
  EXPECT_TRUE(grants.has_approved(kUser, kApp, {"api"}));
  EXPECT_FALSE(grants.has_approved(kUser, kApp, {"web"}));
  EXPECT_FALSE(grants.has_approved(UserId("005x"), kApp, {"api"}));
  const Tokens one = connect(grants), two = connect(grants);
  grants.revoke_grant(one.grant, oauth::reason::grant_revoked_by_client, kNow);
  EXPECT_TRUE(grants.has_approved(kUser, kApp, {"api"}));
  grants.revoke_grant(two.grant, oauth::reason::grant_revoked_by_client, kNow);
  EXPECT_FALSE(grants.has_approved(kUser, kApp, {"api"}));
}

TEST(Grants, SessionTokensAreBearersWithoutAnApp) {
  Grants grants(1, "00D000000000001AAA");
  const AccessToken token = grants.open_session_token(kUser, std::chrono::hours(2), kNow);
  const auto access = grants.find_access(token.value, kNow + std::chrono::hours(2));
  ASSERT_TRUE(access.ok());
  EXPECT_TRUE(access.value().app.empty());
  EXPECT_EQ(access.value().user, kUser);
}

TEST(Lineage, TellsWhoBegatWhomAndWhyItEndedWithoutAnyValue) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens opened = connect(grants);
  const Tokens second = grants.refresh(opened.grant, {.rotate = true}, kNow);
  grants.note_refused(opened.grant, 0, oauth::reason::refresh_token_replayed, kNow);
  grants.revoke_grant(opened.grant, oauth::reason::refresh_token_replayed, kNow);
  const std::string text = grants.lineage();
  for (const std::string& value :
       {opened.refresh.value, opened.access.value, second.refresh.value, second.access.value})
    EXPECT_EQ(text.find(value), std::string::npos);
  const auto json = parse_json(text);
  ASSERT_TRUE(json.ok());
  const Json& grant = json.value().at("grants").at(0);
  EXPECT_EQ(string_member(grant, "id"), "g1");
  EXPECT_EQ(string_member(grant, "code"), "c1");
  EXPECT_EQ(string_member(grant, "ended"), "refresh_token_replayed");
  EXPECT_EQ(string_member(grant.at("refresh_token"), "id"), "g1.r1");
  EXPECT_EQ(string_member(grant.at("refresh_token"), "parent"), "g1.r0");
  EXPECT_EQ(grant.at("events").size(), 4U);
  EXPECT_EQ(string_member(grant.at("events").at(2), "refresh_token"), "g1.r0");
}

TEST(Usage, ListsTheLiveGrantsOfAnApp) {
  Grants grants(1, "00D000000000001AAA");
  const Tokens one = connect(grants), two = connect(grants);
  grants.revoke_grant(one.grant, oauth::reason::grant_revoked_by_admin, kNow);
  const auto live = grants.of_app(kApp);
  ASSERT_EQ(live.size(), 1U);
  EXPECT_EQ(live.front()->id, two.grant);
}

}  // namespace
}  // namespace rehearse::salesforce
