#include "mocks/simulation/lives/remedies.h"

#include <algorithm>
#include <array>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/workato/reasons.h"

namespace rehearse::simulation {
namespace {

namespace org = oauth::reason;
namespace client = workato::reason;

constexpr std::string_view kPkce = "sf.11.security.pkce";
constexpr std::string_view kRotation = "sf.11.security.rotation";
constexpr std::string_view kIdle = "sf.11.security.idle";
constexpr std::string_view kAllowlist = "sf.11.security.allowlist";
constexpr std::string_view kScopes = "sf.10";
// The guide has no step for the policies; they are on the app's page once it is created.
constexpr std::string_view kPolicies = "sf.12";

constexpr std::array kRows{
    RemedyRow{&client::bug_no_pkce,
              {kPkce, "Have the client send a PKCE challenge, or do not require PKCE."}},
    RemedyRow{&org::verifier_mismatch,
              {kPkce, "Have the client send the verifier that belongs to its challenge."}},
    RemedyRow{&org::scope_outside_app,
              {kScopes,
               "Select every scope that the connection asks for, refresh_token (perform requests "
               "at any time) among them."}},
    RemedyRow{&org::exchange_ip_blocked,
              {kAllowlist, "List all three addresses of Workato's own data centre."}},
    RemedyRow{&org::refresh_ip_blocked,
              {kAllowlist, "List all three addresses of Workato's own data centre."}},
    RemedyRow{
        &client::bug_drops_rotated_token,
        {kRotation, "Have the client store the refresh token of every answer, or do not rotate."}},
    RemedyRow{
        &client::bug_refreshes_twice_at_once,
        {kRotation, "Have the client refresh a connection once at a time, or do not rotate."}},
    RemedyRow{&org::refresh_token_replay_refused,
              {kRotation,
               "An answer that is lost ends a rotated chain: connect again, or do not rotate."}},
    RemedyRow{&org::refresh_idle_limit,
              {kIdle, "Do not limit idle tokens, or use the connection within 30 days."}},
    RemedyRow{&org::refresh_policy_zero,
              {kPolicies,
               "On the app's Policies tab, let refresh tokens be valid until they are revoked."}},
    RemedyRow{&org::refresh_lifetime_over,
              {kPolicies,
               "On the app's Policies tab, let refresh tokens be valid until they are revoked."}},
    RemedyRow{&org::refresh_unused_too_long,
              {kPolicies,
               "On the app's Policies tab, allow a longer time without use, or use the connection "
               "more often."}},
    RemedyRow{&salesforce::reason::inactivity_above_idle_limit,
              {kPolicies,
               "On the app's Policies tab, expire unused refresh tokens after 30 days at most."}},
};

}  // namespace

std::span<const RemedyRow> remedies() { return kRows; }

Remedy remedy_for(const Reason& reason) {
  const auto row = std::ranges::find(kRows, &reason, &RemedyRow::reason);
  return row == kRows.end() ? Remedy() : row->remedy;
}

}  // namespace rehearse::simulation
