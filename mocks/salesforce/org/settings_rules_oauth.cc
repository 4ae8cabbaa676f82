#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/oauth/ip_address.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/org/address_ranges.h"
#include "mocks/salesforce/org/settings_rules.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr std::array kJwtTimeouts = {1, 5, 10, 15, 30, 60, 90, 120, 240, 480, 720};  // minutes

std::string nearest_scope(const std::string& name) {
  std::vector<std::string> names;
  for (const oauth::Scope& scope : oauth::scope_table()) names.emplace_back(scope.name);
  if (const oauth::Scope* meant = oauth::find_metadata_scope(name)) return std::string(meant->name);
  return nearest(name, names).value_or("");
}

int64_t hours_of(int period, oauth::ValidityUnit unit) {
  switch (unit) {
    case oauth::ValidityUnit::hours:
      return period;
    case oauth::ValidityUnit::days:
      return int64_t{24} * period;
    case oauth::ValidityUnit::months:
      return int64_t{24} * 30 * period;
  }
  return 0;
}

struct Ranges {
  SettingProblems& problems;
  uint64_t addresses = 0;

  void report(std::string message, const Reason& reason) {
    problems.push_back(
        {"tokenIpRanges", std::string(label::kAllowlist), std::move(message), &reason});
  }

  void check(size_t number, const oauth::AddressRange& range) {
    if (auto problem = problem_of(range, number)) {
      report(std::move(problem->message), *problem->reason);
      return;
    }
    addresses += oauth::addresses_between(*oauth::parse_ip(range.start),
                                          *oauth::parse_ip(range.end), kIpAddressesMost + 1);
  }
};

}  // namespace

void check_scopes(const oauth::AppSettings& settings, SettingProblems& problems) {
  const auto report = [&](std::string message, const Reason& reason) {
    problems.push_back({"scopes", std::string(label::kScopes), std::move(message), &reason});
  };
  std::set<std::string> seen;
  for (const std::string& name : settings.scopes) {
    if (oauth::find_scope(name) == nullptr) {
      const std::string meant = nearest_scope(name);
      report(fmt::format("\"{}\" is not an OAuth scope{}", name,
                         meant.empty() ? "." : fmt::format("; did you mean \"{}\"?", meant)),
             reason::scope_unknown);
    } else if (!seen.insert(name).second) {
      report(fmt::format("The scope \"{}\" is given twice.", name), reason::scope_twice);
    }
  }
}

// Salesforce help, "Set Up an IP Allowlist for Refresh Tokens": start not above end, at most 128
// ranges and 256 addresses in all, IPv4 and IPv6.
void check_allowlist(const oauth::AppSettings& settings, SettingProblems& problems) {
  Ranges ranges{problems};
  if (settings.token_ip_ranges.size() > kIpRangesMost) {
    ranges.report(fmt::format("The allowlist can have at most {} IP ranges.", kIpRangesMost),
                  reason::ip_ranges_too_many);
    return;
  }
  for (size_t index = 0; index < settings.token_ip_ranges.size(); ++index) {
    ranges.check(index + 1, settings.token_ip_ranges[index]);
  }
  if (ranges.addresses > kIpAddressesMost) {
    ranges.report(
        fmt::format("The allowlist can cover at most {} IP addresses in all.", kIpAddressesMost),
        reason::ip_addresses_too_many);
  }
}

void check_policies(const oauth::AppSettings& settings, SettingProblems& problems) {
  const auto report = [&](std::string_view field, std::string_view name, std::string message,
                          const Reason& reason) {
    problems.push_back({std::string(field), std::string(name), std::move(message), &reason});
  };
  const int period = settings.refresh_token_validity_period;
  const bool is_inactivity =
      settings.refresh_token_policy == oauth::RefreshTokenPolicy::specific_inactivity;
  const bool uses_period = is_inactivity || settings.refresh_token_policy ==
                                                oauth::RefreshTokenPolicy::specific_lifetime;
  if (uses_period && (period < 1 || period > kValidityPeriodMost)) {
    report("refreshTokenValidityPeriod", label::kValidityPeriod,
           fmt::format("Enter a whole number from 1 to {}.", kValidityPeriodMost),
           reason::validity_period_bounds);
  } else if (is_inactivity && settings.is_enforce_refresh_token_ttl &&
             hours_of(period, settings.refresh_token_validity_unit) > 30 * 24) {
    // Salesforce help, "Limit Idle Refresh Token TTL": a longer inactivity can't be saved.
    report("refreshTokenValidityPeriod", label::kValidityPeriod,
           "While the idle refresh token TTL is limited to 30 days, a refresh token can't stay "
           "unused for more than 30 days.",
           reason::inactivity_above_idle_limit);
  }
  const int timeout = settings.session_timeout_minutes;
  if (timeout != 0 && (timeout < kSessionTimeoutLeast || timeout > kSessionTimeoutMost)) {
    report("sessionTimeoutInMinutes", label::kSessionTimeout,
           fmt::format("Enter 0 for the org's own timeout, or {} to {} minutes.",
                       kSessionTimeoutLeast, kSessionTimeoutMost),
           reason::session_timeout_bounds);
  }
  if (std::ranges::find(kJwtTimeouts, settings.named_user_jwt_timeout_minutes) ==
      kJwtTimeouts.end()) {
    report("namedUserJwtTimeout", label::kJwtTimeout,
           "Choose 1, 5, 10, 15, 30, 60, 90, 120, 240, 480 or 720 minutes.",
           reason::jwt_timeout_value);
  }
  if (settings.is_client_credentials_policy_enabled && settings.client_credentials_user.empty())
    problems.push_back(execution_user_problem());
  if (settings.certificate.empty()) return;
  const auto certificate = Certificate::read(settings.certificate);
  if (!certificate) {
    report("certificate", label::kCertificate, "Enter one X.509 certificate in PEM form.",
           reason::certificate_malformed);
  } else if (!certificate->is_rsa()) {
    report("certificate", label::kCertificate, "Enter the certificate of an RSA key.",
           reason::certificate_not_rsa);
  }
}

// Salesforce, observed: a deploy's message.
SettingProblem execution_user_problem() {
  return {"clientCredentialsFlowUser", std::string(label::kRunAs),
          "Enter a valid execution user for the OAuth client credentials flow.",
          &reason::execution_user_invalid};
}

}  // namespace rehearse::salesforce
