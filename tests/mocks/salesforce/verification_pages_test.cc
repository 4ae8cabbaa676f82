#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mocks/salesforce/org/totp.h"
#include "mocks/salesforce/org/verification_messages.h"
#include "tests/support/org_browser.h"

namespace rehearse::salesforce {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kWrong[] = "Error: Invalid or expired verification code. Try again.";
constexpr char kExceeded[] = "Error: The allowed number of attempts has been exceeded.";

class VerificationPages : public testing::Test {
 protected:
  VerificationPages() : app_(browser_.site.create_app()) { browser_.sign_in(); }

  void choose(VerificationMethod method) {
    auto tx = browser_.site.org.begin();
    tx.users().edit("admin@rehearsal.test")->verification = method;
  }
  // From the app's page, as the guide does; the link opens a tab of its own.
  void open_credentials() {
    browser_.open("/lightning/setup/ManageExternalClientApplication/" + app_.id.value + "/detail");
    browser_.click("Consumer Key and Secret");
  }
  void enter(const std::string& code) {
    browser_.fill("Verification Code", code);
    browser_.click("Verify");
  }
  Message last_message() {
    auto tx = browser_.site.org.begin();
    return tx.history().mailbox().empty() ? Message{} : tx.history().mailbox().back();
  }
  size_t messages() {
    auto tx = browser_.site.org.begin();
    return tx.history().mailbox().size();
  }
  std::vector<std::string> history() {
    auto tx = browser_.site.org.begin();
    std::vector<std::string> rows;
    for (const HistoryRow& row : tx.history().verifications()) {
      rows.push_back(row.kind + " " + row.status);
      EXPECT_EQ(row.activity, "ExternalClientApp");
    }
    return rows;
  }
  static std::string other_than(std::string code) {
    code.back() = code.back() == '9' ? '0' : char(code.back() + 1);
    return code;
  }
  void expect_credentials() {
    EXPECT_THAT(browser_.page.title(), HasSubstr("Consumer Details"));
    EXPECT_EQ(browser_.read("consumer-key"), app_.consumer_key.value);
    EXPECT_EQ(browser_.read("Consumer Secret"), app_.consumer_secret.value);
    EXPECT_THAT(browser_.http.last.header("Cache-Control"), HasSubstr("no-store"));
  }

  OrgBrowser browser_{};
  App app_;
};

TEST_F(VerificationPages, ACodeByMailOpensTheCredentials) {
  open_credentials();
  EXPECT_EQ(browser_.page.tab(), 1u);
  EXPECT_EQ(browser_.http.reasons.at(browser_.http.reasons.size() - 2), "otp_required");
  EXPECT_EQ(browser_.page.title(), "Verify Your Identity | Salesforce");
  EXPECT_THAT(browser_.page.url(),
              HasSubstr("/_ui/identity/verification/method/EmailVerificationFinishUi/e?"));
  EXPECT_THAT(browser_.page.text(), HasSubstr("ad***@*******al.test"));
  EXPECT_THAT(browser_.page.text(), Not(HasSubstr(app_.consumer_key.value)));
  const Message mail = last_message();
  EXPECT_EQ(mail.to, "admin@rehearsal.test");
  EXPECT_EQ(mail.subject, "Verify your identity in Salesforce");
  EXPECT_THAT(mail.body, HasSubstr("\nVerification Code: " + mail.code + "\n"));
  EXPECT_THAT(mail.body, HasSubstr("\nIf you didn't"));
  EXPECT_EQ(mail.sent_at, browser_.site.now);
  enter(mail.code);
  expect_credentials();
  EXPECT_THAT(history(), ElementsAre("Email Initiated", "Email Succeeded"));
}

TEST_F(VerificationPages, ACodeByTextMessageOpensTheCredentials) {
  choose(VerificationMethod::sms);
  open_credentials();
  EXPECT_THAT(browser_.page.url(), HasSubstr("/SmsVerificationFinishUi/e?"));
  EXPECT_THAT(browser_.page.text(), HasSubstr("+* *** ***0 100"));
  const Message text = last_message();
  EXPECT_EQ(text.to, "+1 555 0100 100");
  EXPECT_THAT(text.body, HasSubstr("Verification Code: " + text.code));
  EXPECT_THAT(browser_.http.last.response.body, HasSubstr("name=\"smc\""));
  enter(text.code);
  expect_credentials();
  EXPECT_THAT(history(), ElementsAre("Sms Initiated", "Sms Succeeded"));
}

TEST_F(VerificationPages, AnAuthenticatorOpensTheCredentialsWithoutAMessage) {
  choose(VerificationMethod::authenticator);
  open_credentials();
  EXPECT_THAT(browser_.page.url(), HasSubstr("/TotpVerificationUi/e?"));
  EXPECT_THAT(browser_.http.last.response.body, HasSubstr("id=\"tc\" name=\"tc\""));
  EXPECT_FALSE(browser_.page.has_button("Resend Code"));
  EXPECT_EQ(messages(), 0u);
  const std::string secret = browser_.site.user().totp_secret;
  enter(totp_code(secret, browser_.site.now - minutes(10)));
  EXPECT_THAT(browser_.page.alerts(), ElementsAre(kWrong));
  enter(totp_code(secret, browser_.site.now));
  expect_credentials();
}

TEST_F(VerificationPages, ASandboxSaysSoInTheSubject) {
  OrgBrowser browser({.is_sandbox = true});
  const App app = browser.site.create_app();
  browser.sign_in();
  browser.open("/lightning/setup/ManageExternalClientApplication/" + app.id.value +
               "/consumerDetails");
  auto tx = browser.site.org.begin();
  EXPECT_EQ(tx.history().mailbox().back().subject, "Sandbox: Verify your identity in Salesforce");
}

TEST_F(VerificationPages, AWrongCodeChangesNothing) {
  open_credentials();
  const Message mail = last_message();
  enter(other_than(mail.code));
  EXPECT_EQ(browser_.reason(), "otp_wrong");
  EXPECT_THAT(browser_.page.alerts(), ElementsAre(kWrong));
  EXPECT_EQ(messages(), 1u);
  EXPECT_THAT(browser_.page.text(), Not(HasSubstr(app_.consumer_secret.value)));
  enter("");
  EXPECT_EQ(browser_.reason(), "otp_missing");
  enter(mail.code);
  expect_credentials();
}

TEST_F(VerificationPages, AnExpiredCodeIsRefusedAndAnotherHelps) {
  open_credentials();
  const std::string late = last_message().code;
  browser_.site.now += minutes(15) + milliseconds(1);
  enter(late);
  EXPECT_EQ(browser_.reason(), "otp_expired");
  EXPECT_THAT(browser_.page.alerts(), ElementsAre(kWrong));
  browser_.click("Resend Code");
  EXPECT_EQ(messages(), 2u);
  enter(last_message().code);
  expect_credentials();
}

TEST_F(VerificationPages, AResentCodeReplacesTheFormer) {
  open_credentials();
  const std::string former = last_message().code;
  browser_.click("Resend Code");
  enter(former);
  EXPECT_EQ(browser_.reason(), "otp_replaced");
  enter(last_message().code);
  expect_credentials();
}

TEST_F(VerificationPages, TheSixthCodeInAnHourIsNotSent) {
  open_credentials();
  for (int sent = 2; sent <= 5; ++sent) browser_.click("Resend Code");
  EXPECT_EQ(messages(), 5u);
  browser_.click("Resend Code");
  EXPECT_EQ(browser_.reason(), "otp_too_many_sends");
  EXPECT_EQ(messages(), 5u);
  EXPECT_THAT(browser_.page.title(), HasSubstr("Problem Verifying Your Identity"));
  EXPECT_THAT(browser_.page.alerts(),
              ElementsAre("We can't send you a verification code right now. Please try again "
                          "later."));
  EXPECT_FALSE(browser_.page.has_field("Verification Code"));
}

TEST_F(VerificationPages, ThreeVoidedCodesLockVerification) {
  open_credentials();
  for (int challenge = 1; challenge <= 3; ++challenge) {
    for (int tried = 1; tried <= 5; ++tried) enter(other_than(last_message().code));
    EXPECT_EQ(browser_.reason(), "otp_tries_exceeded");
    EXPECT_THAT(browser_.page.alerts(), ElementsAre(kExceeded));
    if (challenge == 3) break;
    enter(last_message().code);  // void, though it is the right one
    EXPECT_EQ(browser_.reason(), "otp_tries_exceeded");
    browser_.click("Resend Code");
  }
  EXPECT_FALSE(browser_.page.has_field("Verification Code"));
  open_credentials();
  EXPECT_EQ(browser_.reason(), "otp_locked");
  EXPECT_THAT(browser_.page.alerts(), ElementsAre(kExceeded));
  EXPECT_THAT(history(), Contains("Email FailedTooManyAttempts"));
  browser_.site.now += std::chrono::hours(1) + milliseconds(1);
  open_credentials();
  enter(last_message().code);
  expect_credentials();
}

TEST_F(VerificationPages, AVerifiedSessionIsTrustedFiveMinutes) {
  open_credentials();
  enter(last_message().code);
  browser_.site.now += minutes(5);
  open_credentials();
  expect_credentials();
  browser_.site.now += milliseconds(1);
  open_credentials();
  EXPECT_TRUE(browser_.page.has_field("Verification Code"));
  EXPECT_EQ(messages(), 2u);
}

TEST_F(VerificationPages, ACodeOfOneAppDoesNotOpenAnother) {
  open_credentials();
  const std::string code = last_message().code;
  const auto answer =
      browser_.site.post("/_ui/identity/verification/method/EmailVerificationFinishUi/e",
                         {{"csrf", "x"}, {"emc", code}});
  EXPECT_EQ(answer.reason, "csrf_mismatch");
  browser_.site.sid = std::string();
  browser_.site.log_in();  // another session of the same person
  const auto other =
      browser_.site.post("/_ui/identity/verification/method/EmailVerificationFinishUi/e",
                         {{"csrf", browser_.site.csrf()}, {"emc", code}, {"retURL", "/x"}});
  EXPECT_EQ(other.reason, "otp_no_challenge");
  browser_.site.get("/lightning/setup/ManageExternalClientApplication/" + app_.id.value +
                    "/consumerDetails");
  const auto elsewhere = browser_.site.post(
      "/_ui/identity/verification/method/EmailVerificationFinishUi/e",
      {{"csrf", browser_.site.csrf()}, {"emc", last_message().code}, {"retURL", "/other"}});
  EXPECT_EQ(elsewhere.reason, "otp_other_activity");
}

TEST_F(VerificationPages, ResendingNeedsTheSessionsToken) {
  open_credentials();
  browser_.open(
      "/_ui/identity/verification/method/EmailVerificationStartUi/e?vcsrf=x&retURL=%2Fx&vir=1");
  EXPECT_EQ(browser_.reason(), "csrf_mismatch");
  EXPECT_EQ(messages(), 1u);
}

TEST_F(VerificationPages, NobodySignedInIsAskedToLogIn) {
  browser_.site.sid.clear();
  const auto answer = browser_.site.get(
      "/_ui/identity/verification/method/EmailVerificationFinishUi/e?retURL=%2Fx");
  EXPECT_EQ(answer.reason, "not_signed_in");
}

TEST_F(VerificationPages, AReturnAddressElsewhereIsNeverFollowed) {
  browser_.site.log_in();
  const auto answer = browser_.site.get(
      "/_ui/identity/verification/method/EmailVerificationFinishUi/"
      "e?retURL=https%3A%2F%2Fx.example");
  EXPECT_EQ(answer.reason, "otp_no_challenge");
  EXPECT_EQ(answer.location(), "/lightning/page/home");
}

TEST_F(VerificationPages, ANewSecretReplacesTheFormer) {
  open_credentials();
  enter(last_message().code);
  browser_.click("Generate New Consumer Secret");
  EXPECT_NE(browser_.read("consumer-secret"), app_.consumer_secret.value);
  EXPECT_EQ(browser_.read("consumer-key"), app_.consumer_key.value);
}

TEST(VerificationMessages, MasksWhatIsNotNeeded) {
  EXPECT_EQ(masked_email("janedoe@sfna.com"), "ja*****@**na.com");
  EXPECT_EQ(masked_email("ab@x.org"), "ab@x.org");
  EXPECT_EQ(masked_email("nonsense"), "no******");
  EXPECT_EQ(masked_phone("+1 555 0100 200"), "+* *** ***0 200");
  EXPECT_EQ(masked_phone("123"), "123");
}

}  // namespace
}  // namespace rehearse::salesforce
