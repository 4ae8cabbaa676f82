#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/org/user_admin.h"
#include "tests/support/org_browser.h"

namespace rehearse::salesforce {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kUser = "user@rehearsal.test";
constexpr const char* kPage = "/_ui/system/security/ChangePassword";

class ChangePassword : public ::testing::Test {
 protected:
  // The path of the link that the user was mailed.
  std::string reset() {
    auto tx = browser_.site.org.begin();
    EXPECT_NE(reset_password(tx, kUser, "https://org.test", browser_.site.now), nullptr);
    const Message& mail = tx.history().mailbox().back();
    EXPECT_EQ(mail.to, kUser);
    EXPECT_EQ(mail.subject, "Finish resetting your Salesforce password");
    EXPECT_THAT(mail.body,
                HasSubstr("https://org.test" + std::string(kPage) + "?token=" + mail.code));
    return kPage + ("?token=" + mail.code);
  }
  void type(const std::string& password, const std::string& again) {
    browser_.fill("New Password", password);
    browser_.fill("Confirm New Password", again);
    browser_.click("Change Password");
  }
  std::string sign_in(const std::string& password) {
    OrgSite& site = browser_.site;
    return site.post("/", {{"username", kUser}, {"pw", password}}).reason;
  }
  OrgBrowser browser_{};
};

TEST_F(ChangePassword, AResetIsFinishedByTheLinkInTheMail) {
  const App app = browser_.site.create_app();
  const std::string token = browser_.site.access_token(app, {"api"}, kUser);
  const std::string link = reset();
  EXPECT_EQ(sign_in("rehearse-2026"), "login_wrong_password");
  EXPECT_EQ(sign_in(""), "login_wrong_password");
  const auto api =
      browser_.site.get("/services/data/v66.0/limits", {{"Authorization", "Bearer " + token}});
  EXPECT_EQ(api.reason, "grant_revoked_by_password_reset");

  browser_.open(link);
  type("another-2026", "another-2026");
  EXPECT_THAT(browser_.page.title(), StartsWith("Home"));
  EXPECT_EQ(sign_in("another-2026"), "");
  // The link works once.
  browser_.open(link);
  EXPECT_EQ(browser_.reason(), "password_link_dead");
}

TEST_F(ChangePassword, TheLinkLivesADay) {
  const std::string link = reset();
  browser_.site.now += std::chrono::hours(24);
  EXPECT_EQ(browser_.site.get(link).reason, "");
  browser_.site.now += Duration(1);
  EXPECT_EQ(browser_.site.get(link).reason, "password_link_dead");
  EXPECT_EQ(browser_.site.get(std::string(kPage) + "?token=x").reason, "password_link_dead");
}

TEST_F(ChangePassword, ANewResetReplacesTheLinkAndUnlocks) {
  for (int wrong = 0; wrong < 10; ++wrong) sign_in("x");
  EXPECT_EQ(sign_in("rehearse-2026"), "login_user_locked");
  const std::string first = reset(), second = reset();
  EXPECT_EQ(browser_.site.get(first).reason, "password_link_dead");
  EXPECT_EQ(browser_.site.get(second).reason, "");
  EXPECT_EQ(sign_in("x"), "login_wrong_password");
}

TEST_F(ChangePassword, APersonWhoIsSignedInGivesTheCurrentOne) {
  browser_.sign_in(kUser);
  browser_.open(kPage);
  browser_.fill("Current Password", "rehearse-2027");
  type("another-2026", "another-2026");
  EXPECT_EQ(browser_.reason(), "login_wrong_password");
  browser_.fill("Current Password", "rehearse-2026");
  type("another-2026", "another-2026");
  EXPECT_THAT(browser_.page.title(), StartsWith("Home"));
  EXPECT_EQ(sign_in("rehearse-2026"), "login_wrong_password");
}

TEST_F(ChangePassword, NeedsASessionAndItsFormToken) {
  EXPECT_EQ(browser_.site.get(kPage).reason, "not_signed_in");
  browser_.site.log_in(kUser);
  const auto forged = browser_.site.post(
      kPage, {{"currentpassword", "rehearse-2026"}, {"newpassword", "another-2026"}});
  EXPECT_EQ(forged.reason, "csrf_mismatch");
}

TEST_F(ChangePassword, TakesOnlyAPasswordThatThePolicyAllows) {
  browser_.open(reset());
  for (const char* unfit : {"short12", "onlyletters", "0123456789", "user@rehearsal.test1"}) {
    type(unfit, unfit);
    EXPECT_EQ(browser_.reason(), "password_unfit") << unfit;
  }
  type("another-2026", "another-2027");
  EXPECT_THAT(browser_.page.alerts(), ElementsAre("The two passwords don't match."));
  EXPECT_EQ(browser_.reason(), "password_unfit");
}

}  // namespace
}  // namespace rehearse::salesforce
