#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using oauth::IpRelaxation;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kInside = "192.0.2.10";
constexpr const char* kOutside = "192.0.2.11";
constexpr const char* kUser = "user@rehearsal.test";
constexpr const char* kApproval = "/setup/secur/RemoteAccessAuthorizationPage.apexp";

// A person whose profile lets them in from one address.
class RestrictedLogin : public ::testing::Test {
 protected:
  RestrictedLogin() {
    app_ = site_.create_app();
    auto tx = site_.org.begin();
    tx.profiles().edit("Standard User")->login.ip_ranges = {{kInside, kInside}};
  }
  std::string target(const std::string& more = "") const {
    return "/services/oauth2/authorize?response_type=code&client_id=" + app_.consumer_key.value +
           "&redirect_uri=https%3A%2F%2Fwww.workato.com%2Foauth%2Fcallback" + more;
  }
  void relax(IpRelaxation relaxation) {
    auto tx = site_.org.begin();
    oauth::AppSettings settings = tx.apps().find(app_.id)->settings;
    settings.ip_relaxation = relaxation;
    (void)tx.apps().update(app_.id, std::move(settings));
  }
  void settings(void (*edit)(OrgSettings&)) {
    auto tx = site_.org.begin();
    edit(tx.settings());
  }
  // Follows the authorization request to the login page and signs in there.
  OrgSite::Answer sign_in_for_the_app() {
    const auto approval = site_.get(target());
    const auto login = site_.get(approval.location());
    return site_.log_in(kUser, login.in_location("startURL"));
  }
  std::string last_status() {
    auto tx = site_.org.begin();
    return tx.history().logins().back().status;
  }
  OrgSite site_{};
  App app_{};
};

TEST_F(RestrictedLogin, IsRefusedWithTheTextOfAWrongPassword) {
  site_.peer = kOutside;
  const auto refused = site_.log_in(kUser);
  EXPECT_EQ(refused.reason, "login_ip_restricted");
  EXPECT_THAT(refused.response.body, HasSubstr("Please check your username and password."));
  EXPECT_EQ(last_status(), "Restricted IP");
  EXPECT_EQ(site_.sid, "");
  site_.peer = kInside;
  EXPECT_EQ(site_.log_in(kUser).reason, "");
  // Another profile has no ranges.
  site_.peer = kOutside;
  EXPECT_EQ(site_.log_in().reason, "");
}

TEST_F(RestrictedLogin, EndsAnApprovalOnTheErrorPage) {
  site_.peer = kInside;
  site_.log_in(kUser);
  site_.peer = kOutside;
  const auto answer = site_.get(target());
  EXPECT_EQ(answer.reason, "login_ip_restricted");
  EXPECT_THAT(answer.location(),
              StartsWith("/setup/secur/RemoteAccessErrorPage.apexp?error=invalid_grant"));
  EXPECT_EQ(answer.in_location("error_description"), "ip restricted");
}

TEST_F(RestrictedLogin, IsLiftedByTheAppForTheAppAlone) {
  relax(IpRelaxation::bypass);
  site_.peer = kOutside;
  EXPECT_EQ(site_.log_in(kUser).reason, "login_ip_restricted");
  const auto in = sign_in_for_the_app();
  EXPECT_EQ(in.reason, "");
  EXPECT_THAT(in.location(), StartsWith(kApproval));
  EXPECT_THAT(site_.get(in.location()).response.body, HasSubstr("oaapprove"));
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "session_for_one_app");
  const auto as_token =
      site_.get("/services/data/v66.0/limits", {{"Authorization", "Bearer " + site_.sid}});
  EXPECT_EQ(as_token.reason, "session_for_one_app");
  // Another app is none of its business.
  const App other = site_.create_app([](oauth::AppSettings& wanted) {
    wanted.api_name = wanted.label = "Other";
    wanted.ip_relaxation = IpRelaxation::bypass;
  });
  app_ = other;
  const auto foreign = site_.get(target());
  EXPECT_THAT(site_.get(foreign.location()).location(), StartsWith("/?ec=302"));
  // Signing out ends it like any other.
  site_.get("/secur/logout.jsp");
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "not_signed_in");
}

TEST_F(RestrictedLogin, StaysForTheInitialLoginWhereOnlyRefreshesAreRelaxed) {
  relax(IpRelaxation::enforce_relax_refresh);
  site_.peer = kOutside;
  EXPECT_EQ(sign_in_for_the_app().reason, "login_ip_restricted");
}

TEST_F(RestrictedLogin, AsksForAVerificationWhereTheAppWantsASecondFactor) {
  relax(IpRelaxation::bypass_2factor);
  site_.peer = kOutside;
  const auto in = sign_in_for_the_app();
  const std::string approval = in.location();
  const auto challenge = site_.get(approval);
  EXPECT_THAT(challenge.location(), StartsWith("/_ui/identity/verification/method/Email"));
  EXPECT_EQ(challenge.in_location("retURL"), approval);
  // A second request of the client leads to the same door, and one without pages fails.
  EXPECT_THAT(site_.get(site_.get(target()).location()).location(),
              StartsWith("/_ui/identity/verification/"));
  EXPECT_EQ(site_.get(target("&prompt=none")).reason, "immediate_without_approval");

  // The newest opening of the approval page has sent the code that counts.
  const auto again = site_.get(approval);
  EXPECT_EQ(site_.get(again.location()).response.status, 200);
  const std::string newest = site_.org.begin().history().mailbox().back().code;
  EXPECT_EQ(
      site_
          .post("/_ui/identity/verification/method/EmailVerificationFinishUi/e",
                {{"csrf", site_.csrf()}, {"emc", newest}, {"retURL", approval}, {"save", "Verify"}})
          .location(),
      approval);
  EXPECT_THAT(site_.get(approval).response.body, HasSubstr("oaapprove"));
}

TEST_F(RestrictedLogin, HasHoursForTheSessionToo) {
  site_.peer = kInside;
  site_.log_in(kUser);
  const auto midnight = std::chrono::floor<std::chrono::days>(site_.now);
  {
    auto tx = site_.org.begin();
    tx.profiles().edit("Standard User")->login.hours[std::chrono::weekday(midnight).c_encoding()] =
        {0, 10 * 60};
  }
  site_.now = midnight + std::chrono::hours(10);
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "");
  site_.now += Duration(1);
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "login_hours_restricted");
  EXPECT_EQ(site_.get(target()).in_location("error_description"),
            "ip restricted or invalid login hours");
  EXPECT_EQ(site_.log_in(kUser).reason, "login_hours_restricted");
  EXPECT_EQ(last_status(), "Restricted Time");
}

TEST_F(RestrictedLogin, ActsOnEveryRequestIfTheOrgSaysSo) {
  site_.peer = kInside;
  site_.log_in(kUser);
  site_.peer = kOutside;
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "");
  settings([](OrgSettings& org) { org.is_ip_enforced_every_request = true; });
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "login_ip_restricted");
  site_.peer = kInside;
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "");
}

TEST_F(RestrictedLogin, ActsOnEveryCallOfAnApiIfTheOrgSaysSo) {
  const std::string token = site_.access_token(app_, {"api", "id"}, kUser);
  const auto call = [&](const std::string& path) {
    return site_.get(path, {{"Authorization", "Bearer " + token}}).reason;
  };
  const std::string limits = "/services/data/v66.0/limits";
  site_.peer = kOutside;
  EXPECT_EQ(call(limits), "");
  settings([](OrgSettings& org) { org.is_ip_enforced_every_request = true; });
  EXPECT_EQ(call(limits), "login_ip_restricted");
  EXPECT_EQ(call("/services/oauth2/userinfo"), "login_ip_restricted");
  relax(IpRelaxation::enforce_relax_refresh);
  EXPECT_EQ(call(limits), "");
  relax(IpRelaxation::enforce);
  site_.peer = kInside;
  EXPECT_EQ(call(limits), "");
}

TEST_F(RestrictedLogin, LocksASessionToItsAddressIfTheOrgSaysSo) {
  site_.peer = kOutside;
  site_.log_in();
  site_.peer = kInside;
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "");
  settings([](OrgSettings& org) { org.is_session_locked_to_ip = true; });
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "session_ip_changed");
  EXPECT_EQ(
      site_.get("/services/data/v66.0/limits", {{"Authorization", "Bearer " + site_.sid}}).reason,
      "session_ip_changed");
  site_.peer = kOutside;
  EXPECT_EQ(site_.get("/lightning/page/home").reason, "");
}

TEST(SessionTimeout, IsTheOrgs) {
  OrgSite site;
  site.log_in();
  site.org.begin().settings().session_timeout_minutes = 15;
  site.now += std::chrono::minutes(15);
  EXPECT_EQ(site.get("/lightning/page/home").reason, "");
  site.now += std::chrono::minutes(15) + Duration(1);
  EXPECT_EQ(site.get("/lightning/page/home").reason, "not_signed_in");
}

}  // namespace
}  // namespace rehearse::salesforce
