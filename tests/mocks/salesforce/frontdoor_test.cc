#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/org/used_assertions.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""min;
using testing::HasSubstr;

constexpr std::string_view kSingleAccess = "/services/oauth2/singleaccess";

// FrontdoorSite is an org with an app whose tokens reach the user interface.
struct FrontdoorSite : OrgSite {
  FrontdoorSite() {
    app = create_app([](oauth::AppSettings& settings) { settings.scopes = {"api", "web"}; });
  }
  Answer ask(const std::string& token, const std::string& query = "") {
    return get(std::string(kSingleAccess) + query, {{"Authorization", "Bearer " + token}});
  }
  std::string url(const Answer& answer) {
    const auto json = parse_json(answer.response.body);
    return json ? string_member(json.value(), "frontdoor_uri").value_or("") : "";
  }
  // The frontdoor URL without its origin.
  std::string path(const std::string& query = "") {
    const std::string whole = url(ask(access_token(app, {"web"}), query));
    return whole.substr(whole.find("/secur"));
  }
  std::string signed_in_as() {
    auto tx = org.begin();
    const WebSession* session = tx.sessions().find(sid, now);
    return session == nullptr ? "" : tx.users().find(session->user)->username;
  }
  App app{};
};

TEST(SingleAccess, GivesAUrlOfSalesforcesShape) {
  FrontdoorSite site;
  const std::string url = site.url(site.ask(site.access_token(site.app, {"web"})));
  ASSERT_TRUE(url.starts_with(site.origin + "/secur/frontdoor.jsp?otp=")) << url;
  const auto fields = wire::parse_urlencoded(url.substr(url.find('?') + 1));
  ASSERT_EQ(fields->size(), 2U);
  const std::string organization = site.org.organization_id().substr(0, 15);
  EXPECT_EQ((*fields)[0].value.substr(0, 16), organization + "!");
  EXPECT_EQ((*fields)[0].value.size(), 112U);
  EXPECT_EQ((*fields)[1].name, "cshc");
  EXPECT_EQ((*fields)[1].value, site.user().id.value.substr(4, 11) + organization.substr(4));
}

TEST(SingleAccess, TakesTheTokenInHeaderQueryOrForm) {
  FrontdoorSite site;
  const std::string token = site.access_token(site.app, {"full"});
  EXPECT_EQ(site.get(std::string(kSingleAccess) + "?access_token=" + wire::percent_encode(token))
                .response.status,
            200);
  const auto posted = site.post(std::string(kSingleAccess),
                                {{"access_token", token}, {"redirect_uri", "/lightning/o"}});
  EXPECT_THAT(site.url(posted), HasSubstr("&startURL=%2Flightning%2Fo&cshc="));
}

TEST(SingleAccess, NamesMyDomainUnderTheRealHosts) {
  FrontdoorSite site;
  site.origin = "https://login.salesforce.com";
  EXPECT_TRUE(site.url(site.ask(site.access_token(site.app, {"web"})))
                  .starts_with("https://rehearsal-dev-ed.develop.my.salesforce.com/secur/"));
}

TEST(SingleAccess, RefusesInTheIdentityServicesWords) {
  FrontdoorSite site;
  const auto missing = site.get(std::string(kSingleAccess));
  EXPECT_EQ(missing.response.status, 403);
  EXPECT_EQ(missing.response.body, "Missing_OAuth_Token");
  EXPECT_EQ(missing.reason, "access_token_missing");
  const auto bad = site.ask("00Dx!bad");
  EXPECT_EQ(bad.response.status, 403);
  EXPECT_EQ(bad.response.body, "Bad_OAuth_Token");
  EXPECT_EQ(bad.reason, "access_token_unknown");
  const auto narrow = site.ask(site.access_token(site.app, {"api", "id"}));
  EXPECT_EQ(narrow.response.status, 403);
  EXPECT_EQ(narrow.response.body, "Invalid_Scope");
  EXPECT_EQ(narrow.reason, "single_access_scope_missing");
}

TEST(SingleAccess, LeadsNowhereElse) {
  FrontdoorSite site;
  const std::string token = site.access_token(site.app, {"web"});
  for (const char* foreign : {"https://example.com/", "//example.com", "javascript:alert(1)",
                              "/%5C%5Cexample.com", "%5C/example.com", "/a%0d%0ab"}) {
    const auto answer = site.ask(token, "?redirect_uri=" + std::string(foreign));
    EXPECT_EQ(answer.reason, "single_access_redirect_foreign") << foreign;
    EXPECT_EQ(answer.response.status, 400);
  }
}

TEST(Frontdoor, OpensASessionOnceAndLeadsOn) {
  FrontdoorSite site;
  const std::string path = site.path("?redirect_uri=lightning/setup/SetupOneHome/home");
  const auto opened = site.get(path);
  EXPECT_EQ(opened.response.status, 302);
  EXPECT_EQ(opened.location(), "/lightning/setup/SetupOneHome/home");
  EXPECT_EQ(site.signed_in_as(), "admin@rehearsal.test");
  EXPECT_EQ(site.get("/lightning/page/home").response.status, 200);
  site.sid.clear();
  const auto again = site.get(path);
  EXPECT_EQ(again.reason, "frontdoor_otp_used");
  EXPECT_TRUE(again.location().starts_with("/?ec=302&startURL="));
  EXPECT_EQ(site.signed_in_as(), "");
}

TEST(Frontdoor, TakesAnAddressOfItsOwnOrg) {
  FrontdoorSite site;
  const std::string own = wire::percent_encode(site.origin + "/lightning/o/Account/list?x=1");
  EXPECT_EQ(site.get(site.path("?redirect_uri=" + own)).location(),
            "/lightning/o/Account/list?x=1");
  EXPECT_EQ(site.get(site.path()).location(), "/lightning/page/home");
}

TEST(Frontdoor, AOneTimePasswordLivesForTheDialAndNotAMillisecondLonger) {
  FrontdoorSite site;
  const std::string at_the_end = site.path(), too_late = site.path();
  site.now += 1min;
  EXPECT_EQ(site.get(at_the_end).reason, "");
  site.now += 1ms;
  EXPECT_EQ(site.get(too_late).reason, "frontdoor_otp_expired");
  site.now -= 1min;
  EXPECT_EQ(site.get(too_late).reason, "frontdoor_otp_expired");
}

TEST(Frontdoor, ClosesForAUserWhoMayNotLogIn) {
  FrontdoorSite site;
  const std::string path = site.path();
  site.org.begin().users().edit("admin@rehearsal.test")->is_frozen = true;
  EXPECT_EQ(site.get(path).reason, "user_frozen");
}

TEST(Frontdoor, TakesSessionIdsAndAccessTokensOfTheRightScope) {
  FrontdoorSite site;
  const std::string token = site.access_token(site.app, {"web"}, "user@rehearsal.test");
  const auto opened =
      site.post("/secur/frontdoor.jsp", {{"sid", token}, {"retURL", "/lightning/o/Account/list"}});
  EXPECT_EQ(opened.reason, "");
  EXPECT_EQ(opened.location(), "/lightning/o/Account/list");
  EXPECT_EQ(site.signed_in_as(), "user@rehearsal.test");
  std::string session;
  {
    auto tx = site.org.begin();
    const UserId admin = tx.users().find_by_username("admin@rehearsal.test")->id;
    session = tx.grants().open_session_token(admin, std::chrono::hours(1), site.now).value;
  }
  EXPECT_EQ(site.get("/secur/frontdoor.jsp?sid=" + wire::percent_encode(session)).reason, "");
  EXPECT_EQ(site.signed_in_as(), "admin@rehearsal.test");
  const std::string narrow = wire::percent_encode(site.access_token(site.app, {"api"}));
  EXPECT_EQ(site.get("/secur/frontdoor.jsp?sid=" + narrow).reason, "frontdoor_scope_missing");
  EXPECT_EQ(site.get("/secur/frontdoor.jsp?sid=x").reason, "access_token_unknown");
  EXPECT_EQ(site.get("/secur/frontdoor.jsp?otp=x").reason, "frontdoor_otp_unknown");
  EXPECT_EQ(site.get("/secur/frontdoor.jsp").reason, "frontdoor_credential_missing");
}

TEST(Frontdoor, NeverLeadsToAnotherSite) {
  FrontdoorSite site;
  const std::string sid = wire::percent_encode(site.access_token(site.app, {"web"}));
  for (const char* foreign : {"https://example.com/", "//example.com/", "https:example.com",
                              "%5C%5Cexample.com", "/%5Cexample.com"}) {
    const auto answer =
        site.get("/secur/frontdoor.jsp?sid=" + sid + "&retURL=" + std::string(foreign));
    EXPECT_EQ(answer.location(), "/lightning/page/home") << foreign;
  }
}

TEST(Frontdoor, ReplacesTheBrowsersSession) {
  FrontdoorSite site;
  site.log_in("user@rehearsal.test");
  const std::string before = site.sid;
  site.get(site.path());
  EXPECT_EQ(site.signed_in_as(), "admin@rehearsal.test");
  EXPECT_EQ(site.org.begin().sessions().find(before, site.now), nullptr);
}

TEST(Frontdoor, AHeadRequestChangesNothing) {
  FrontdoorSite site;
  const std::string path = site.path();
  wire::RequestParts parts;
  parts.method = "HEAD";
  parts.origin = site.origin;
  parts.target = path;
  parts.received_at = site.now;
  EXPECT_EQ(site.send(wire::make_request(parts)).header("Set-Cookie"), "");
  EXPECT_EQ(site.get(path).reason, "");
}

TEST(UsedAssertions, AreRememberedPerAppAndBounded) {
  UsedAssertions used;
  const AppId one("0xI1"), two("0xI2");
  used.remember(one, "a");
  used.remember(one, "");
  EXPECT_TRUE(used.has(one, "a"));
  EXPECT_FALSE(used.has(two, "a"));
  EXPECT_FALSE(used.has(one, ""));
  for (int count = 0; count < 10'000; ++count) used.remember(two, std::to_string(count));
  EXPECT_FALSE(used.has(one, "a"));
  EXPECT_TRUE(used.has(two, "0"));
}

}  // namespace
}  // namespace rehearse::salesforce
