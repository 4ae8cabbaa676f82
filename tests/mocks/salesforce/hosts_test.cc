#include "mocks/salesforce/org/hosts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/oauth/approve_as.h"
#include "tests/support/org_browser.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kLogin = "https://login.salesforce.com";
constexpr const char* kTest = "https://test.salesforce.com";
constexpr const char* kManager = "/lightning/setup/ManageExternalClientApplication/home";
constexpr const char* kCallback = "https://www.workato.com/oauth/callback";

// An org and browsers on its several hosts.
class HostsOfAnOrg : public ::testing::Test {
 protected:
  explicit HostsOfAnOrg(OrgConfig config = {}) : browser_(std::move(config)) {
    my_domain_ = "https://" + site_.org.my_domain_host();
    setup_ = "https://" + site_.org.setup_host();
  }
  void open(const std::string& url) {
    const auto opened = browser_.page.open(url);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().what);
  }
  void sign_in(const std::string& username = "admin@rehearsal.test") {
    browser_.fill("Username", username);
    browser_.fill("Password", "rehearse-2026");
    browser_.click("Log In");
  }
  OrgSite::Answer get(const std::string& origin, const std::string& target) {
    site_.origin = origin;
    return site_.get(target);
  }
  std::string authorize(const App& app) const {
    return "/services/oauth2/authorize?response_type=code&client_id=" + app.consumer_key.value +
           "&redirect_uri=" + wire::percent_encode(kCallback) + "&state=s";
  }
  // What a person who approves ends with.
  std::string approve(const App& app, const std::string& origin) {
    const wire::WireRequest request =
        wire::make_request({.origin = origin, .target = authorize(app), .received_at = site_.now});
    wire::Call call(request, 0);
    const auto response = approve_as(site_.org, "user@rehearsal.test", request, true, call);
    return wire::header_of(response.headers, "Location").value_or(response.body);
  }
  App packaged_app() {
    return site_.create_app([](oauth::AppSettings& settings) {
      settings.distribution_state = oauth::DistributionState::packaged;
    });
  }
  OrgBrowser browser_;
  OrgSite& site_ = browser_.site;
  std::string my_domain_{}, setup_{};
};

TEST_F(HostsOfAnOrg, ALoginHostHandsThePersonOverToMyDomain) {
  open(std::string(kLogin) + "/");
  sign_in();
  EXPECT_EQ(browser_.page.url(), my_domain_ + "/lightning/page/home");
  // The login host itself has no session.
  open(std::string(kLogin) + "/");
  EXPECT_TRUE(browser_.page.has_field("Password"));
}

TEST_F(HostsOfAnOrg, TheHandoverOpensOnceAndTakesTheSessionAlong) {
  site_.origin = kLogin;
  const auto over = site_.log_in("user@rehearsal.test", "/id/keys");
  EXPECT_EQ(over.header("Set-Cookie"), "");
  EXPECT_THAT(over.location(), StartsWith(my_domain_ + "/secur/frontdoor.jsp?otp=00D"));
  const std::string door = over.location().substr(my_domain_.size());
  const auto in = get(my_domain_, door);
  EXPECT_EQ(in.location(), "/id/keys");
  EXPECT_THAT(in.header("Set-Cookie"), StartsWith("sid=00D"));
  site_.sid.clear();
  EXPECT_EQ(get(my_domain_, door).reason, "frontdoor_otp_used");
}

TEST_F(HostsOfAnOrg, SetupIsOnADomainOfItsOwn) {
  open(my_domain_ + "/");
  sign_in();
  browser_.click("Setup");
  EXPECT_EQ(browser_.page.url(), setup_ + "/lightning/setup/SetupOneHome/home");
  // An address of Setup on My Domain leads there, too.
  open(my_domain_ + kManager);
  EXPECT_EQ(browser_.page.url(), setup_ + kManager);
  browser_.click("New External Client App");
  EXPECT_THAT(browser_.page.title(), StartsWith("New External Client App"));
  // The org's own pages lead back.
  open(setup_ + "/");
  EXPECT_EQ(browser_.page.url(), my_domain_ + "/lightning/page/home");
  // Whoever signs out is out everywhere.
  browser_.click("Log Out");
  open(setup_ + kManager);
  EXPECT_TRUE(browser_.page.has_field("Password"));
}

TEST_F(HostsOfAnOrg, AVisitorOfTheSetupDomainSignsInAtMyDomainAndComesBack) {
  open(setup_ + kManager);
  EXPECT_THAT(browser_.page.url(), StartsWith(my_domain_ + "/?ec=302&startURL="));
  sign_in();
  EXPECT_EQ(browser_.page.url(), setup_ + kManager);
}

TEST_F(HostsOfAnOrg, TheSetupDomainHasNothingElse) {
  const App app = site_.create_app();
  for (const std::string& target :
       {authorize(app), std::string("/services/oauth2/token"), std::string("/services/data"),
        std::string("/id/keys"), std::string("/.well-known/openid-configuration")}) {
    const auto answer = get(setup_, target);
    EXPECT_EQ(answer.response.status, 404) << target;
    EXPECT_EQ(answer.reason, "not_on_setup_domain") << target;
  }
  // Under the org's own origin everything is in one place.
  EXPECT_EQ(get("http://127.0.0.1:8080", "/services/data").response.status, 200);
}

TEST_F(HostsOfAnOrg, ASessionIsTakenToTheOrgsSetupOnly) {
  site_.origin = my_domain_;
  site_.log_in();
  for (const char* elsewhere : {"https://example.com/lightning/setup/x", "", "//example.com/"}) {
    const auto answer =
        get(my_domain_, "/visualforce/session?url=" + wire::percent_encode(elsewhere));
    EXPECT_EQ(answer.reason, "handover_foreign") << elsewhere;
    EXPECT_EQ(answer.location(), "/lightning/page/home") << elsewhere;
  }
  const std::string own = "/visualforce/session?url=" + wire::percent_encode(setup_ + kManager);
  EXPECT_THAT(get(my_domain_, own).location(), StartsWith(setup_ + "/secur/frontdoor.jsp?otp="));
  EXPECT_EQ(
      get("http://127.0.0.1:8080", "/visualforce/session?url=" + std::string(kManager)).location(),
      kManager);
  site_.sid.clear();
  EXPECT_EQ(get(my_domain_, own).reason, "not_signed_in");
}

TEST_F(HostsOfAnOrg, ALocalAppIsBlockedOnTheCallbackAfterTheHandover) {
  const App app = site_.create_app();
  const std::string location = approve(app, kLogin);
  EXPECT_THAT(location, StartsWith(std::string(kCallback) + "?error=OAUTH_AUTHORIZATION_BLOCKED"));
  EXPECT_THAT(location, HasSubstr("state=s"));
  EXPECT_THAT(approve(app, my_domain_), HasSubstr("code="));
}

TEST_F(HostsOfAnOrg, APackagedAppIsApprovedThroughTheLoginHost) {
  const App app = packaged_app();
  EXPECT_THAT(approve(app, kLogin), HasSubstr("code=aPrx"));
}

TEST_F(HostsOfAnOrg, TheOtherLoginHostKnowsNeitherUsersNorApps) {
  const App app = packaged_app();
  site_.origin = kTest;
  EXPECT_EQ(site_.log_in().reason, "login_wrong_host");
  const auto asked = get(kTest, authorize(app));
  EXPECT_EQ(asked.response.status, 400);
  EXPECT_EQ(asked.reason, "client_of_other_login_host");
  EXPECT_THAT(asked.response.body, StartsWith("error=invalid_client_id"));
  const auto token =
      site_.post("/services/oauth2/token", {{"grant_type", "refresh_token"},
                                            {"refresh_token", "x"},
                                            {"client_id", app.consumer_key.value},
                                            {"client_secret", app.consumer_secret.value}});
  EXPECT_EQ(token.reason, "client_of_other_login_host");
  EXPECT_THAT(token.response.body, HasSubstr("invalid_client_id"));
  // The CLI's own app is known everywhere, its person is not.
  const App cli = *site_.org.begin().apps().find_by_key(ClientId("PlatformCLI"), site_.now);
  const auto page = get(kTest,
                        "/services/oauth2/authorize?response_type=code&client_id=PlatformCLI"
                        "&redirect_uri=http%3A%2F%2Flocalhost%3A1717%2FOauthRedirect"
                        "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  EXPECT_THAT(page.location(), StartsWith("/setup/secur/RemoteAccessAuthorizationPage.apexp"));
  EXPECT_TRUE(cli.is_built_in);
}

class HostsOfASandbox : public HostsOfAnOrg {
 protected:
  HostsOfASandbox() : HostsOfAnOrg(OrgConfig{.is_sandbox = true}) {}
};

TEST_F(HostsOfASandbox, AreItsOwnAndTheTestHost) {
  EXPECT_EQ(my_domain_, "https://rehearsal-dev-ed--dev.sandbox.my.salesforce.com");
  EXPECT_EQ(setup_, "https://rehearsal-dev-ed--dev.sandbox.my.salesforce-setup.com");
  open(std::string(kTest) + "/");
  sign_in();
  EXPECT_EQ(browser_.page.url(), my_domain_ + "/lightning/page/home");
  site_.origin = kLogin;
  EXPECT_EQ(site_.log_in().reason, "login_wrong_host");
  const App app = packaged_app();
  EXPECT_THAT(approve(app, kTest), HasSubstr("code=aPrx"));
  EXPECT_EQ(get(kLogin, authorize(app)).reason, "client_of_other_login_host");
}

}  // namespace
}  // namespace rehearse::salesforce
