#include <gtest/gtest.h>

#include "mocks/core/crypto.h"
#include "tests/support/org_site.h"
#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

using std::chrono::days;

// StagedBench is a token bench whose app has a staged pair beside its main one.
class StagedBench : public TokenBench {
 public:
  StagedBench() {
    auto tx = org.begin();
    EXPECT_TRUE(tx.apps().stage(app_id, user_id, now).ok());
    const salesforce::StagedCredentials* pair = tx.apps().staged(app_id, now);
    staged_key = pair->key.value;
    staged_secret = pair->secret.value;
  }
  // The requests that follow come with the other pair.
  void change_over() {
    std::swap(key, staged_key);
    std::swap(secret, staged_secret);
  }
  void rotate() { EXPECT_TRUE(org.begin().apps().rotate_staged(app_id, now).ok()); }
  void delete_staged() { EXPECT_TRUE(org.begin().apps().remove_staged(app_id, now)); }
  Answer introspect(const std::string& token) {
    return post_to(salesforce::introspect,
                   {{"token", token}, {"client_id", key}, {"client_secret", secret}});
  }

  std::string staged_key{}, staged_secret{};
};

TEST(StagedOauth, BothPairsServeEveryEndpoint) {
  StagedBench bench;
  for (int pair = 0; pair < 2; ++pair) {
    const Answer connected = bench.connect();
    EXPECT_EQ(connected.reason, "");
    const Answer refreshed = bench.refresh(connected.text("refresh_token"));
    EXPECT_EQ(refreshed.reason, "");
    EXPECT_EQ(bool_member(bench.introspect(refreshed.text("access_token")).json, "active"), true);
    bench.change_over();
  }
}

TEST(StagedOauth, AKeyGoesWithItsOwnSecretAlone) {
  StagedBench bench;
  const std::string token = bench.connect().text("refresh_token");
  std::swap(bench.secret, bench.staged_secret);
  EXPECT_EQ(bench.refresh(token).reason, "secret_wrong");
  std::swap(bench.key, bench.staged_key);
  std::swap(bench.secret, bench.staged_secret);
  EXPECT_EQ(bench.refresh(token).reason, "secret_wrong");
}

TEST(StagedOauth, BasicCredentialsMayBeEscaped) {
  StagedBench bench;
  bench.change_over();
  std::string escaped;
  for (const char character : bench.key) {
    escaped += character == '.' ? "%2E" : character == '_' ? "%5F" : std::string(1, character);
  }
  wire::RequestParts parts = bench.parts("/services/oauth2/token");
  parts.headers.push_back(
      {"Authorization", "Basic " + base64_encode(escaped + ":" + bench.secret, Base64::standard)});
  const wire::WireRequest request =
      wire::make_form_post(parts, {{"grant_type", "authorization_code"},
                                   {"code", bench.code()},
                                   {"redirect_uri", "https://www.workato.com/oauth/callback"}});
  EXPECT_EQ(bench.ask(salesforce::token, request).reason, "");
}

TEST(StagedOauth, GrantsBelongToTheAppWhicheverPairOpenedThem) {
  StagedBench bench;
  const std::string code = bench.code();
  std::string token = bench.connect().text("refresh_token");
  bench.change_over();
  EXPECT_EQ(bench.exchange(code).reason, "");
  token = bench.refresh(token).text("refresh_token");
  bench.rotate();
  token = bench.refresh(token).text("refresh_token");
  bench.change_over();
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(StagedOauth, TheAnswerIsSignedWithTheSecretThatWasUsed) {
  StagedBench bench;
  bench.change_over();
  const Answer answer = bench.connect();
  const Digest signature = hmac_sha256(bench.secret, answer.text("id") + answer.text("issued_at"));
  EXPECT_EQ(answer.text("signature"), base64_encode(signature, Base64::standard));
}

TEST(StagedOauth, TheFormerPairWorksUntilItsThirtyDaysEnd) {
  StagedBench bench;
  const std::string token = bench.connect().text("refresh_token");
  bench.now += days(5);
  bench.rotate();
  bench.now += days(30);
  const Answer last = bench.refresh(token);
  EXPECT_EQ(last.reason, "");
  bench.now += Duration(1);
  const Answer late = bench.refresh(last.text("refresh_token"));
  EXPECT_EQ(late.status, 400);
  EXPECT_EQ(late.text("error"), "invalid_client_id");
  EXPECT_EQ(late.reason, "staged_key_expired");
  bench.change_over();
  EXPECT_EQ(bench.refresh(last.text("refresh_token")).reason, "");
}

TEST(StagedOauth, AStagedPairNobodyPromotedEndsAfterThirtyDays) {
  StagedBench bench;
  bench.change_over();
  bench.now += days(30);
  EXPECT_EQ(bench.connect().reason, "");
  bench.now += Duration(1);
  EXPECT_EQ(bench.exchange(bench.code()).reason, "staged_key_expired");
  bench.now -= days(10);
  EXPECT_EQ(bench.exchange(bench.code()).reason, "staged_key_expired");
}

TEST(StagedOauth, DeletingTheFormerPairEndsItAtOnceButNotTheGrant) {
  StagedBench bench;
  const std::string token = bench.connect().text("refresh_token");
  bench.rotate();
  bench.delete_staged();
  const Answer refused = bench.refresh(token);
  EXPECT_EQ(refused.text("error"), "invalid_client_id");
  EXPECT_EQ(refused.reason, "staged_key_deleted");
  EXPECT_EQ(bench.introspect(token).reason, "staged_key_deleted");
  bench.change_over();
  EXPECT_EQ(bench.refresh(token).reason, "");
}

TEST(StagedOauth, ADeletedAppTakesItsStagedKeyAlong) {
  StagedBench bench;
  bench.change_over();
  const std::string code = bench.code();
  EXPECT_TRUE(bench.org.begin().apps().remove(bench.app_id));
  EXPECT_EQ(bench.exchange(code).reason, "client_unknown");
}

TEST(StagedOauth, TheBuiltInAppHasNoPairToStage) {
  TokenBench bench;
  auto tx = bench.org.begin();
  const AppId cli = tx.apps().find_by_name("PlatformCLI")->id;
  const auto staged = tx.apps().stage(cli, bench.user_id, bench.now);
  ASSERT_FALSE(staged.ok());
  EXPECT_EQ(staged.error()->name, "connect_app_unknown");
}

TEST(StagedOauth, OnlySoManyFormerKeysAreRemembered) {
  TokenBench bench;
  auto tx = bench.org.begin();
  std::vector<ClientId> keys;
  for (size_t round = 0; round <= salesforce::Apps::kRetiredKept; ++round) {
    ASSERT_TRUE(tx.apps().stage(bench.app_id, bench.user_id, bench.now).ok());
    keys.push_back(tx.apps().staged(bench.app_id, bench.now)->key);
    ASSERT_TRUE(tx.apps().remove_staged(bench.app_id, bench.now));
  }
  EXPECT_EQ(tx.apps().why_retired(keys[0]), nullptr);
  EXPECT_EQ(tx.apps().why_retired(keys[1])->name, "staged_key_deleted");
  EXPECT_EQ(tx.apps().why_retired(keys.back())->name, "staged_key_deleted");
}

}  // namespace
}  // namespace rehearse::testing

namespace rehearse::salesforce {
namespace {

constexpr const char* kCallback = "https://www.workato.com/oauth/callback";

TEST(StagedAuthorize, TheStagedKeyAuthorizesUntilItIsGone) {
  OrgSite site;
  const App app = site.create_app();
  std::string key;
  {
    auto tx = site.org.begin();
    ASSERT_TRUE(tx.apps().stage(app.id, UserId("005"), site.now).ok());
    key = tx.apps().staged(app.id, site.now)->key.value;
  }
  site.log_in();
  const std::string target =
      "/services/oauth2/authorize?" +
      wire::encode_form(
          {{"response_type", "code"}, {"client_id", key}, {"redirect_uri", kCallback}});
  const auto asked = site.get(target);
  EXPECT_EQ(asked.reason, "");
  const std::string page = asked.location();
  EXPECT_EQ(site.get(page).response.status, 200);
  ASSERT_TRUE(site.org.begin().apps().remove_staged(app.id, site.now));
  // The person was still making up their mind.
  EXPECT_EQ(site.get(page).reason, "staged_key_deleted");
  const auto late = site.get(target);
  EXPECT_EQ(late.response.status, 400);
  EXPECT_EQ(late.response.body,
            "error=invalid_client_id&error_description=client%20identifier%20invalid");
  EXPECT_EQ(late.reason, "staged_key_deleted");
  // Another mistake of the same request is told first.
  EXPECT_NE(site.get(target + "&state=a&state=b").reason, "staged_key_deleted");
}

}  // namespace
}  // namespace rehearse::salesforce
