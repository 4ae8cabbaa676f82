#include "mocks/salesforce/pages/setup_policies_form.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/settings_enums.h"
#include "mocks/salesforce/pages/setup_app_form.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using wire::Markup;

constexpr std::array<std::string_view, 12> kPolicyFields = {
    "isEnabled",
    "permittedUsersPolicyType",
    "profiles",
    "permissionSets",
    "isClientCredentialsFlowEnabledInPolicies",
    "clientCredentialsFlowUser",
    "ipRelaxationPolicyType",
    "refreshTokenPolicyType",
    "refreshTokenValidityPeriod",
    "refreshTokenValidityUnit",
    "sessionTimeoutInMinutes",
    "namedUserJwtTimeout",
};

std::string text_of(const wire::Fields& fields, std::string_view name) {
  const wire::Field* field = wire::find_field(fields, name);
  return field == nullptr ? std::string() : std::string(trim(field->value));
}

std::optional<int> number_of(const std::string& text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

template <class Enum, size_t kSize>
Markup choice(std::string_view label, std::string_view name,
              const std::array<Spelling<Enum>, kSize>& table, Enum value,
              const SettingProblems& problems, std::optional<Enum> hidden = std::nullopt) {
  std::vector<wire::Option> options;
  for (const Spelling<Enum>& row : table) {
    if (hidden && *hidden == row.value) continue;
    options.push_back({std::string(row.metadata), std::string(row.label), row.value == value});
  }
  const std::string error = messages_for(problems, name);
  return wire::select({.label = label, .name = name, .error = error, .options = options});
}

bool uses_period(const oauth::AppSettings& settings) {
  return settings.refresh_token_policy == oauth::RefreshTokenPolicy::specific_lifetime ||
         settings.refresh_token_policy == oauth::RefreshTokenPolicy::specific_inactivity;
}

// A list of names of which any may be chosen: those on offer, and those chosen already.
Markup names(std::string_view label, std::string_view name, const std::vector<std::string>& offered,
             const std::vector<std::string>& chosen, const SettingProblems& problems) {
  std::vector<wire::Option> options;
  for (const std::string& offer : offered)
    options.push_back({offer, offer, std::ranges::find(chosen, offer) != chosen.end()});
  const std::string error = messages_for(problems, name);
  return wire::select({.label = label,
                       .name = name,
                       .hint = "Counts while admin approved users are pre-authorized.",
                       .error = error,
                       .options = options,
                       .multiple = true});
}

Markup app_policies(const PoliciesForm& form, const Offers& offers,
                    const SettingProblems& problems) {
  const oauth::AppSettings& settings = form.settings;
  Markup content = wire::check_box(
      {.label = label::kEnabled, .name = "isEnabled", .checked = settings.is_enabled});
  content += names(label::kSelectProfiles, "profiles", offers.profiles,
                   settings.pre_authorized_profiles, problems);
  content += names(label::kSelectPermissionSets, "permissionSets", offers.permission_sets,
                   settings.pre_authorized_permission_sets, problems);
  return wire::section("App Policies", content);
}

Markup oauth_flows(const PoliciesForm& form, const SettingProblems& problems) {
  const oauth::AppSettings& settings = form.settings;
  Markup content = wire::check_box({.label = label::kClientCredentials,
                                    .name = "isClientCredentialsFlowEnabledInPolicies",
                                    .checked = settings.is_client_credentials_policy_enabled});
  content += wire::text_field({.label = label::kRunAs,
                               .name = "clientCredentialsFlowUser",
                               .value = settings.client_credentials_user,
                               .error = messages_for(problems, "clientCredentialsFlowUser")});
  return wire::section("OAuth Flows and External Client App Enhancements", content);
}

Markup app_authorization(const PoliciesForm& form, const SettingProblems& problems) {
  const oauth::AppSettings& settings = form.settings;
  std::optional<oauth::RefreshTokenPolicy> hidden;
  if (settings.is_enforce_refresh_token_ttl) hidden = oauth::RefreshTokenPolicy::infinite;
  Markup content = choice(label::kRefreshPolicy, "refreshTokenPolicyType", kRefreshTokenPolicies,
                          settings.refresh_token_policy, problems, hidden);
  content += wire::text_field({.label = label::kValidityPeriod,
                               .name = "refreshTokenValidityPeriod",
                               .value = form.validity_period,
                               .error = messages_for(problems, "refreshTokenValidityPeriod")});
  content += choice(label::kValidityUnit, "refreshTokenValidityUnit", kValidityUnits,
                    settings.refresh_token_validity_unit, problems);
  content += choice(label::kIpRelaxation, "ipRelaxationPolicyType", kIpRelaxations,
                    settings.ip_relaxation, problems);
  content += wire::text_field({.label = label::kSessionTimeout,
                               .name = "sessionTimeoutInMinutes",
                               .value = form.session_timeout,
                               .hint = "0 means the org's session timeout.",
                               .error = messages_for(problems, "sessionTimeoutInMinutes")});
  content += wire::text_field({.label = label::kJwtTimeout,
                               .name = "namedUserJwtTimeout",
                               .value = form.jwt_timeout,
                               .error = messages_for(problems, "namedUserJwtTimeout")});
  return wire::section("App Authorization", content);
}

}  // namespace

oauth::AppSettings as_shown(oauth::AppSettings settings) {
  if (settings.is_enforce_refresh_token_ttl &&
      settings.refresh_token_policy == oauth::RefreshTokenPolicy::infinite) {
    settings.refresh_token_policy = oauth::RefreshTokenPolicy::specific_inactivity;
    settings.refresh_token_validity_period = 30;
    settings.refresh_token_validity_unit = oauth::ValidityUnit::days;
  }
  return settings;
}

PoliciesForm policies_of(const App& app) {
  PoliciesForm form;
  form.settings = as_shown(app.settings);
  form.validity_period = std::to_string(form.settings.refresh_token_validity_period);
  form.session_timeout = std::to_string(form.settings.session_timeout_minutes);
  form.jwt_timeout = std::to_string(form.settings.named_user_jwt_timeout_minutes);
  return form;
}

PoliciesForm read_policies(const wire::Fields& fields, const App& app) {
  PoliciesForm form = policies_of(app);
  oauth::AppSettings& settings = form.settings;
  settings.is_enabled = wire::find_field(fields, "isEnabled") != nullptr;
  settings.pre_authorized_profiles.clear();
  settings.pre_authorized_permission_sets.clear();
  for (const wire::Field& field : fields) {
    if (field.name == "profiles") settings.pre_authorized_profiles.push_back(field.value);
    if (field.name == "permissionSets")
      settings.pre_authorized_permission_sets.push_back(field.value);
  }
  settings.is_client_credentials_policy_enabled =
      wire::find_field(fields, "isClientCredentialsFlowEnabledInPolicies") != nullptr;
  settings.client_credentials_user = text_of(fields, "clientCredentialsFlowUser");
  const auto choose = [&](const auto& table, std::string_view name, auto& value) {
    value = value_spelled(table, text_of(fields, name)).value_or(value);
  };
  choose(kPermittedUsers, "permittedUsersPolicyType", settings.permitted_users);
  choose(kIpRelaxations, "ipRelaxationPolicyType", settings.ip_relaxation);
  choose(kRefreshTokenPolicies, "refreshTokenPolicyType", settings.refresh_token_policy);
  choose(kValidityUnits, "refreshTokenValidityUnit", settings.refresh_token_validity_unit);
  form.validity_period = text_of(fields, "refreshTokenValidityPeriod");
  form.session_timeout = text_of(fields, "sessionTimeoutInMinutes");
  form.jwt_timeout = text_of(fields, "namedUserJwtTimeout");
  return form;
}

SettingProblems apply_numbers(const PoliciesForm& form, oauth::AppSettings& settings) {
  SettingProblems problems;
  const auto apply = [&](const std::string& text, int& value, std::string_view field,
                         std::string_view name, const Reason& reason) {
    const std::optional<int> number = number_of(text);
    if (number) {
      value = *number;
    } else {
      problems.push_back({std::string(field), std::string(name), "Enter a whole number.", &reason});
    }
  };
  // Without a period in the policy its field means nothing and may be empty.
  if (uses_period(settings) || number_of(form.validity_period)) {
    apply(form.validity_period, settings.refresh_token_validity_period,
          "refreshTokenValidityPeriod", label::kValidityPeriod, reason::validity_period_bounds);
  }
  apply(form.session_timeout, settings.session_timeout_minutes, "sessionTimeoutInMinutes",
        label::kSessionTimeout, reason::session_timeout_bounds);
  apply(form.jwt_timeout, settings.named_user_jwt_timeout_minutes, "namedUserJwtTimeout",
        label::kJwtTimeout, reason::jwt_timeout_value);
  return problems;
}

Markup policies_sections(const PoliciesForm& form, const SettingProblems& problems,
                         const Offers& offers) {
  Markup content = app_policies(form, offers, problems);
  Markup oauth_policies = wire::section(
      "Plugin Policies", choice(label::kPermittedUsers, "permittedUsersPolicyType", kPermittedUsers,
                                form.settings.permitted_users, problems));
  oauth_policies += oauth_flows(form, problems);
  oauth_policies += app_authorization(form, problems);
  content += wire::section("OAuth Policies", oauth_policies);
  return content;
}

Markup policies_details(const oauth::AppSettings& stored) {
  const oauth::AppSettings settings = as_shown(stored);
  Markup content = wire::detail(label::kEnabled, settings.is_enabled ? "Yes" : "No", "isEnabled");
  content += wire::detail(label::kPermittedUsers,
                          spelling_of(kPermittedUsers, settings.permitted_users).label,
                          "permittedUsersPolicyType");
  content += wire::detail(label::kSelectProfiles, join(settings.pre_authorized_profiles, ", "),
                          "profiles");
  content += wire::detail(label::kSelectPermissionSets,
                          join(settings.pre_authorized_permission_sets, ", "), "permissionSets");
  content += wire::detail(label::kClientCredentials,
                          settings.is_client_credentials_policy_enabled ? "Yes" : "No",
                          "isClientCredentialsFlowEnabledInPolicies");
  content +=
      wire::detail(label::kRunAs, settings.client_credentials_user, "clientCredentialsFlowUser");
  content += wire::detail(label::kRefreshPolicy,
                          spelling_of(kRefreshTokenPolicies, settings.refresh_token_policy).label,
                          "refreshTokenPolicyType");
  if (uses_period(settings)) {
    content +=
        wire::detail(label::kValidityPeriod, std::to_string(settings.refresh_token_validity_period),
                     "refreshTokenValidityPeriod");
    content += wire::detail(label::kValidityUnit,
                            spelling_of(kValidityUnits, settings.refresh_token_validity_unit).label,
                            "refreshTokenValidityUnit");
  }
  content +=
      wire::detail(label::kIpRelaxation, spelling_of(kIpRelaxations, settings.ip_relaxation).label,
                   "ipRelaxationPolicyType");
  content += wire::detail(label::kSessionTimeout, std::to_string(settings.session_timeout_minutes),
                          "sessionTimeoutInMinutes");
  content +=
      wire::detail(label::kJwtTimeout, std::to_string(settings.named_user_jwt_timeout_minutes),
                   "namedUserJwtTimeout");
  return content;
}

bool is_policy_field(std::string_view field) {
  return std::ranges::find(kPolicyFields, field) != kPolicyFields.end();
}

}  // namespace rehearse::salesforce
