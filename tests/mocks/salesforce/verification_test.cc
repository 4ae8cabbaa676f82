#include "mocks/salesforce/org/verification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mocks/salesforce/org/totp.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kPage = "/app/one";

class VerificationTest : public testing::Test {
 protected:
  VerificationTest() {
    user_.id = UserId("005000000000001AAA");
    user_.email = "a@b.c";
    user_.mobile_phone = "+15550100";
    user_.totp_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    session_.id = SessionId("one");
    session_.user = user_.id;
    other_session_ = session_;
    other_session_.id = SessionId("two");
  }

  // The code that was sent; empty, with the reason kept, if none was.
  std::string send() { return send_to(session_); }
  std::string send_to(const WebSession& session, std::string_view page = kPage) {
    const auto begun = verification_.begin(session, user_, page, now_);
    refused_ = begun.ok() ? nullptr : begun.error();
    return begun.ok() ? begun.value()->code : std::string();
  }
  const Reason* enter(std::string_view code) { return enter_in(session_, code); }
  const Reason* enter_in(const WebSession& session, std::string_view code,
                         std::string_view page = kPage) {
    const auto verified = verification_.verify(session, user_, page, code, now_);
    return verified.ok() ? nullptr : verified.error();
  }
  static std::string other_than(std::string code) {
    code.back() = code.back() == '9' ? '0' : char(code.back() + 1);
    return code;
  }
  void void_a_challenge() {
    const std::string code = send();
    for (int tried = 0; tried < 5; ++tried) enter(other_than(code));
  }
  std::string authenticator(Duration offset = {}) {
    return totp_code(user_.totp_secret, now_ + offset);
  }

  oauth::Dials dials_{};
  Verification verification_{1, dials_};
  User user_{};
  WebSession session_{}, other_session_{};
  TimePoint now_ = kRunStart;
  const Reason* refused_ = nullptr;
};

TEST_F(VerificationTest, TheRightCodeIsGoodOnce) {
  const std::string code = send();
  EXPECT_THAT(code, testing::MatchesRegex("[0-9][0-9][0-9][0-9][0-9][0-9]"));
  EXPECT_EQ(enter(code), nullptr);
  EXPECT_EQ(enter(code), &reason::otp_used);
}

TEST_F(VerificationTest, ACodeLivesFifteenMinutes) {
  const std::string code = send();
  now_ += minutes(15);
  EXPECT_EQ(enter(code), nullptr);
  const std::string late = send();
  now_ += minutes(15) + milliseconds(1);
  EXPECT_EQ(enter(late), &reason::otp_expired);
  now_ -= minutes(10);  // what was seen dead stays dead
  EXPECT_EQ(enter(late), &reason::otp_expired);
}

TEST_F(VerificationTest, TheFifthWrongTryVoidsTheCode) {
  std::string code = send();
  for (int tried = 0; tried < 4; ++tried) EXPECT_EQ(enter(other_than(code)), &reason::otp_wrong);
  EXPECT_EQ(enter(code), nullptr);
  code = send();
  for (int tried = 0; tried < 4; ++tried) EXPECT_EQ(enter(other_than(code)), &reason::otp_wrong);
  EXPECT_EQ(enter(other_than(code)), &reason::otp_tries_exceeded);
  EXPECT_EQ(enter(code), &reason::otp_tries_exceeded);
}

TEST_F(VerificationTest, AnEmptyCodeIsNoTry) {
  const std::string code = send();
  for (int tried = 0; tried < 9; ++tried) EXPECT_EQ(enter(""), &reason::otp_missing);
  EXPECT_EQ(enter(code), nullptr);
}

TEST_F(VerificationTest, ANewerCodeReplacesTheFormer) {
  const std::string former = send();
  const std::string newer = send();
  EXPECT_NE(former, newer);
  EXPECT_EQ(enter(former), &reason::otp_replaced);
  EXPECT_EQ(enter(newer), nullptr);
}

TEST_F(VerificationTest, ACodeIsBoundToSessionAndActivity) {
  const std::string code = send();
  EXPECT_EQ(enter_in(other_session_, code), &reason::otp_no_challenge);
  EXPECT_EQ(enter_in(session_, code, "/app/two"), &reason::otp_other_activity);
  const std::string elsewhere = send_to(other_session_);
  EXPECT_EQ(enter_in(session_, elsewhere), &reason::otp_wrong);
  EXPECT_EQ(enter(code), nullptr);
}

TEST_F(VerificationTest, FiveCodesAnHourAndEachRestartsIt) {
  for (int sent = 0; sent < 5; ++sent) {
    EXPECT_NE(send(), "");
    now_ += minutes(10);
  }
  EXPECT_EQ(send(), "");
  EXPECT_EQ(refused_, &reason::otp_too_many_sends);
  now_ += minutes(50);  // an hour after the last one
  EXPECT_EQ(send(), "");
  now_ += milliseconds(1);
  EXPECT_NE(send(), "");
}

TEST_F(VerificationTest, ARefusedSendLeavesTheLastCodeGood) {
  std::string code;
  for (int sent = 0; sent < 5; ++sent) code = send();
  EXPECT_EQ(send(), "");
  EXPECT_EQ(enter(code), nullptr);
}

TEST_F(VerificationTest, SendsCountForTheUserOverAllSessions) {
  for (int sent = 0; sent < 5; ++sent) EXPECT_NE(send_to(other_session_), "");
  EXPECT_EQ(send(), "");
  EXPECT_EQ(refused_, &reason::otp_too_many_sends);
}

TEST_F(VerificationTest, ThreeVoidedChallengesLockVerificationForAnHour) {
  void_a_challenge();
  void_a_challenge();
  EXPECT_FALSE(verification_.locked(user_.id, now_));
  void_a_challenge();
  EXPECT_TRUE(verification_.locked(user_.id, now_));
  EXPECT_EQ(send(), "");
  EXPECT_EQ(refused_, &reason::otp_locked);
  EXPECT_EQ(enter("123456"), &reason::otp_locked);
  now_ += hours(1);
  EXPECT_TRUE(verification_.locked(user_.id, now_));
  now_ += milliseconds(1);
  EXPECT_FALSE(verification_.locked(user_.id, now_));
  EXPECT_EQ(enter(send()), nullptr);
}

TEST_F(VerificationTest, ASuccessForgetsTheVoidedChallenges) {
  void_a_challenge();
  void_a_challenge();
  EXPECT_EQ(enter(send()), nullptr);
  void_a_challenge();
  EXPECT_FALSE(verification_.locked(user_.id, now_));
}

TEST_F(VerificationTest, ASessionIsTrustedFiveMinutes) {
  EXPECT_FALSE(verification_.trusted(session_, now_));
  session_.verified_at = now_;
  EXPECT_TRUE(verification_.trusted(session_, now_ + minutes(5)));
  EXPECT_FALSE(verification_.trusted(session_, now_ + minutes(5) + milliseconds(1)));
}

TEST_F(VerificationTest, AnAuthenticatorMayBeOneStepOff) {
  user_.verification = VerificationMethod::authenticator;
  EXPECT_EQ(send(), "");
  EXPECT_EQ(refused_, nullptr);
  for (const auto& [offset, refused] :
       std::vector<std::pair<Duration, const Reason*>>{{seconds(-30), nullptr},
                                                       {seconds(0), nullptr},
                                                       {seconds(30), nullptr},
                                                       {seconds(-60), &reason::otp_wrong},
                                                       {seconds(60), &reason::otp_wrong}}) {
    send();
    EXPECT_EQ(enter(authenticator(offset)), refused) << offset.count();
  }
}

TEST_F(VerificationTest, AnAuthenticatorsCodeIsGoodOnce) {
  user_.verification = VerificationMethod::authenticator;
  send();
  const std::string code = authenticator();
  EXPECT_EQ(enter(code), nullptr);
  send();
  EXPECT_EQ(enter(code), &reason::otp_used);
  now_ += seconds(30);
  EXPECT_EQ(enter(code), &reason::otp_used);
  EXPECT_EQ(enter(authenticator()), nullptr);
}

TEST_F(VerificationTest, AnAuthenticatorLocksToo) {
  user_.verification = VerificationMethod::authenticator;
  for (int challenge = 0; challenge < 3; ++challenge) {
    send();
    for (int tried = 0; tried < 5; ++tried) enter(other_than(authenticator(seconds(600))));
  }
  EXPECT_TRUE(verification_.locked(user_.id, now_));
}

TEST_F(VerificationTest, AMethodTheUserLacksGivesWayToTheNext) {
  user_.verification = VerificationMethod::authenticator;
  user_.totp_secret.clear();
  EXPECT_NE(send(), "");
  EXPECT_EQ(verification_.find(session_.id)->method, VerificationMethod::sms);
  user_.mobile_phone.clear();
  EXPECT_NE(send(), "");
  EXPECT_EQ(verification_.find(session_.id)->method, VerificationMethod::email);
}

TEST_F(VerificationTest, TheDialsMoveEveryLimit) {
  ASSERT_TRUE(dials_.set("otp.lifetime", "1m").ok());
  ASSERT_TRUE(dials_.set("otp.max_tries", "1").ok());
  ASSERT_TRUE(dials_.set("otp.max_sends_per_hour", "3").ok());
  ASSERT_TRUE(dials_.set("otp.voids_before_lock", "2").ok());
  ASSERT_TRUE(dials_.set("otp.lock_duration", "2m").ok());
  ASSERT_TRUE(dials_.set("otp.trusted_window", "1s").ok());
  const std::string late = send();
  now_ += minutes(1) + milliseconds(1);
  EXPECT_EQ(enter(late), &reason::otp_expired);
  EXPECT_EQ(enter(other_than(send())), &reason::otp_tries_exceeded);
  EXPECT_EQ(enter(other_than(send())), &reason::otp_tries_exceeded);
  EXPECT_TRUE(verification_.locked(user_.id, now_ + minutes(2)));
  EXPECT_FALSE(verification_.locked(user_.id, now_ + minutes(2) + milliseconds(1)));
  now_ += minutes(3);
  send();
  EXPECT_EQ(refused_, &reason::otp_too_many_sends);
  session_.verified_at = now_;
  EXPECT_FALSE(verification_.trusted(session_, now_ + seconds(2)));
}

TEST_F(VerificationTest, ManySessionsDoNotGrowMemoryForEver) {
  user_.verification = VerificationMethod::authenticator;
  WebSession session = session_;
  for (int number = 0; number < 1'500; ++number) {
    now_ += seconds(1);
    session.id = SessionId(std::to_string(number));
    send_to(session);
  }
  EXPECT_EQ(verification_.find(SessionId("0")), nullptr);
  EXPECT_NE(verification_.find(SessionId("500")), nullptr);
  EXPECT_NE(verification_.find(SessionId("1499")), nullptr);
}

}  // namespace
}  // namespace rehearse::salesforce
