#include <gtest/gtest.h>

#include <chrono>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/login_rules.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

using std::chrono_literals::operator""min;

constexpr TimePoint kSomeDay = kRunStart;

LoginPolicy office() {
  LoginPolicy policy;
  policy.ip_ranges = {{"192.0.2.10", "192.0.2.20"}, {"2001:db8::10", "2001:db8::20"}};
  return policy;
}

std::string why(const LoginPolicy& policy, const LoginFacts& login) {
  const Reason* refused = why_login_restricted(policy, login);
  return refused == nullptr ? "" : std::string(refused->name);
}
std::string from(std::string_view peer) { return why(office(), {.peer = peer}); }

TEST(LoginIpRanges, HoldBothOfTheirEnds) {
  for (const char* inside :
       {"192.0.2.10", "192.0.2.20", "2001:db8::10", "2001:db8::20", "::ffff:192.0.2.15"}) {
    EXPECT_EQ(from(inside), "") << inside;
  }
  for (const char* outside :
       {"192.0.2.9", "192.0.2.21", "2001:db8::f", "2001:db8::21", "", "somewhere"}) {
    EXPECT_EQ(from(outside), "login_ip_restricted") << outside;
  }
  EXPECT_EQ(why({}, {.peer = "203.0.113.1"}), "");
}

TEST(LoginIpRanges, AreRelaxedByTheAppForSomeFlows) {
  const auto relaxed = [](IpRelaxation relaxation, LoginFlow flow, bool is_verified = false) {
    return is_ip_relaxed({.flow = flow, .relaxation = relaxation, .is_verified = is_verified});
  };
  for (const LoginFlow flow :
       {LoginFlow::browser, LoginFlow::approval, LoginFlow::code_exchange, LoginFlow::refresh,
        LoginFlow::client_credentials, LoginFlow::password}) {
    EXPECT_FALSE(relaxed(IpRelaxation::enforce, flow));
    EXPECT_TRUE(relaxed(IpRelaxation::bypass, flow));
    EXPECT_EQ(relaxed(IpRelaxation::enforce_relax_refresh, flow), flow == LoginFlow::refresh);
    EXPECT_FALSE(is_ip_relaxed({.flow = flow}));
  }
  // The JWT bearer flow is never relaxed.
  EXPECT_FALSE(relaxed(IpRelaxation::bypass, LoginFlow::jwt_bearer, true));

  constexpr IpRelaxation kSecondFactor = IpRelaxation::bypass_2factor;
  EXPECT_FALSE(relaxed(kSecondFactor, LoginFlow::approval));
  EXPECT_TRUE(relaxed(kSecondFactor, LoginFlow::approval, true));
  EXPECT_TRUE(relaxed(kSecondFactor, LoginFlow::browser));
  EXPECT_TRUE(relaxed(kSecondFactor, LoginFlow::code_exchange));
  EXPECT_TRUE(relaxed(kSecondFactor, LoginFlow::refresh));
  EXPECT_FALSE(relaxed(kSecondFactor, LoginFlow::client_credentials));
  EXPECT_FALSE(relaxed(kSecondFactor, LoginFlow::password));
}

TEST(LoginHoursOfAProfile, AreGoodOnBothOfTheirEnds) {
  const auto midnight = std::chrono::floor<std::chrono::days>(kSomeDay);
  const unsigned day = std::chrono::weekday(midnight).c_encoding();
  LoginPolicy policy;
  policy.hours[day] = {8 * 60, 18 * 60};
  const auto at = [&](Duration since_midnight) {
    return why(policy, {.at = midnight + since_midnight});
  };
  EXPECT_EQ(at(480min - Duration(1)), "login_hours_restricted");
  EXPECT_EQ(at(480min), "");
  EXPECT_EQ(at(1080min), "");
  EXPECT_EQ(at(1080min + Duration(1)), "login_hours_restricted");
  // Another weekday has no hours of its own.
  EXPECT_EQ(at(480min - Duration(1) + std::chrono::days(1)), "");
  EXPECT_EQ(at(480min - Duration(1) + std::chrono::days(7)), "login_hours_restricted");
  // No app relaxes them.
  EXPECT_EQ(
      why(policy, {.flow = LoginFlow::refresh, .relaxation = IpRelaxation::bypass, .at = midnight}),
      "login_hours_restricted");
}

TEST(LoginHoursOfAProfile, WithEqualEndsCloseTheDay) {
  const auto midnight = std::chrono::floor<std::chrono::days>(kSomeDay);
  LoginPolicy policy;
  policy.hours[std::chrono::weekday(midnight).c_encoding()] = {0, 0};
  EXPECT_EQ(why(policy, {.at = midnight}), "login_hours_restricted");
  EXPECT_EQ(why(policy, {.at = midnight + std::chrono::days(1) - Duration(1)}),
            "login_hours_restricted");
  EXPECT_EQ(why(policy, {.at = midnight + std::chrono::days(1)}), "");
  // A whole day is open to its last instant.
  policy.hours[std::chrono::weekday(midnight).c_encoding()] = {0, 24 * 60};
  EXPECT_EQ(why(policy, {.at = midnight + std::chrono::days(1) - Duration(1)}), "");
}

TEST(LoginRejection, HasSalesforcesWords) {
  const auto said = [](const Reason& refused) {
    const Rejection rejection = login_rejection(refused);
    EXPECT_EQ(rejection.error->code, "invalid_grant");
    EXPECT_EQ(rejection.reason, &refused);
    return rejection.error->description;
  };
  EXPECT_EQ(said(reason::login_ip_restricted), "ip restricted");
  EXPECT_EQ(said(reason::login_hours_restricted), "ip restricted or invalid login hours");
  EXPECT_EQ(said(reason::login_rate_exceeded), "login rate exceeded");
}

}  // namespace
}  // namespace rehearse::oauth
