#include "mocks/oauth/ttl_rules.h"

#include <gtest/gtest.h>

#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;
using Policy = RefreshTokenPolicy;

constexpr Duration kDay = std::chrono::days(1);
constexpr TimePoint kStart = kRunStart;

AppSettings policy(Policy policy, int period, ValidityUnit unit, bool idle_limit) {
  AppSettings settings;
  settings.refresh_token_policy = policy;
  settings.refresh_token_validity_period = period;
  settings.refresh_token_validity_unit = unit;
  settings.is_enforce_refresh_token_ttl = idle_limit;
  return settings;
}

std::string why(const AppSettings& settings, const RefreshTimes& times, TimePoint now,
                const Dials& dials = Dials()) {
  const Reason* reason = why_refresh_token_over(settings, times, dials, now);
  return reason == nullptr ? std::string() : std::string(reason->name);
}

// One row: the last good instant, counted from a start where the token was just issued, and why it
// is over a millisecond later.
struct Row {
  Policy policy = Policy::infinite;
  int period = 365;
  ValidityUnit unit = ValidityUnit::days;
  bool idle_limit = false;
  Duration good_for{};
  std::string_view reason{};
};

TEST(RefreshTtl, EachPolicyEndsExactlyAfterItsTime) {
  const std::vector<Row> rows{
      {Policy::infinite, 365, ValidityUnit::days, true, 30 * kDay, "refresh_idle_limit"},
      {Policy::specific_lifetime, 10, ValidityUnit::days, false, 10 * kDay,
       "refresh_lifetime_over"},
      {Policy::specific_lifetime, 10, ValidityUnit::hours, true, 10h, "refresh_lifetime_over"},
      {Policy::specific_lifetime, 2, ValidityUnit::months, false, 60 * kDay,
       "refresh_lifetime_over"},
      {Policy::specific_lifetime, 12, ValidityUnit::months, true, 30 * kDay, "refresh_idle_limit"},
      {Policy::specific_inactivity, 7, ValidityUnit::days, false, 7 * kDay,
       "refresh_unused_too_long"},
      {Policy::specific_inactivity, 7, ValidityUnit::days, true, 7 * kDay,
       "refresh_unused_too_long"},
      {Policy::specific_inactivity, 60, ValidityUnit::days, true, 30 * kDay, "refresh_idle_limit"},
  };
  const RefreshTimes times{kStart, kStart, kStart};
  for (const Row& row : rows) {
    const AppSettings settings = policy(row.policy, row.period, row.unit, row.idle_limit);
    EXPECT_EQ(why(settings, times, kStart + row.good_for), "") << row.reason << row.period;
    EXPECT_EQ(why(settings, times, kStart + row.good_for + 1ms), row.reason) << row.period;
    EXPECT_EQ(refresh_token_ends(settings, times, Dials()), kStart + row.good_for);
  }
}

TEST(RefreshTtl, WithoutAnyLimitATokenNeverEnds) {
  const AppSettings settings = policy(Policy::infinite, 1, ValidityUnit::hours, false);
  const RefreshTimes times{kStart, kStart, kStart};
  EXPECT_EQ(why(settings, times, kStart + 100'000 * kDay), "");
  EXPECT_EQ(refresh_token_ends(settings, times, Dials()), std::nullopt);
}

TEST(RefreshTtl, ZeroIsOverAtOnceWithOrWithoutTheIdleLimit) {
  for (const bool idle_limit : {false, true}) {
    const AppSettings settings = policy(Policy::zero, 365, ValidityUnit::days, idle_limit);
    EXPECT_EQ(why(settings, {kStart, kStart, kStart}, kStart), "refresh_policy_zero");
  }
}

TEST(RefreshTtl, UseMovesIdleLimitsAndNotTheLifetime) {
  const RefreshTimes used{kStart, kStart + 20 * kDay, kStart + 20 * kDay};
  const AppSettings idle = policy(Policy::infinite, 1, ValidityUnit::days, true);
  EXPECT_EQ(why(idle, used, kStart + 50 * kDay), "");
  EXPECT_EQ(why(idle, used, kStart + 50 * kDay + 1ms), "refresh_idle_limit");
  const AppSettings lifetime = policy(Policy::specific_lifetime, 25, ValidityUnit::days, false);
  EXPECT_EQ(why(lifetime, used, kStart + 25 * kDay + 1ms), "refresh_lifetime_over");
  Dials resets;
  ASSERT_TRUE(resets.set("rtr.resets_absolute_lifetime", "true").ok());
  EXPECT_EQ(why(lifetime, used, kStart + 45 * kDay, resets), "");
  EXPECT_EQ(why(lifetime, used, kStart + 45 * kDay + 1ms, resets), "refresh_lifetime_over");
}

TEST(RefreshTtl, ALongPeriodDoesNotOverflow) {
  const AppSettings settings =
      policy(Policy::specific_lifetime, 2'000'000'000, ValidityUnit::months, false);
  EXPECT_EQ(why(settings, {kStart, kStart, kStart}, kStart + 100'000 * kDay), "");
}

TEST(AccessTtl, ComesFromTheSessionTimeoutOrTheJwtPolicy) {
  AppSettings settings;
  settings.session_timeout_minutes = 15;
  EXPECT_EQ(access_token_lifetime(settings, 120min), 15min);
  settings.session_timeout_minutes = 0;
  EXPECT_EQ(access_token_lifetime(settings, 120min), 120min);
  EXPECT_EQ(access_token_lifetime(settings, 30min), 30min);
  settings.is_named_user_jwt_enabled = true;
  settings.named_user_jwt_timeout_minutes = 10;
  EXPECT_EQ(access_token_lifetime(settings, 120min), 10min);
}

}  // namespace
}  // namespace rehearse::oauth
