#include "mocks/oauth/ttl_rules.h"

#include <algorithm>

#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

TimePoint lifetime_start(const RefreshTimes& times, const Dials& dials) {
  const bool resets = dials.is(Dial::rtr_resets_absolute_lifetime, "true");
  return resets ? times.token_issued_at : times.opened_at;
}

}  // namespace

bool expired(TimePoint start, Duration lifetime, TimePoint now) { return now > start + lifetime; }

Duration validity_period(const AppSettings& settings) {
  const int64_t count = settings.refresh_token_validity_period;
  switch (settings.refresh_token_validity_unit) {
    case ValidityUnit::hours:
      return std::chrono::hours(count);
    case ValidityUnit::days:
      return std::chrono::days(count);
    case ValidityUnit::months:
      break;
  }
  return std::chrono::days(30 * count);
}

const Reason* why_refresh_token_over(const AppSettings& settings, const RefreshTimes& times,
                                     const Dials& dials, TimePoint now) {
  // Salesforce, documented: "Immediately expire refresh token"; the idle limit changes nothing.
  if (settings.refresh_token_policy == RefreshTokenPolicy::zero)
    return &reason::refresh_policy_zero;
  const Duration period = validity_period(settings);
  // Salesforce, documented: "Expire refresh token after", whether used or not.
  if (settings.refresh_token_policy == RefreshTokenPolicy::specific_lifetime &&
      expired(lifetime_start(times, dials), period, now))
    return &reason::refresh_lifetime_over;
  // Salesforce, documented: "Expire refresh token if not used for".
  if (settings.refresh_token_policy == RefreshTokenPolicy::specific_inactivity &&
      expired(times.last_used_at, period, now))
    return &reason::refresh_unused_too_long;
  // Salesforce, documented: "Limit Idle Refresh Token TTL to 30 Days", beside any other policy.
  if (settings.is_enforce_refresh_token_ttl && expired(times.last_used_at, kIdleLimit, now))
    return &reason::refresh_idle_limit;
  return nullptr;
}

std::optional<TimePoint> refresh_token_ends(const AppSettings& settings, const RefreshTimes& times,
                                            const Dials& dials) {
  if (settings.refresh_token_policy == RefreshTokenPolicy::zero)
    return times.token_issued_at - Duration(1);
  std::optional<TimePoint> ends;
  if (settings.refresh_token_policy == RefreshTokenPolicy::specific_lifetime)
    ends = lifetime_start(times, dials) + validity_period(settings);
  if (settings.refresh_token_policy == RefreshTokenPolicy::specific_inactivity)
    ends = times.last_used_at + validity_period(settings);
  if (settings.is_enforce_refresh_token_ttl)
    ends = std::min(ends.value_or(TimePoint::max()), times.last_used_at + kIdleLimit);
  return ends;
}

Duration access_token_lifetime(const AppSettings& settings, Duration org_session_timeout) {
  if (settings.is_named_user_jwt_enabled)
    return std::chrono::minutes(settings.named_user_jwt_timeout_minutes);
  if (settings.session_timeout_minutes == 0) return org_session_timeout;
  return std::chrono::minutes(settings.session_timeout_minutes);
}

}  // namespace rehearse::oauth
