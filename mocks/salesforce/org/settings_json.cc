#include "mocks/salesforce/org/settings_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/settings_enums.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using oauth::AppSettings;

// What is wrong with a value; no reason if it was taken.
struct Complaint {
  std::string message{};
  const Reason* reason = nullptr;
};

Complaint expected(std::string_view what) {
  return {fmt::format("Expected {}.", what), &reason::setting_type};
}

template <auto kMember>
Complaint read_text(const Json& value, AppSettings& settings) {
  if (!value.is_string()) return expected("text");
  settings.*kMember = value.get<std::string>();
  return {};
}
template <auto kMember>
Complaint read_bool(const Json& value, AppSettings& settings) {
  if (!value.is_boolean()) return expected("true or false");
  settings.*kMember = value.get<bool>();
  return {};
}
template <auto kMember>
Complaint read_number(const Json& value, AppSettings& settings) {
  constexpr int64_t kMost = std::numeric_limits<int>::max();
  const bool is_huge = value.is_number_unsigned() && value.get<uint64_t>() > uint64_t(kMost);
  if (!value.is_number_integer() || is_huge || value.get<int64_t>() < -kMost) {
    return expected("a whole number");
  }
  settings.*kMember = int(value.get<int64_t>());
  return {};
}
template <auto kMember>
Json write(const AppSettings& settings) {
  return settings.*kMember;
}

template <auto kMember, const auto& kTable>
Complaint read_enum(const Json& value, AppSettings& settings) {
  std::vector<std::string> names;
  for (const auto& row : kTable) names.emplace_back(row.metadata);
  const std::string choices = join(names, ", ");
  if (!value.is_string()) return expected("one of " + choices);
  const auto& spelled = value.get_ref<const std::string&>();
  const auto found = value_spelled(kTable, spelled);
  if (!found) {
    return {fmt::format("\"{}\" is not one of {}.", spelled, choices), &reason::setting_value};
  }
  settings.*kMember = *found;
  return {};
}
template <auto kMember, const auto& kTable>
Json write_enum(const AppSettings& settings) {
  return spelling_of(kTable, settings.*kMember).metadata;
}

// A list of text, or one text that `cut` takes apart.
template <auto kMember, auto kCut>
Complaint read_list(const Json& value, AppSettings& settings) {
  if (value.is_string()) {
    settings.*kMember = kCut(value.get_ref<const std::string&>());
    return {};
  }
  if (!value.is_array() ||
      !std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); })) {
    return expected("text, or a list of text");
  }
  settings.*kMember = value.get<std::vector<std::string>>();
  return {};
}

Json write_callbacks(const AppSettings& settings) { return join(settings.callback_urls, "\n"); }

Complaint read_range(const Json& value, oauth::AddressRange& range) {
  if (!value.is_object()) return expected("a list of {\"startIpAddress\",\"endIpAddress\"}");
  for (const auto& [key, text] : value.items()) {
    std::string* member = key == "startIpAddress" ? &range.start
                          : key == "endIpAddress" ? &range.end
                          : key == "description"  ? &range.description
                                                  : nullptr;
    if (member == nullptr) {
      return {fmt::format("A range has no member \"{}\".", key), &reason::setting_unknown};
    }
    if (!text.is_string()) return expected(fmt::format("text as {}", key));
    *member = text.get<std::string>();
  }
  return {};
}

Complaint read_ranges(const Json& value, AppSettings& settings) {
  if (!value.is_array()) return expected("a list of {\"startIpAddress\",\"endIpAddress\"}");
  std::vector<oauth::AddressRange> ranges;
  for (const Json& item : value) {
    Complaint complaint = read_range(item, ranges.emplace_back());
    if (complaint.reason != nullptr) return complaint;
  }
  settings.token_ip_ranges = std::move(ranges);
  return {};
}

Json write_ranges(const AppSettings& settings) {
  Json list = Json::array();
  for (const oauth::AddressRange& range : settings.token_ip_ranges) {
    Json item = {{"startIpAddress", range.start}, {"endIpAddress", range.end}};
    if (!range.description.empty()) item["description"] = range.description;
    list.push_back(std::move(item));
  }
  return list;
}

struct Setting {
  AppPart part = AppPart::application;  // the component whose field it is
  std::string_view field{};
  std::string_view label{};
  Complaint (*read)(const Json&, AppSettings&) = nullptr;
  Json (*write)(const AppSettings&) = nullptr;
};

template <auto kMember>
constexpr Setting text_setting(AppPart part, std::string_view field, std::string_view name) {
  return {part, field, name, read_text<kMember>, write<kMember>};
}
template <auto kMember>
constexpr Setting bool_setting(AppPart part, std::string_view field, std::string_view name) {
  return {part, field, name, read_bool<kMember>, write<kMember>};
}
template <auto kMember>
constexpr Setting number_setting(AppPart part, std::string_view field, std::string_view name) {
  return {part, field, name, read_number<kMember>, write<kMember>};
}
template <auto kMember, const auto& kTable>
constexpr Setting enum_setting(AppPart part, std::string_view field, std::string_view name) {
  return {part, field, name, read_enum<kMember, kTable>, write_enum<kMember, kTable>};
}

using S = AppSettings;
constexpr Setting kSettings[] = {
    text_setting<&S::api_name>(AppPart::application, "apiName", label::kApiName),
    text_setting<&S::label>(AppPart::application, "label", label::kName),
    text_setting<&S::contact_email>(AppPart::application, "contactEmail", label::kContactEmail),
    text_setting<&S::contact_phone>(AppPart::application, "contactPhone", label::kContactPhone),
    text_setting<&S::info_url>(AppPart::application, "infoUrl", label::kInfoUrl),
    text_setting<&S::logo_url>(AppPart::application, "logoUrl", label::kLogoUrl),
    text_setting<&S::icon_url>(AppPart::application, "iconUrl", label::kIconUrl),
    text_setting<&S::description>(AppPart::application, "description", label::kDescription),
    enum_setting<&S::distribution_state, kDistributionStates>(
        AppPart::application, "distributionState", label::kDistributionState),
    bool_setting<&S::is_oauth_enabled>(AppPart::policies, "isOauthEnabled", label::kEnableOauth),
    {AppPart::global_oauth, "callbackUrl", label::kCallbackUrl,
     read_list<&S::callback_urls, callback_lines>, write_callbacks},
    {AppPart::oauth, "scopes", label::kScopes, read_list<&S::scopes, split_words>,
     write<&S::scopes>},
    bool_setting<&S::is_introspect_all_tokens>(AppPart::global_oauth, "isIntrospectAllTokens",
                                               label::kIntrospectAll),
    bool_setting<&S::is_client_credentials_flow_enabled>(
        AppPart::global_oauth, "isClientCredentialsFlowEnabled", label::kClientCredentials),
    bool_setting<&S::is_code_cred_flow_enabled>(AppPart::global_oauth, "isCodeCredFlowEnabled",
                                                label::kCodeCredFlow),
    bool_setting<&S::is_device_flow_enabled>(AppPart::global_oauth, "isDeviceFlowEnabled",
                                             label::kDeviceFlow),
    text_setting<&S::certificate>(AppPart::global_oauth, "certificate", label::kCertificate),
    bool_setting<&S::is_token_exchange_enabled>(AppPart::global_oauth, "isTokenExchangeEnabled",
                                                label::kTokenExchange),
    bool_setting<&S::is_consumer_secret_optional>(AppPart::global_oauth, "isConsumerSecretOptional",
                                                  label::kSecretForWebServer),
    bool_setting<&S::is_secret_required_for_refresh_token>(
        AppPart::global_oauth, "isSecretRequiredForRefreshToken", label::kSecretForRefresh),
    bool_setting<&S::is_pkce_required>(AppPart::global_oauth, "isPkceRequired", label::kPkce),
    bool_setting<&S::is_refresh_token_rotation_enabled>(
        AppPart::global_oauth, "isRefreshTokenRotationEnabled", label::kRotation),
    bool_setting<&S::is_named_user_jwt_enabled>(AppPart::global_oauth, "isNamedUserJwtEnabled",
                                                label::kNamedUserJwt),
    bool_setting<&S::is_enforce_refresh_token_ttl>(AppPart::global_oauth,
                                                   "isEnforceRefreshTokenTTL", label::kIdleLimit),
    {AppPart::oauth_security, "tokenIpRanges", label::kAllowlist, read_ranges, write_ranges},
    bool_setting<&S::is_enabled>(AppPart::policies, "isEnabled", label::kEnabled),
    enum_setting<&S::permitted_users, kPermittedUsers>(
        AppPart::oauth_policies, "permittedUsersPolicyType", label::kPermittedUsers),
    {AppPart::oauth_policies, "profiles", label::kSelectProfiles,
     read_list<&S::pre_authorized_profiles, callback_lines>, write<&S::pre_authorized_profiles>},
    enum_setting<&S::ip_relaxation, kIpRelaxations>(AppPart::oauth_policies,
                                                    "ipRelaxationPolicyType", label::kIpRelaxation),
    enum_setting<&S::refresh_token_policy, kRefreshTokenPolicies>(
        AppPart::oauth_policies, "refreshTokenPolicyType", label::kRefreshPolicy),
    number_setting<&S::refresh_token_validity_period>(
        AppPart::oauth_policies, "refreshTokenValidityPeriod", label::kValidityPeriod),
    enum_setting<&S::refresh_token_validity_unit, kValidityUnits>(
        AppPart::oauth_policies, "refreshTokenValidityUnit", label::kValidityUnit),
    number_setting<&S::session_timeout_minutes>(AppPart::oauth_policies, "sessionTimeoutInMinutes",
                                                label::kSessionTimeout),
    number_setting<&S::named_user_jwt_timeout_minutes>(AppPart::oauth_policies,
                                                       "namedUserJwtTimeout", label::kJwtTimeout),
};

const Setting* find_setting(std::string_view field) {
  const auto* row = std::ranges::find(kSettings, field, &Setting::field);
  return row == std::end(kSettings) ? nullptr : row;
}

SettingProblem unknown_setting(const std::string& field) {
  std::vector<std::string> fields;
  for (const Setting& setting : kSettings) fields.emplace_back(setting.field);
  const std::optional<std::string> meant = nearest(field, fields);
  return {field, field,
          meant ? fmt::format("There is no setting \"{}\"; did you mean \"{}\"?", field, *meant)
                : fmt::format("There is no setting \"{}\".", field),
          &reason::setting_unknown};
}

}  // namespace

Result<AppSettings, SettingProblems> settings_from_json(const Json& object, AppSettings base) {
  if (!object.is_object()) {
    return SettingProblems{
        {"", "External Client App", "Expected an object of settings.", &reason::setting_type}};
  }
  SettingProblems problems;
  for (const auto& [field, value] : object.items()) {
    const Setting* setting = find_setting(field);
    if (setting == nullptr) {
      problems.push_back(unknown_setting(field));
      continue;
    }
    Complaint complaint = setting->read(value, base);
    if (complaint.reason == nullptr) continue;
    problems.push_back(
        {field, std::string(setting->label), std::move(complaint.message), complaint.reason});
  }
  if (!problems.empty()) return problems;
  return base;
}

Json settings_to_json(const AppSettings& settings) {
  Json object = Json::object();
  for (const Setting& setting : kSettings) {
    object[std::string(setting.field)] = setting.write(settings);
  }
  return object;
}

Json app_to_json(const App& app) {
  Json object = {{"app_id", app.id.value}, {"consumer_key", app.consumer_key.value}};
  object.update(settings_to_json(app.settings));
  return object;
}

Json created_app_to_json(const App& app) {
  return {{"consumer_key", app.consumer_key.value},
          {"consumer_secret", app.consumer_secret.value},
          {"app_id", app.id.value}};
}

std::vector<std::string> callback_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string& line : split(text, '\n')) {
    const std::string_view url = trim(line);
    if (!url.empty()) lines.emplace_back(url);
  }
  return lines;
}

std::optional<AppPart> part_of(std::string_view field) {
  const Setting* setting = find_setting(field);
  return setting == nullptr ? std::nullopt : std::optional(setting->part);
}

std::set<AppPart> changed_parts(const AppSettings& before, const AppSettings& after) {
  std::set<AppPart> parts;
  for (const Setting& setting : kSettings) {
    if (setting.write(before) != setting.write(after)) parts.insert(setting.part);
  }
  return parts;
}

std::string_view label_of(std::string_view field) {
  const Setting* setting = find_setting(field);
  return setting == nullptr ? std::string_view() : setting->label;
}

}  // namespace rehearse::salesforce
