#include "mocks/salesforce/org/totp.h"

#include <gtest/gtest.h>

namespace rehearse::salesforce {
namespace {

// RFC 6238 appendix B, SHA-1: the secret is the ASCII text 12345678901234567890.
constexpr std::string_view kSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

TimePoint at(int64_t seconds) { return TimePoint(std::chrono::seconds(seconds)); }

TEST(Totp, GivesTheCodesOfTheStandard) {
  EXPECT_EQ(totp_code(kSecret, at(59)), "287082");
  EXPECT_EQ(totp_code(kSecret, at(1'111'111'109)), "081804");
  EXPECT_EQ(totp_code(kSecret, at(1'111'111'111)), "050471");
  EXPECT_EQ(totp_code(kSecret, at(1'234'567'890)), "005924");
  EXPECT_EQ(totp_code(kSecret, at(2'000'000'000)), "279037");
  EXPECT_EQ(totp_code(kSecret, at(20'000'000'000)), "353130");
}

TEST(Totp, AStepLastsThirtySeconds) {
  EXPECT_EQ(totp_code(kSecret, at(30)), totp_code(kSecret, at(59)));
  EXPECT_NE(totp_code(kSecret, at(30)), totp_code(kSecret, at(60)));
}

TEST(Totp, FindsTheStepWithinTheDrift) {
  const std::string code = totp_code(kSecret, at(59));  // step 1
  EXPECT_EQ(totp_step(kSecret, code, at(30), 1), 1);
  EXPECT_EQ(totp_step(kSecret, code, at(0), 1), 1);   // the authenticator is one step ahead
  EXPECT_EQ(totp_step(kSecret, code, at(89), 1), 1);  // or one behind
  EXPECT_EQ(totp_step(kSecret, code, at(90), 1), std::nullopt);
  EXPECT_EQ(totp_step(kSecret, code, at(60), 0), std::nullopt);
}

TEST(Totp, RefusesWhatIsNoCodeOrNoSecret) {
  EXPECT_EQ(totp_step(kSecret, "28708", at(59), 1), std::nullopt);
  EXPECT_EQ(totp_step(kSecret, "2870820", at(59), 1), std::nullopt);
  EXPECT_EQ(totp_step(kSecret, "", at(59), 1), std::nullopt);
  EXPECT_EQ(totp_step("not base32!", "287082", at(59), 1), std::nullopt);
  EXPECT_EQ(totp_step("", "", at(59), 1), std::nullopt);
  EXPECT_EQ(totp_code("not base32!", at(59)), "");
}

}  // namespace
}  // namespace rehearse::salesforce
