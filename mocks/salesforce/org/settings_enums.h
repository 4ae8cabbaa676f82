#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "mocks/oauth/app_settings.h"

namespace rehearse::salesforce {

// Spelling is one value of a setting, as metadata spells it and as the Setup page shows it.
template <class Enum>
struct Spelling {
  Enum value{};
  std::string_view metadata{};
  std::string_view label{};
};

// Sources: Metadata API types ExternalClientApplication and
// ExtlClntAppOauthConfigurablePolicies; labels from Salesforce help and product guides.
inline constexpr std::array<Spelling<oauth::DistributionState>, 2> kDistributionStates = {{
    {oauth::DistributionState::local, "Local", "Local"},
    {oauth::DistributionState::packaged, "Packaged", "Packaged"},
}};

inline constexpr std::array<Spelling<oauth::RefreshTokenPolicy>, 4> kRefreshTokenPolicies = {{
    {oauth::RefreshTokenPolicy::infinite, "Infinite", "Refresh token is valid until revoked"},
    {oauth::RefreshTokenPolicy::zero, "Zero", "Immediately expire refresh token"},
    {oauth::RefreshTokenPolicy::specific_lifetime, "SpecificLifetime",
     "Expire refresh token after specific time"},
    {oauth::RefreshTokenPolicy::specific_inactivity, "SpecificInactivity",
     "Expire refresh token if not used for specific time"},
}};

inline constexpr std::array<Spelling<oauth::ValidityUnit>, 3> kValidityUnits = {{
    {oauth::ValidityUnit::hours, "Hours", "Hour(s)"},
    {oauth::ValidityUnit::days, "Days", "Day(s)"},
    {oauth::ValidityUnit::months, "Months", "Month(s)"},
}};

inline constexpr std::array<Spelling<oauth::PermittedUsers>, 2> kPermittedUsers = {{
    {oauth::PermittedUsers::all_self_authorized, "AllSelfAuthorized",
     "All users can self-authorize"},
    {oauth::PermittedUsers::admin_approved_pre_authorized, "AdminApprovedPreAuthorized",
     "Admin approved users are pre-authorized"},
}};

inline constexpr std::array<Spelling<oauth::IpRelaxation>, 4> kIpRelaxations = {{
    {oauth::IpRelaxation::enforce, "Enforce", "Enforce IP restrictions"},
    {oauth::IpRelaxation::bypass, "Bypass", "Relax IP restrictions"},
    {oauth::IpRelaxation::bypass_2factor, "Bypass_2factor",
     "Relax IP restrictions for activated devices"},
    {oauth::IpRelaxation::enforce_relax_refresh, "Enforce_RelaxRefresh",
     "Enforce IP restrictions, but relax for refresh tokens"},
}};

template <class Enum, size_t kSize>
constexpr const Spelling<Enum>& spelling_of(const std::array<Spelling<Enum>, kSize>& table,
                                            Enum value) {
  for (const Spelling<Enum>& row : table) {
    if (row.value == value) return row;
  }
  return table.front();
}

// The values of the table, as metadata spells them.
template <class Enum, size_t kSize>
constexpr std::array<std::string_view, kSize> spellings(
    const std::array<Spelling<Enum>, kSize>& table) {
  std::array<std::string_view, kSize> names{};
  for (size_t index = 0; index < kSize; ++index) names[index] = table[index].metadata;
  return names;
}

// The value that metadata spells so; nothing if none does.
template <class Enum, size_t kSize>
constexpr std::optional<Enum> value_spelled(const std::array<Spelling<Enum>, kSize>& table,
                                            std::string_view metadata) {
  for (const Spelling<Enum>& row : table) {
    if (row.metadata == metadata) return row.value;
  }
  return std::nullopt;
}

}  // namespace rehearse::salesforce
