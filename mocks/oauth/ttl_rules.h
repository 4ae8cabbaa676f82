#pragma once

#include <optional>

#include "mocks/core/reason.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/dials.h"

namespace rehearse::oauth {

// Lifetimes: what lives N is good at exactly N and dead a millisecond later.
inline constexpr Duration kIdleLimit = std::chrono::days(30);

bool expired(TimePoint start, Duration lifetime, TimePoint now);

// RefreshTimes are the instants that the refresh token policies count from.
struct RefreshTimes {
  TimePoint opened_at{};        // the exchange that began the chain
  TimePoint token_issued_at{};  // the last rotation, if any
  TimePoint last_used_at{};     // the last successful exchange or refresh
};
// Why the refresh token is over at `now`, judged by the policies as they are at that moment, or
// null if it is good. The idle limit acts beside the policy (Salesforce, documented: "Limit Idle
// Refresh Token TTL").
const Reason* why_refresh_token_over(const AppSettings& settings, const RefreshTimes& times,
                                     const Dials& dials, TimePoint now);
// The last instant at which the refresh token is good if nobody uses it; nothing if it never ends.
// Under the policy "immediately expire" that is before it was issued.
std::optional<TimePoint> refresh_token_ends(const AppSettings& settings, const RefreshTimes& times,
                                            const Dials& dials);

// The refresh token policy's period; a month counts as 30 days.
Duration validity_period(const AppSettings& settings);
// How long a new access token of the app lives: the app's session timeout or else the org's, or the
// policy for JWT-based tokens.
Duration access_token_lifetime(const AppSettings& settings, Duration org_session_timeout);

}  // namespace rehearse::oauth
