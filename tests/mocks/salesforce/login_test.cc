#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "mocks/salesforce/org/user_admin.h"
#include "mocks/salesforce/pages/browser.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kFailed =
    "Please check your username and password. If you still can't log in, contact your Salesforce "
    "administrator.";

class Login : public testing::Test {
 protected:
  void change(const UserChange& change) {
    auto tx = site_.org.begin();
    ASSERT_NE(apply_user_change(tx, "user@rehearsal.test", change, site_.now), nullptr);
  }
  // The text as a reader of the page sees it.
  static std::string visible(const std::string& body) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(body.c_str()));
    return document.select_node("//p[@role='alert']").node().text().get();
  }
  OrgSite site_{};
};

TEST_F(Login, ShowsSalesforcesFieldsWithLabels) {
  const auto page = site_.get("/?un=user%40rehearsal.test&startURL=%2Flightning%2Fpage%2Fhome");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(page.response.body.c_str()));
  EXPECT_TRUE(document.select_node("//label[@for='username']"));
  EXPECT_TRUE(document.select_node("//label[@for='password']"));
  EXPECT_TRUE(document.select_node("//input[@id='password' and @name='pw' and @type='password']"));
  EXPECT_TRUE(document.select_node("//button[@id='Login' and @name='Login']"));
  EXPECT_TRUE(document.select_node("//input[@id='username' and @value='user@rehearsal.test']"));
  EXPECT_TRUE(document.select_node("//input[@name='startURL' and @value='/lightning/page/home']"));
}

TEST_F(Login, SetsACookieThatScriptsAndOtherSitesDontGet) {
  const auto answer = site_.log_in();
  const std::string cookie = answer.header("Set-Cookie");
  EXPECT_THAT(cookie, StartsWith("sid=00D"));
  EXPECT_THAT(cookie, HasSubstr("; HttpOnly; SameSite=Lax; Secure"));
  EXPECT_THAT(cookie, Not(HasSubstr("%")));
  EXPECT_EQ(answer.location(), "/lightning/page/home");
  site_.origin = "http://127.0.0.1:8080";
  EXPECT_THAT(site_.log_in().header("Set-Cookie"), Not(HasSubstr("Secure")));
}

TEST_F(Login, TellsTheCausesApartByReasonOnly) {
  const auto attempt = [&](std::string_view username, std::string_view password) {
    return site_.post("/", {{"username", std::string(username)}, {"pw", std::string(password)}});
  };
  const auto unknown = attempt("nobody@rehearsal.test", "rehearse-2026");
  EXPECT_EQ(unknown.reason, "login_unknown_user");
  EXPECT_EQ(visible(unknown.response.body), kFailed);
  const auto wrong = attempt("user@rehearsal.test", "rehearse-2027");
  EXPECT_EQ(wrong.reason, "login_wrong_password");
  EXPECT_EQ(visible(wrong.response.body), kFailed);
  EXPECT_EQ(attempt("", "").reason, "login_unknown_user");
  EXPECT_EQ(site_.sid, "");
  change({.is_frozen = true});
  EXPECT_EQ(attempt("user@rehearsal.test", "rehearse-2026").reason, "login_user_frozen");
  change({.is_active = false});
  EXPECT_EQ(attempt("user@rehearsal.test", "rehearse-2026").reason, "login_user_inactive");
  change({.is_active = true, .is_frozen = false});
  EXPECT_EQ(attempt("USER@rehearsal.test", "rehearse-2026").reason, "");
}

TEST_F(Login, NeverShowsAPasswordAgainAndEscapesTheUsername) {
  const auto answer = site_.post("/", {{"username", "\"><script>"}, {"pw", "typed-secret"}});
  EXPECT_THAT(answer.response.body, Not(HasSubstr("typed-secret")));
  EXPECT_THAT(answer.response.body, HasSubstr("&quot;&gt;&lt;script&gt;"));
}

TEST_F(Login, ComesBackOnlyToThisSite) {
  for (const char* elsewhere : {"https://example.com/", "//example.com/", "/\\example.com",
                                "example.com", "/a\r\nb", "javascript:alert(1)"}) {
    EXPECT_EQ(site_.log_in("user@rehearsal.test", elsewhere).location(), "/lightning/page/home")
        << elsewhere;
    EXPECT_EQ(site_.get("/secur/logout.jsp?retUrl=" + wire::percent_encode(elsewhere)).location(),
              "/")
        << elsewhere;
  }
  EXPECT_EQ(site_.log_in("user@rehearsal.test", "/id/keys?x=1").location(), "/id/keys?x=1");
}

TEST_F(Login, ReplacesTheSessionTheBrowserHad) {
  site_.log_in();
  const std::string before = site_.sid;
  site_.log_in("user@rehearsal.test");
  EXPECT_NE(site_.sid, before);
  site_.sid = before;
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "not_signed_in");
}

TEST_F(Login, LeadsHomeWithTheLinksThatThePersonMayUse) {
  site_.log_in();
  EXPECT_EQ(site_.get("/").location(), "/lightning/page/home");
  const auto admin = site_.get("/lightning/page/home");
  EXPECT_THAT(admin.response.body, HasSubstr(">Setup</a>"));
  EXPECT_THAT(admin.response.body, HasSubstr(">Log Out</a>"));
  site_.log_in("user@rehearsal.test");
  EXPECT_THAT(site_.get("/lightning/page/home").response.body, Not(HasSubstr(">Setup</a>")));
}

TEST_F(Login, LogsOut) {
  site_.log_in();
  const std::string cookie = site_.sid;
  EXPECT_THAT(site_.get("/secur/logout.jsp").header("Set-Cookie"),
              StartsWith("sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
  site_.sid = cookie;
  const auto home = site_.get("/lightning/page/home");
  EXPECT_EQ(home.location(), "/?ec=302&startURL=%2Flightning%2Fpage%2Fhome");
  EXPECT_EQ(home.reason, "not_signed_in");
}

TEST_F(Login, EndsTheSessionsOfAUserWhoIsFrozenOrGetsANewPassword) {
  site_.log_in("user@rehearsal.test");
  change({.is_frozen = true});
  change({.is_frozen = false});
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "not_signed_in");
  site_.log_in("user@rehearsal.test");
  change({.password = "another"});
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "not_signed_in");
  EXPECT_EQ(site_.log_in("user@rehearsal.test").reason, "login_wrong_password");
}

TEST_F(Login, IsWrittenToTheLoginHistory) {
  site_.log_in();
  site_.post("/", {{"username", "user@rehearsal.test"}, {"pw", "x"}});
  auto tx = site_.org.begin();
  ASSERT_EQ(tx.history().logins().size(), 2u);
  EXPECT_EQ(tx.history().logins()[0].status, "Success");
  EXPECT_EQ(tx.history().logins()[1].status, "Invalid Password");
}

TEST(UserAdmin, RevokesTheGrantsOfANewPasswordOnly) {
  OrgSite site;
  const App app = site.create_app();
  const std::string token = site.access_token(app, {"api"}, "user@rehearsal.test");
  const auto why = [&] {
    return site.get("/services/data/v66.0/limits", {{"Authorization", "Bearer " + token}}).reason;
  };
  const auto change = [&](const UserChange& wanted) {
    auto tx = site.org.begin();
    apply_user_change(tx, "user@rehearsal.test", wanted, site.now);
  };
  change({.verification = VerificationMethod::authenticator});
  EXPECT_EQ(why(), "");
  change({.is_active = false});
  EXPECT_EQ(why(), "user_inactive");
  change({.is_active = true});
  EXPECT_EQ(why(), "");
  change({.password = "another"});
  EXPECT_EQ(why(), "grant_revoked_by_password_reset");
}

TEST(UserAdmin, KnowsNobodyElse) {
  OrgSite site;
  auto tx = site.org.begin();
  EXPECT_EQ(apply_user_change(tx, "nobody@rehearsal.test", {}, site.now), nullptr);
}

}  // namespace
}  // namespace rehearse::salesforce
