#include <algorithm>
#include <array>

#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/data/object_apps.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/settings_enums.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

const oauth::AppSettings& settings(const Row& row) { return row.app->settings; }

// ScopeColumn is the field of one scope. Salesforce, observed: some have names of their own.
struct ScopeColumn {
  std::string_view name{};
  std::string_view label{};
  std::string_view scope{};  // the OAuth name; empty: one that no app has
};
constexpr std::array kScopes{
    ScopeColumn{"OauthScopesSSO", "SSO", "id"},
    ScopeColumn{"OauthScopesAPI", "API", "api"},
    ScopeColumn{"OauthScopesWEB", "WEB", "web"},
    ScopeColumn{"OauthScopesFULL", "FULL", "full"},
    ScopeColumn{"OauthScopesCHATTER_REST_API", "CHATTER_REST_API", "chatter_api"},
    ScopeColumn{"OauthScopesVF", "VF", "visualforce"},
    ScopeColumn{"OauthScopesREFRESH_TOKEN", "REFRESH_TOKEN", "refresh_token"},
    ScopeColumn{"OauthScopesOPENID", "OPENID", "openid"},
    ScopeColumn{"OauthScopesPROFILE", "PROFILE", "profile"},
    ScopeColumn{"OauthScopesEMAIL", "EMAIL", "email"},
    ScopeColumn{"OauthScopesADDRESS", "ADDRESS", "address"},
    ScopeColumn{"OauthScopesPHONE", "PHONE", "phone"},
    ScopeColumn{"OauthScopesOFFLINE_ACCESS", "OFFLINE_ACCESS", "offline_access"},
    ScopeColumn{"OauthScopesCUSTOM_PERMISSIONS", "CUSTOM_PERMISSIONS", "custom_permissions"},
    ScopeColumn{"OauthScopesWAVE_REST_API", "WAVE_REST_API", "wave_api"},
    ScopeColumn{"OauthScopesECLAIR_REST_API", "ECLAIR_REST_API", "eclair_api"},
    ScopeColumn{"OauthScopesHUB_API", "HUB_API", ""},
    ScopeColumn{"OauthScopesPARDOT_API", "PARDOT_API", "pardot_api"},
    ScopeColumn{"OauthScopesLIGHTNING", "LIGHTNING", "lightning"},
    ScopeColumn{"OauthScopesCONTENT", "CONTENT", "content"},
    ScopeColumn{"OauthScopesCDP_INGEST_API", "CDP_INGEST_API", "cdp_ingest_api"},
    ScopeColumn{"OauthScopesCDP_PROFILE_API", "CDP_PROFILE_API", "cdp_profile_api"},
    ScopeColumn{"OauthScopesCDP_QUERY_API", "CDP_QUERY_API", "cdp_query_api"},
    ScopeColumn{"OauthScopesCHATBOT_API", "CHATBOT_API", "chatbot_api"},
    ScopeColumn{"OauthScopesCDP_SEGMENT_API", "CDP_SEGMENT_API", "cdp_segment_api"},
    ScopeColumn{"OauthScopesCDP_IDENTITYRESOLUTION_API", "CDP_IDENTITYRESOLUTION_API",
                "cdp_identityresolution_api"},
    ScopeColumn{"OauthScopesFORGOT_PASSWORD", "FORGOT_PASSWORD", "forgot_password"},
    ScopeColumn{"OauthScopesCDP_CALCULATED_INSIGHT_API", "CDP_CALCULATED_INSIGHT_API",
                "cdp_calculated_insight_api"},
    ScopeColumn{"OauthScopesUSER_REGISTRATION_API", "USER_REGISTRATION_API",
                "user_registration_api"},
    ScopeColumn{"OauthScopesSFAP_API", "SFAP_API", "sfap_api"},
    ScopeColumn{"OauthScopesINTERACTION_API", "INTERACTION_API", "interaction_api"},
    ScopeColumn{"OauthScopesCDP_API", "CDP_API", "cdp_api"},
    ScopeColumn{"OauthScopesEINSTEIN_GPT_API", "EINSTEIN_GPT_API", "einstein_gpt_api"},
    ScopeColumn{"OauthScopesPWDLESS_LOGIN_API", "PWDLESS_LOGIN_API", "pwdless_login_api"},
    ScopeColumn{"OauthScopesMCP_API", "MCP_API", "mcp_api"},
    ScopeColumn{"OauthScopesSCRT_API", "SCRT_API", "scrt_api"},
    ScopeColumn{"OauthScopesDATA_CLOUD_USER_CLAIMS", "DATA_CLOUD_USER_CLAIMS",
                "data_cloud_user_claims"},
};

Value has_scope(const Row& row, size_t index) {
  const auto& scopes = settings(row).scopes;
  return std::ranges::find(scopes, kScopes[index].scope) != scopes.end();
}

template <size_t kBefore, size_t kAfter>
constexpr auto with_scopes(const std::array<Column, kBefore>& before,
                           const std::array<Column, kAfter>& after) {
  std::array<Column, kBefore + kScopes.size() + kAfter> columns{};
  auto* at = std::ranges::copy(before, columns.begin()).out;
  for (size_t index = 0; index < kScopes.size(); ++index, ++at) {
    at->name = kScopes[index].name;
    at->label = kScopes[index].label;
    at->type = boolean;
    at->value = has_scope;
    at->argument = index;
  }
  std::ranges::copy(after, at);
  return columns;
}

// Salesforce, observed: the 15-character ids of the org and of the consumer.
Value oauth_link(const Row& row, size_t) {
  return short_id(row.view->org.organization_id()) + ":" + short_id(row.app->consumer_id);
}

Value refresh_policy(const Row& row, size_t) {
  return spelling_of(kRefreshTokenPolicies, settings(row).refresh_token_policy).metadata;
}
bool has_validity(const Row& row) {
  const auto policy = settings(row).refresh_token_policy;
  return policy == oauth::RefreshTokenPolicy::specific_lifetime ||
         policy == oauth::RefreshTokenPolicy::specific_inactivity;
}
Value validity_period(const Row& row, size_t) {
  return has_validity(row) ? Value(int64_t{settings(row).refresh_token_validity_period}) : Value();
}
Value validity_unit(const Row& row, size_t) {
  if (!has_validity(row)) return {};
  return spelling_of(kValidityUnits, settings(row).refresh_token_validity_unit).metadata;
}
Value ip_relaxation(const Row& row, size_t) {
  return spelling_of(kIpRelaxations, settings(row).ip_relaxation).metadata;
}
Value permitted_users(const Row& row, size_t) {
  return spelling_of(kPermittedUsers, settings(row).permitted_users).metadata;
}
Value session_timeout(const Row& row, size_t) {
  const int minutes = settings(row).session_timeout_minutes;
  return minutes == 0 ? Value() : Value(int64_t{minutes});
}
Value session_level(const Row& row, size_t) {
  const Value kept = kept_text(row, "requiredSessionLevel");
  return is_null(kept) ? Value(std::string_view("STANDARD")) : kept;
}
Value policy_action(const Row& row, size_t) { return kept_text(row, "policyAction"); }
Value execution_user(const Row& row, size_t) {
  return text_value(settings(row).client_credentials_user);
}
Value logout_url(const Row& row, size_t) { return kept_text(row, "singleLogoutUrl"); }
Value start_url(const Row& row, size_t) { return kept_text(row, "startUrl"); }
Value is_first_party(const Row& row, size_t) { return kept_flag(row, "isFirstPartyAppEnabled"); }
Value certificate(const Row& row, size_t) { return kept_text(row, "clientAssertionCertificate"); }
// The settings that go with the policies.
Value settings_id(const Row& row, size_t) {
  const auto part = row.app->parts.find(AppPart::oauth);
  return part == row.app->parts.end() ? Value() : Value(std::string_view(part->second.id));
}
// The policies' own flags, which a flow needs beside those of the settings.
Value client_credentials(const Row& row, size_t) {
  return settings(row).is_client_credentials_policy_enabled;
}
Value token_exchange(const Row& row, size_t) {
  return kept_flag(row, "isTokenExchangeFlowEnabled");
}
Value guest_code_cred(const Row& row, size_t) {
  return kept_flag(row, "isGuestCodeCredFlowEnabled");
}
Value named_user_jwt(const Row& row, size_t) { return settings(row).is_named_user_jwt_enabled; }
Value jwt_timeout(const Row& row, size_t) {
  return std::to_string(settings(row).named_user_jwt_timeout_minutes);
}

constexpr auto kRefreshChoices = spellings(kRefreshTokenPolicies);
constexpr auto kUnitChoices = spellings(kValidityUnits);
constexpr auto kIpChoices = spellings(kIpRelaxations);
constexpr auto kUserChoices = spellings(kPermittedUsers);

// Names, labels and types: describes of real orgs at version 64.0 (observed).
constexpr auto kSettingsColumns = with_scopes(
    std::array{Column{"Id", "External Client Application OAuth Settings ID", id, part_id},
               kIsDeleted, kPartName, kLanguage, kPartLabel, kNamespacePrefix, kCreatedDate,
               kCreatedById, kLastModifiedDate, kLastModifiedById, kSystemModstamp, kAppId},
    std::array{Column{"OauthLink", "OAuth Link", text, oauth_link, true},
               Column{"SingleLogoutUrl", "Single Logout URL", url, logout_url, true},
               Column{"ExtlClntAppOauthOptionsFirstPartyAppEnabled", "FirstPartyAppEnabled",
                      boolean, is_first_party},
               Column{"ClientAssertionCertificate", "Client Assertion Certificate", text_area,
                      certificate, true, false}});

constexpr auto kPolicyColumns = part_columns(
    Column{"Id", "External Client App OAuth Policy Config ID", id, part_id},
    std::array{
        Column{.name = "RefreshTokenPolicyType",
               .label = "Refresh Token Policy Type",
               .type = picklist,
               .value = refresh_policy,
               .choices = kRefreshChoices},
        Column{"RefreshTokenValidityPeriod", "Refresh Token Validity Period", integer,
               validity_period, true},
        Column{.name = "RefreshTokenValidityUnit",
               .label = "Refresh Token Validity Unit",
               .type = picklist,
               .value = validity_unit,
               .is_nillable = true,
               .choices = kUnitChoices},
        Column{.name = "IpRelaxationPolicyType",
               .label = "IP Relaxation Policy Type",
               .type = picklist,
               .value = ip_relaxation,
               .choices = kIpChoices},
        Column{.name = "PermittedUsersPolicyType",
               .label = "Permitted Users Policy Type",
               .type = picklist,
               .value = permitted_users,
               .choices = kUserChoices},
        Column{"SessionTimeoutInMinutes", "Session Timeout Value", integer, session_timeout, true},
        Column{"RequiredSessionLevel", "Required Session Level", picklist, session_level, true},
        Column{"PolicyAction", "Policy Action", picklist, policy_action, true},
        Column{"ExtlClntAppOauthSettingsId", "External Client Application OAuth Settings ID",
               reference, settings_id, false, true, "ExtlClntAppOauthSettings",
               "ExtlClntAppOauthSettings"},
        Column{"IsClientCredentialsFlowEnabled", "Is Client Credentials Flow Enabled", boolean,
               client_credentials},
        Column{"ClientCredentialsFlowUser", "OAuth Client Credentials Flow User", email,
               execution_user, true},
        Column{"SingleLogoutUrl", "Single Logout Url", url, logout_url, true},
        Column{"StartUrl", "Start Url", url, start_url, true},
        Column{"IsTokenExchangeFlowEnabled", "Is Token Exchange Flow Enabled", boolean,
               token_exchange},
        Column{"IsGuestCodeCredFlowEnabled", "Is Code and Credential Flow Enabled for Guest",
               boolean, guest_code_cred},
        Column{"IsNamedUserJwtEnabled", "Is Named User JWTs Enabled", boolean, named_user_jwt},
        Column{"GuestJwtTimeout", "Guest JWT Timeout", picklist, no_value, true},
        Column{"NamedUserJwtTimeout", "Named User JWT Timeout", picklist, jwt_timeout, true},
    });

}  // namespace

constinit const Object kAppOauthSettings{.name = "ExtlClntAppOauthSettings",
                                         .label = "External Client App OAuth Settings",
                                         .plural = "External Client App OAuth Settings",
                                         .key_prefix = "0xJ",
                                         .since = 59,
                                         .in_tooling = true,
                                         .columns = kSettingsColumns,
                                         .is_visible = sees_apps,
                                         .visit = visit_part<AppPart::oauth>};
// Salesforce, observed: the Tooling API doesn't have it.
constinit const Object kAppOauthPolicy{.name = "ExtlClntAppOauthPlcyCnfg",
                                       .label = "External Client App OAuth Policy Config",
                                       .plural = "External Client App OAuth Policy Configs",
                                       .key_prefix = "0xM",
                                       .since = 59,
                                       .columns = kPolicyColumns,
                                       .is_visible = sees_apps,
                                       .visit = visit_part<AppPart::oauth_policies>};

}  // namespace rehearse::salesforce
