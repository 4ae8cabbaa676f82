#include "mocks/salesforce/org/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using std::chrono_literals::operator""min;

class SigningIn : public ::testing::Test {
 protected:
  std::string attempt(std::string_view password = "rehearse-2026",
                      oauth::LoginFlow flow = oauth::LoginFlow::browser) {
    auto tx = site_.org.begin();
    const SignedIn signed_in = sign_in(tx, {.username = "User@Rehearsal.test",
                                            .password = password,
                                            .flow = flow,
                                            .peer = "192.0.2.11",
                                            .at = site_.now});
    EXPECT_NE(signed_in.user, nullptr);
    return signed_in.refused == nullptr ? "" : std::string(signed_in.refused->name);
  }
  template <class Edit>
  void settings(Edit edit) {
    auto tx = site_.org.begin();
    edit(tx.settings());
  }
  OrgSite site_{};
};

TEST_F(SigningIn, LocksAtTheLastOfTenWrongPasswordsForFifteenMinutes) {
  for (int wrong = 0; wrong < 9; ++wrong) EXPECT_EQ(attempt("x"), "login_wrong_password");
  EXPECT_EQ(attempt(), "");  // which starts the count anew
  for (int wrong = 0; wrong < 10; ++wrong) EXPECT_EQ(attempt("x"), "login_wrong_password");
  EXPECT_EQ(attempt(), "login_user_locked");
  EXPECT_EQ(attempt("x"), "login_user_locked");
  site_.now += 15min;
  EXPECT_EQ(attempt(), "login_user_locked");
  site_.now += Duration(1);
  EXPECT_EQ(attempt("x"), "login_wrong_password");
  EXPECT_EQ(attempt(), "");
  EXPECT_EQ(site_.user("user@rehearsal.test").last_login_at, site_.now);
}

TEST_F(SigningIn, FollowsThePasswordPolicy) {
  settings([](OrgSettings& org) { org.max_login_attempts = 3, org.lockout_interval_minutes = 0; });
  for (int wrong = 0; wrong < 3; ++wrong) EXPECT_EQ(attempt("x"), "login_wrong_password");
  site_.now += std::chrono::days(365);
  EXPECT_EQ(attempt(), "login_user_locked");
  settings([](OrgSettings& org) { org.max_login_attempts = 0, org.lockout_interval_minutes = 15; });
  for (int wrong = 0; wrong < 30; ++wrong) EXPECT_EQ(attempt("x"), "login_wrong_password");
  EXPECT_EQ(attempt(), "");
}

TEST_F(SigningIn, JudgesTheProfileAfterThePassword) {
  {
    auto tx = site_.org.begin();
    tx.profiles().edit("Standard User")->login.ip_ranges = {{"192.0.2.10", "192.0.2.10"}};
  }
  EXPECT_EQ(attempt("x"), "login_wrong_password");
  EXPECT_EQ(attempt(), "login_ip_restricted");
}

TEST_F(SigningIn, CountsLoginsOfAnApiOnly) {
  EXPECT_TRUE(site_.dials.set("login.rate_per_hour", "1").ok());
  EXPECT_EQ(attempt(), "");
  EXPECT_EQ(attempt(), "");
  EXPECT_EQ(attempt("rehearse-2026", oauth::LoginFlow::soap), "");
  EXPECT_EQ(attempt("rehearse-2026", oauth::LoginFlow::soap), "login_rate_exceeded");
}

TEST_F(SigningIn, KnowsNobodyOfTheOtherKindOfOrgs) {
  auto tx = site_.org.begin();
  const SignedIn foreign = sign_in(tx, {.username = "user@rehearsal.test",
                                        .password = "rehearse-2026",
                                        .is_foreign_host = true,
                                        .at = site_.now});
  EXPECT_EQ(foreign.user, nullptr);
  EXPECT_EQ(foreign.refused->name, "login_wrong_host");
  EXPECT_EQ(sign_in(tx, {.username = "nobody"}).refused->name, "login_unknown_user");
}

}  // namespace
}  // namespace rehearse::salesforce
