#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/signer.h"
#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

using signing::right_signer;
using signing::wrong_signer;
using std::chrono_literals::operator""min;
using ::testing::ElementsAre;

constexpr std::string_view kGrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

// JwtBench is an org with an app that holds a certificate and is pre-authorized for everybody.
struct JwtBench : TokenBench {
  JwtBench() {
    edit_app([](auto& settings) {
      settings.certificate = right_signer().certificate;
      settings.permitted_users = oauth::PermittedUsers::admin_approved_pre_authorized;
      settings.pre_authorized_profiles = {"Standard User", "System Administrator"};
    });
  }
  Json claims() const {
    return {{"iss", key},
            {"sub", "user@rehearsal.test"},
            {"aud", origin},
            {"exp", (now + 3min).time_since_epoch().count() / 1'000}};
  }
  Answer ask(const std::string& assertion, wire::Fields more = {}) {
    wire::Fields form{{"grant_type", std::string(kGrantType)}, {"assertion", assertion}};
    form.insert(form.end(), more.begin(), more.end());
    return post(form);
  }
  Answer ask(const Json& with_claims) { return ask(right_signer().sign(with_claims)); }
  Answer ask() { return ask(claims()); }
  std::vector<std::string> statuses() {
    std::vector<std::string> seen;
    auto tx = org.begin();
    for (const salesforce::HistoryRow& row : tx.history().logins()) seen.push_back(row.status);
    return seen;
  }
};

TEST(JwtBearerGrant, GivesAnAccessTokenAndNothingToRefreshItWith) {
  JwtBench bench;
  const Answer answer = bench.ask();
  ASSERT_EQ(answer.reason, "");
  EXPECT_EQ(answer.status, 200);
  std::vector<std::string> names;
  for (const auto& [name, value] : answer.json.items()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("access_token", "scope", "instance_url", "id", "token_type"));
  EXPECT_EQ(answer.text("scope"), "api refresh_token id");
  EXPECT_EQ(answer.text("token_type"), "Bearer");
  EXPECT_EQ(answer.text("instance_url"), bench.origin);
  EXPECT_TRUE(answer.text("id").starts_with("https://login.salesforce.com/id/"));
  EXPECT_TRUE(answer.text("id").ends_with(bench.user_id.value));
  EXPECT_EQ(bench.why_dead(answer.text("access_token")), "");
}

TEST(JwtBearerGrant, GivesJwtBasedTokensWhereTheAppSaysSo) {
  JwtBench bench;
  bench.edit_app([](auto& settings) { settings.is_named_user_jwt_enabled = true; });
  EXPECT_EQ(bench.ask().text("token_format"), "jwt");
}

TEST(JwtBearerGrant, NeedsNeitherClientIdNorSecretButValidatesWhatIsSent) {
  JwtBench bench;
  const std::string assertion = right_signer().sign(bench.claims());
  EXPECT_EQ(bench.ask(assertion, {{"client_id", bench.key}}).reason, "");
  EXPECT_EQ(
      bench.ask(assertion, {{"client_id", bench.key}, {"client_secret", bench.secret}}).reason, "");
  EXPECT_EQ(bench.ask(assertion, {{"client_secret", "WRONG"}}).reason, "secret_wrong");
  const Answer other = bench.ask(assertion, {{"client_id", "PlatformCLI"}});
  EXPECT_EQ(other.reason, "jwt_client_mismatch");
  EXPECT_EQ(other.text("error"), "invalid_client_id");
}

TEST(JwtBearerGrant, IsRefusedWithoutAReadableAssertion) {
  JwtBench bench;
  EXPECT_EQ(bench.post({{"grant_type", std::string(kGrantType)}}).reason, "jwt_missing");
  EXPECT_EQ(bench.ask(std::string("x.y.z")).reason, "jwt_malformed");
  Json claims = bench.claims();
  claims.erase("iss");
  EXPECT_EQ(bench.ask(claims).reason, "jwt_issuer_missing");
  claims["iss"] = "3MVG9nobody";
  const Answer unknown = bench.ask(claims);
  EXPECT_EQ(unknown.reason, "client_unknown");
  EXPECT_EQ(unknown.text("error_description"), "client identifier invalid");
}

TEST(JwtBearerGrant, TakesNoScopeParameter) {
  JwtBench bench;
  const Answer answer = bench.ask(right_signer().sign(bench.claims()), {{"scope", "api"}});
  EXPECT_EQ(answer.reason, "scope_parameter_refused");
  EXPECT_EQ(answer.text("error"), "invalid_request");
  EXPECT_EQ(answer.text("error_description"), "scope parameter not supported");
}

TEST(JwtBearerGrant, FindsTheUserWithoutRegardToCase) {
  JwtBench bench;
  Json claims = bench.claims();
  claims["sub"] = "USER@Rehearsal.Test";
  EXPECT_EQ(bench.ask(claims).reason, "");
  claims["sub"] = "nobody@rehearsal.test";
  EXPECT_EQ(bench.ask(claims).reason, "jwt_user_unknown");
  claims.erase("sub");
  EXPECT_EQ(bench.ask(claims).reason, "jwt_subject_missing");
}

TEST(JwtBearerGrant, IsForTheHostsOfThisOrg) {
  JwtBench bench;
  Json claims = bench.claims();
  for (const char* audience : {"https://login.salesforce.com", "https://login.salesforce.com/",
                               "https://rehearsal-dev-ed.develop.my.salesforce.com"}) {
    claims["aud"] = audience;
    EXPECT_EQ(bench.ask(claims).reason, "") << audience;
  }
  claims["aud"] = "https://test.salesforce.com";
  const Answer sandbox = bench.ask(claims);
  EXPECT_EQ(sandbox.reason, "jwt_audience_wrong");
  EXPECT_EQ(sandbox.text("error_description"), "audience is invalid");
  claims["aud"] = "http://127.0.0.1:8080";
  EXPECT_EQ(bench.ask(claims).reason, "jwt_audience_wrong");
  bench.origin = "http://127.0.0.1:8080";  // as `rehearse serve` is reached
  EXPECT_EQ(bench.ask(claims).reason, "");
}

TEST(JwtBearerGrant, ALocalAppIsUnknownUnderTheLoginHosts) {
  JwtBench bench;
  bench.origin = "https://login.salesforce.com";
  const Answer answer = bench.ask();
  EXPECT_EQ(answer.reason, "app_not_in_org");
  EXPECT_EQ(answer.text("error"), "app_not_found");
  bench.edit_app(
      [](auto& settings) { settings.distribution_state = oauth::DistributionState::packaged; });
  EXPECT_EQ(bench.ask().reason, "");
}

TEST(JwtBearerGrant, AUserWhoOnceApprovedIsApprovedUntilTheirAccessIsRevoked) {
  JwtBench bench;
  bench.edit_app([](auto& settings) {
    settings.permitted_users = oauth::PermittedUsers::all_self_authorized;
  });
  EXPECT_EQ(bench.ask().reason, "jwt_user_not_approved");
  {
    auto tx = bench.org.begin();
    tx.grants().remember_approval(bench.user_id, bench.app_id, {"api"}, 5);
    tx.grants().remember_approval(bench.user_id, bench.app_id, {"id", "api"}, 5);
  }
  const Answer answer = bench.ask();
  EXPECT_EQ(answer.reason, "");
  EXPECT_EQ(answer.text("scope"), "api id");
  const std::string token = answer.text("access_token");
  bench.org.begin().grants().revoke_of_user_and_app(
      bench.user_id, bench.app_id, oauth::reason::grant_revoked_by_admin, bench.now);
  EXPECT_EQ(bench.why_dead(token), "grant_revoked_by_admin");
  EXPECT_EQ(bench.ask().reason, "jwt_user_not_approved");
}

TEST(JwtBearerGrant, AdmitsPreAuthorizedPermissionSets) {
  JwtBench bench;
  bench.edit_app([](auto& settings) {
    settings.pre_authorized_profiles.clear();
    settings.pre_authorized_permission_sets = {"Workato"};
  });
  const Answer closed = bench.ask();
  EXPECT_EQ(closed.reason, "user_not_preauthorized");
  EXPECT_EQ(closed.text("error"), "invalid_app_access");
  bench.org.begin().users().edit("user@rehearsal.test")->permission_sets = {"Workato"};
  EXPECT_EQ(bench.ask().reason, "");
}

TEST(JwtBearerGrant, TheRefreshTokenAllowlistDoesNotRestrictIt) {
  JwtBench bench;
  bench.edit_app([](auto& settings) { settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.4", ""}}; });
  EXPECT_EQ(bench.ask().reason, "");
}

TEST(JwtBearerGrant, NoIpRelaxationLiftsTheRangesOfTheProfile) {
  JwtBench bench;
  bench.peer = "192.0.2.10";
  bench.org.begin().profiles().edit("Standard User")->login.ip_ranges = {{"10.0.0.1", "10.0.0.4"}};
  bench.edit_app([](auto& settings) { settings.ip_relaxation = oauth::IpRelaxation::bypass; });
  Json claims = bench.claims();
  claims["jti"] = "one";
  const Answer refused = bench.ask(claims);
  EXPECT_EQ(refused.reason, "login_ip_restricted");
  EXPECT_EQ(refused.text("error"), "invalid_grant");
  EXPECT_EQ(bench.statuses().back(), "Restricted IP");
  bench.peer = "10.0.0.2";
  EXPECT_EQ(bench.ask(claims).reason, "");
}

TEST(JwtBearerGrant, AJtiIsUsedUpByItsAppAndOnlyBySuccess) {
  JwtBench bench;
  Json claims = bench.claims();
  claims["jti"] = "one";
  claims["sub"] = "nobody@rehearsal.test";
  EXPECT_EQ(bench.ask(claims).reason, "jwt_user_unknown");
  claims["sub"] = "user@rehearsal.test";
  EXPECT_EQ(bench.ask(claims).reason, "");
  const Answer again = bench.ask(claims);
  EXPECT_EQ(again.reason, "jwt_replayed");
  EXPECT_EQ(again.text("error"), "bad_jti_claim");
  claims["jti"] = "two";
  EXPECT_EQ(bench.ask(claims).reason, "");
  claims.erase("jti");
  EXPECT_EQ(bench.ask(claims).reason, "");
  EXPECT_EQ(bench.ask(claims).reason, "");
}

TEST(JwtBearerGrant, EvictsNothingAndIsListedWithTheApp) {
  JwtBench bench;
  const std::string token = bench.connect().text("refresh_token");
  for (int count = 0; count < 9; ++count) EXPECT_EQ(bench.ask().reason, "");
  EXPECT_EQ(bench.refresh(token).reason, "");
  auto tx = bench.org.begin();
  EXPECT_EQ(tx.grants().of_app(bench.app_id).size(), 10U);
  const auto lineage = parse_json(tx.grants().lineage());
  const Json& grant = (*find_member(lineage.value(), "grants")).back();
  EXPECT_EQ(string_member(grant, "flow"), "jwt_bearer");
  EXPECT_TRUE(find_member(grant, "refresh_token")->is_null());
  EXPECT_TRUE(find_member(grant, "code")->is_null());
}

TEST(JwtBearerGrant, ItsTokensAreIntrospectedAndRevokedLikeOthers) {
  JwtBench bench;
  const std::string token = bench.ask().text("access_token");
  const wire::Fields form{
      {"token", token}, {"client_id", bench.key}, {"client_secret", bench.secret}};
  const Answer active = bench.post_to(salesforce::introspect, form);
  EXPECT_EQ(bool_member(active.json, "active"), true);
  EXPECT_EQ(active.text("username"), "user@rehearsal.test");
  EXPECT_EQ(bench.post_to(salesforce::revoke, {{"token", token}}).status, 200);
  EXPECT_EQ(bench.post_to(salesforce::introspect, form).reason, "access_token_revoked");
}

TEST(JwtBearerGrant, WritesTheLoginHistory) {
  JwtBench bench;
  bench.ask();
  bench.ask(wrong_signer().sign(bench.claims()));
  Json claims = bench.claims();
  claims["aud"] = "https://example.com";
  bench.ask(claims);
  claims["aud"] = bench.origin;
  claims["exp"] = 1;
  bench.ask(claims);
  claims["sub"] = "nobody@rehearsal.test";
  bench.ask(claims);
  EXPECT_THAT(bench.statuses(),
              ElementsAre("Success", "Failed: Signature Invalid", "Failed: Audience Invalid",
                          "Failed: Assertion Expired"));
}

TEST(JwtBearerGrant, APlannedFaultBeforeTheCommitLeavesNoTrace) {
  struct Stop : wire::FaultProbe {
    bool stops(wire::CommitPoint point) override { return point == wire::CommitPoint::validated; }
  } stop;
  JwtBench bench;
  Json claims = bench.claims();
  claims["jti"] = "one";
  bench.post({{"grant_type", std::string(kGrantType)}, {"assertion", right_signer().sign(claims)}},
             &stop);
  EXPECT_TRUE(bench.statuses().empty());
  EXPECT_EQ(bench.ask(claims).reason, "");
}

}  // namespace
}  // namespace rehearse::testing
