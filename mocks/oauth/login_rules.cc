#include "mocks/oauth/login_rules.h"

#include <chrono>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/ip_allowlist.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

bool is_within_hours(const LoginPolicy& policy, TimePoint at) {
  const auto midnight = std::chrono::floor<std::chrono::days>(at);
  const auto& hours = policy.hours[std::chrono::weekday(midnight).c_encoding()];
  if (!hours) return true;
  // Salesforce, documented: to keep users out for a whole day, set both times to the same value.
  if (hours->start == hours->end) return false;
  const auto since_midnight = at - midnight;
  return since_midnight >= std::chrono::minutes(hours->start) &&
         since_midnight <= std::chrono::minutes(hours->end);
}

}  // namespace

bool is_ip_relaxed(const LoginFacts& login) {
  if (!login.relaxation) return false;
  // Salesforce, documented: the JWT bearer flow enforces IP restrictions whatever the app says.
  if (login.flow == LoginFlow::jwt_bearer) return false;
  switch (*login.relaxation) {
    case IpRelaxation::enforce:
      return false;
    case IpRelaxation::bypass:
      return true;
    // Salesforce, documented: enforced at the initial login, relaxed for refresh tokens.
    case IpRelaxation::enforce_relax_refresh:
      return login.flow == LoginFlow::refresh;
    case IpRelaxation::bypass_2factor:
      break;
  }
  // Salesforce, documented: relaxed in the web server flow for a person who verified their identity
  // on this device; the approval is where that is asked. Inferred: what the app does later with its
  // code and its refresh token rests on that approval.
  if (login.flow == LoginFlow::approval) return login.is_verified;
  return login.flow == LoginFlow::browser || login.flow == LoginFlow::code_exchange ||
         login.flow == LoginFlow::refresh;
}

const Reason* why_login_restricted(const LoginPolicy& policy, const LoginFacts& login) {
  // Salesforce, documented: logins from addresses outside the profile's ranges are denied.
  if (!is_ip_relaxed(login) && !address_allowed(policy.ip_ranges, login.peer))
    return &reason::login_ip_restricted;
  // Salesforce, documented: login hours of a profile; no app relaxes them.
  if (!is_within_hours(policy, login.at)) return &reason::login_hours_restricted;
  return nullptr;
}

Rejection login_rejection(const Reason& refused) {
  if (&refused == &reason::login_rate_exceeded) return {&error::login_rate_exceeded, &refused};
  // Salesforce, observed: reports of today say "ip restricted", older ones name the hours as well.
  if (&refused == &reason::login_hours_restricted)
    return {&error::login_hours_restricted, &refused};
  if (&refused == &reason::login_ip_restricted) return {&error::ip_restricted, &refused};
  return {&error::authentication_failure, &refused};
}

}  // namespace rehearse::oauth
