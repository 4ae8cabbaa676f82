#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/mocks/salesforce/connect/connect_site.h"

namespace rehearse::salesforce {
namespace {

using Said = ConnectSite::Said;
using testing::HasSubstr;
using testing::Not;

class ConnectUsage : public testing::Test {
 protected:
  // A grant with a refresh token, as an approved authorization gives it.
  Tokens connect(std::string_view username = "user@rehearsal.test") {
    auto tx = site_.org.begin();
    CodeRequest request;
    request.app = site_.app.id;
    request.user = tx.users().find_by_username(username)->id;
    request.scopes = {"api", "refresh_token"};
    const AuthorizationCode code = tx.grants().issue_code(request, site_.now);
    return tx.grants().redeem_code(tx.grants().find_code(code.value).id, {}, 5, site_.now);
  }
  std::string tokens_of(std::string_view username = "user@rehearsal.test") {
    return "/usage/" + site_.app.id.value + "/" + site_.user(username).id.value + "/tokens";
  }
  size_t alive(std::string_view username = "user@rehearsal.test") {
    return site_.ask("GET", tokens_of(username)).json["tokens"].size();
  }

  ConnectSite site_{};
};

TEST_F(ConnectUsage, ListsTheAppsOfTheOrg) {
  const Said said = site_.ask("GET", "/usage");
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.json["apps"], Json::array({Json{{"developerName", "Rehearsal"},
                                                 {"identifier", site_.app.id.value},
                                                 {"label", "Rehearsal"}}}));
  EXPECT_THAT(said.response.body, Not(HasSubstr("PlatformCLI")));
}

TEST_F(ConnectUsage, GoesThroughItsPages) {
  for (const char* name : {"B", "C"}) {
    site_.create_app([&](oauth::AppSettings& settings) { settings.api_name = name; });
  }
  const Said first = site_.ask("GET", "/usage?pageSize=2");
  EXPECT_EQ(first.json["apps"].size(), 2u);
  const std::string base = "/services/data/v66.0/apps/oauth/usage";
  EXPECT_EQ(string_member(first.json, "currentPageUrl"), base + "?page=0&pageSize=2");
  EXPECT_EQ(string_member(first.json, "nextPageUrl"), base + "?page=1&pageSize=2");
  const Said last = site_.ask("GET", "/usage?pageSize=2&page=1");
  EXPECT_EQ(last.json["apps"][0]["developerName"], "C");
  EXPECT_EQ(site_.ask("GET", "/usage?pageSize=2&page=2").json["apps"], Json::array());
  for (const char* query :
       {"?page=-1", "?page=x", "?pageSize=0", "?pageSize=1.5", "?page=1000000"}) {
    const Said refused = site_.ask("GET", std::string("/usage") + query);
    EXPECT_EQ(refused.status, 400) << query;
    EXPECT_EQ(refused.code(), "ILLEGAL_QUERY_PARAMETER_VALUE") << query;
    EXPECT_EQ(refused.reason, "connect_parameter_invalid") << query;
  }
}

TEST_F(ConnectUsage, ListsEachUserOfAnAppOnce) {
  const std::string path = "/usage/" + site_.app.id.value + "/users";
  EXPECT_EQ(site_.ask("GET", path).json["users"], Json::array());
  connect();
  connect();
  connect("admin@rehearsal.test");
  const Said said = site_.ask("GET", path);
  ASSERT_EQ(said.json["users"].size(), 2u);
  EXPECT_EQ(said.json["users"][0],
            (Json{{"accessTokenFormat", "Opaque"},
                  {"appDeveloperName", "Rehearsal"},
                  {"appIdentifier", site_.app.id.value},
                  {"userIdentifier", site_.user("user@rehearsal.test").id.value},
                  {"username", "user@rehearsal.test"}}));
  EXPECT_EQ(site_.ask("GET", path + "?pageSize=1&page=1").json["users"][0]["username"],
            "admin@rehearsal.test");
}

TEST_F(ConnectUsage, DescribesARefreshTokenWithoutItsValue) {
  const Tokens tokens = connect();
  site_.now += std::chrono::hours(1);
  site_.org.begin().grants().refresh(tokens.grant, {}, site_.now);
  const Said said = site_.ask("GET", tokens_of());
  ASSERT_EQ(said.json["tokens"].size(), 1u);
  Json token = said.json["tokens"][0];
  const std::string revocation = token["revocationUrl"];
  EXPECT_THAT(revocation, HasSubstr("/services/data/v66.0/apps/oauth/usage/tokens/0CQ"));
  token.erase("revocationUrl");
  EXPECT_EQ(token, (Json{{"accessTokenFormat", "Opaque"},
                         {"appDeveloperName", "Rehearsal"},
                         {"appIdentifier", site_.app.id.value},
                         {"initialConnectionAt", "2026-05-12T09:00:00.000Z"},
                         {"lastUsedAt", "2026-05-12T10:00:00.000Z"},
                         {"useCount", 1},
                         {"userIdentifier", site_.user("user@rehearsal.test").id.value},
                         {"username", "user@rehearsal.test"}}));
  EXPECT_THAT(said.response.body, Not(HasSubstr(tokens.refresh.value)));
}

TEST_F(ConnectUsage, ListsOnlyTokensThatAreAlive) {
  connect();
  // The policy's 365 days; at their end the token is still good.
  site_.now += std::chrono::days(365);
  EXPECT_EQ(alive(), 1u);
  site_.now += Duration(1);
  EXPECT_EQ(alive(), 0u);
  site_.now -= std::chrono::days(1);
  EXPECT_EQ(alive(), 0u);
}

TEST_F(ConnectUsage, RevokesOneTokenByItsAddress) {
  const Tokens first = connect();
  connect();
  const std::string url = site_.ask("GET", tokens_of()).json["tokens"][0]["revocationUrl"];
  const std::string path = url.substr(url.find("/usage"));
  EXPECT_EQ(site_.ask("DELETE", path).status, 204);
  EXPECT_EQ(alive(), 1u);
  EXPECT_EQ(site_.org.begin().grants().find(first.grant)->ended->name, "grant_revoked_by_admin");
  for (const std::string& gone :
       {path, std::string("/usage/tokens/x"), std::string("/usage/tokens/0CQgK0000000099AAA"),
        std::string("/usage/tokens/0CQgK0-00000001AAA")}) {
    const Said missing = site_.ask("DELETE", gone);
    EXPECT_EQ(missing.status, 404) << gone;
    EXPECT_EQ(missing.reason, "connect_token_unknown") << gone;
  }
}

TEST_F(ConnectUsage, RevokesTheTokensOfAUserOrOfTheApp) {
  connect();
  connect();
  connect("admin@rehearsal.test");
  EXPECT_EQ(site_.ask("DELETE", tokens_of()).status, 204);
  EXPECT_EQ(alive(), 0u);
  EXPECT_EQ(alive("admin@rehearsal.test"), 1u);
  connect();
  EXPECT_EQ(site_.ask("DELETE", "/usage/" + site_.app.id.value + "/tokens").status, 204);
  EXPECT_EQ(alive(), 0u);
  EXPECT_EQ(alive("admin@rehearsal.test"), 0u);
  EXPECT_EQ(site_.ask("DELETE", tokens_of()).status, 204);
}

TEST_F(ConnectUsage, AFaultBeforeTheCommitRevokesNothing) {
  connect();
  StopAtCommit stop;
  const std::string url = site_.ask("GET", tokens_of()).json["tokens"][0]["revocationUrl"];
  site_.ask("DELETE", tokens_of(), "", &stop);
  site_.ask("DELETE", "/usage/" + site_.app.id.value + "/tokens", "", &stop);
  site_.ask("DELETE", url.substr(url.find("/usage")), "", &stop);
  EXPECT_EQ(alive(), 1u);
}

}  // namespace
}  // namespace rehearse::salesforce
