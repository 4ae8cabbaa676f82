#pragma once

#include <array>

#include "mocks/salesforce/metadata/types.h"
#include "mocks/salesforce/org/settings_enums.h"

namespace rehearse::salesforce {

// The fields of the types, in the order of the WSDL (npm @salesforce/types 1.9.0), which is the
// order in which files are written. A field that is `kept` is taken, checked for its type and given
// back as it came; behaviours_metadata.h says why nothing acts on it.

inline constexpr auto kDistributionChoices = spellings(kDistributionStates);
inline constexpr std::array<std::string_view, 2> kInternalDistribution{"Managed", "AutoInstalled"};
inline constexpr std::array<std::string_view, 2> kManagedChoices{"Local", "Global"};

inline constexpr std::array kApplicationFields{
    MetadataField{.name = "contactEmail", .home = FieldHome::setting},
    MetadataField{.name = "contactPhone", .home = FieldHome::setting},
    MetadataField{.name = "description", .home = FieldHome::setting},
    MetadataField{.name = "distributionState",
                  .kind = FieldKind::choice,
                  .home = FieldHome::setting,
                  .choice_type = "ExtlClntAppDistState",
                  .choices = kDistributionChoices,
                  .internal_choices = kInternalDistribution},
    MetadataField{.name = "iconUrl", .home = FieldHome::setting},
    MetadataField{.name = "infoUrl", .home = FieldHome::setting},
    MetadataField{.name = "isProtected", .kind = FieldKind::boolean, .initial = "false"},
    MetadataField{.name = "label", .home = FieldHome::setting},
    MetadataField{.name = "logoUrl", .home = FieldHome::setting},
    MetadataField{.name = "managedType",
                  .kind = FieldKind::choice,
                  .choice_type = "ExtlClntAppManagedType",
                  .choices = kManagedChoices},
    MetadataField{.name = "orgScopedExternalApp", .home = FieldHome::org_scope},
};

inline constexpr std::array kIdTokenFields{
    MetadataField{.name = "idTokenAudience"},
    MetadataField{.name = "idTokenIncludeAttributes", .kind = FieldKind::boolean},
    MetadataField{.name = "idTokenIncludeCustomPermissions", .kind = FieldKind::boolean},
    MetadataField{.name = "idTokenIncludeStandardClaims", .kind = FieldKind::boolean},
    // 1 to 720 by the guide, whose own sample has 0.
    MetadataField{
        .name = "idTokenValidityInMinutes", .kind = FieldKind::integer, .least = 0, .most = 720},
};

inline constexpr std::array kGlobalOauthFields{
    MetadataField{.name = "callbackUrl", .home = FieldHome::setting},
    MetadataField{.name = "certificate", .home = FieldHome::setting, .since = 60},
    MetadataField{.name = "consumerKey", .home = FieldHome::consumer_key},
    MetadataField{.name = "consumerSecret", .home = FieldHome::consumer_secret},
    MetadataField{.name = "externalClientApplication", .home = FieldHome::app, .is_required = true},
    MetadataField{.name = "idTokenConfig", .kind = FieldKind::record, .members = kIdTokenFields},
    MetadataField{.name = "isClientCredentialsFlowEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 60},
    MetadataField{.name = "isCodeCredFlowEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 61},
    MetadataField{.name = "isCodeCredPostOnly", .kind = FieldKind::boolean, .since = 61},
    MetadataField{
        .name = "isConsumerSecretOptional", .kind = FieldKind::boolean, .home = FieldHome::setting},
    MetadataField{.name = "isDPopEnabled", .kind = FieldKind::boolean, .initial = "false"},
    MetadataField{.name = "isDeviceFlowEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 60},
    MetadataField{
        .name = "isEnforceRefreshTokenTTL", .kind = FieldKind::boolean, .home = FieldHome::setting},
    MetadataField{
        .name = "isIntrospectAllTokens", .kind = FieldKind::boolean, .home = FieldHome::setting},
    MetadataField{.name = "isMtlsEnabled", .kind = FieldKind::boolean},
    MetadataField{.name = "isNamedUserJwtEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 61},
    MetadataField{.name = "isPkceRequired", .kind = FieldKind::boolean, .home = FieldHome::setting},
    MetadataField{.name = "isRefreshTokenRotationEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 60},
    MetadataField{.name = "isSecretRequiredForRefreshToken",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting},
    MetadataField{.name = "isSecretRequiredForTokenExchange",
                  .kind = FieldKind::boolean,
                  .initial = "true",
                  .since = 60},
    MetadataField{.name = "isTokenExchangeEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 60},
    MetadataField{.name = "label", .most = 80},
    MetadataField{.name = "shouldRotateConsumerKey",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::rotate_key},
    MetadataField{.name = "shouldRotateConsumerSecret",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::rotate_secret},
};

inline constexpr std::array kAttributeFields{
    MetadataField{.name = "formula", .is_required = true},
    MetadataField{.name = "key", .is_required = true},
};
inline constexpr std::array kRangeFields{
    MetadataField{.name = "description", .most = 255},
    MetadataField{.name = "endIpAddress", .is_required = true},
    MetadataField{.name = "startIpAddress", .is_required = true},
};
inline constexpr int kRecordsMost = 128;  // custom attributes, trusted ranges: the types' pages

inline constexpr std::array kOauthFields{
    MetadataField{
        .name = "areAttributesIncludedInAssetToken", .kind = FieldKind::boolean, .since = 61},
    MetadataField{
        .name = "areCustomPermsIncludedInAssetToken", .kind = FieldKind::boolean, .since = 61},
    MetadataField{.name = "assetTokenAudiences", .since = 61},
    MetadataField{.name = "assetTokenSigningCertificate", .since = 61},
    MetadataField{.name = "assetTokenValidity", .kind = FieldKind::integer, .since = 61},
    MetadataField{.name = "clientAssertionCertificate"},
    MetadataField{.name = "commaSeparatedCustomScopes"},
    MetadataField{.name = "commaSeparatedOauthScopes",
                  .kind = FieldKind::scopes,
                  .home = FieldHome::setting,
                  .setting = "scopes"},
    MetadataField{.name = "customAttributes",
                  .kind = FieldKind::records,
                  .members = kAttributeFields,
                  .most = kRecordsMost},
    MetadataField{.name = "externalClientApplication", .home = FieldHome::app, .is_required = true},
    MetadataField{.name = "isFirstPartyAppEnabled", .kind = FieldKind::boolean, .initial = "false"},
    MetadataField{.name = "label", .most = 80},
    MetadataField{.name = "oauthLink", .home = FieldHome::oauth_link},
    MetadataField{.name = "singleLogoutUrl", .most = 255},
    MetadataField{.name = "trustedIpRanges",
                  .kind = FieldKind::records,
                  .members = kRangeFields,
                  .most = kRecordsMost},
};

inline constexpr std::array<std::string_view, 4> kStartPages{"None", "Custom", "OAuth", "SAML"};

inline constexpr std::array kPolicyFields{
    MetadataField{.name = "externalClientApplication", .home = FieldHome::app, .is_required = true},
    MetadataField{.name = "isAttestPluginEnabled", .kind = FieldKind::boolean},
    MetadataField{.name = "isCanvasPluginEnabled", .kind = FieldKind::boolean, .since = 66},
    MetadataField{.name = "isEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .is_required = true},
    MetadataField{.name = "isMobilePluginEnabled", .kind = FieldKind::boolean, .since = 63},
    MetadataField{.name = "isNotificationPluginEnabled", .kind = FieldKind::boolean, .since = 63},
    MetadataField{.name = "isOauthPluginEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::oauth_plugin},
    MetadataField{.name = "isPushPluginEnabled", .kind = FieldKind::boolean, .since = 63},
    MetadataField{.name = "isSamlPluginEnabled", .kind = FieldKind::boolean, .since = 63},
    MetadataField{.name = "label", .most = 80},
    MetadataField{.name = "startPage",
                  .kind = FieldKind::choice,
                  .initial = "None",
                  .choice_type = "ExtlClntAppStartPage",
                  .choices = kStartPages,
                  .since = 63},
    MetadataField{.name = "startUrl", .most = 255, .since = 63},
};

inline constexpr std::array<std::string_view, 2> kTimeoutTypes{"UserSession", "Custom"};
inline constexpr auto kIpRelaxationChoices = spellings(kIpRelaxations);
inline constexpr auto kPermittedUsersChoices = spellings(kPermittedUsers);
inline constexpr std::array<std::string_view, 3> kPolicyActions{"Block", "RaiseSessionLevel",
                                                                "StepUpMFA"};
inline constexpr auto kRefreshTokenChoices = spellings(kRefreshTokenPolicies);
inline constexpr auto kValidityUnitChoices = spellings(kValidityUnits);
inline constexpr std::array<std::string_view, 3> kSessionLevels{"LOW", "STANDARD",
                                                                "HIGH_ASSURANCE"};

inline constexpr std::array kOauthPolicyFields{
    MetadataField{.name = "apexHandler", .since = 61},
    MetadataField{.name = "clientCredentialsFlowUser", .home = FieldHome::setting, .since = 60},
    MetadataField{.name = "commaSeparatedCustomScopes", .since = 61},
    MetadataField{.name = "commaSeparatedPermissionSet",
                  .kind = FieldKind::names,
                  .home = FieldHome::setting,
                  .setting = "permissionSets"},
    MetadataField{.name = "commaSeparatedProfile",
                  .kind = FieldKind::names,
                  .home = FieldHome::setting,
                  .setting = "profiles"},
    MetadataField{.name = "customAttributes",
                  .kind = FieldKind::records,
                  .members = kAttributeFields,
                  .most = kRecordsMost},
    MetadataField{.name = "executeHandlerAs", .since = 61},
    MetadataField{.name = "externalClientApplication", .home = FieldHome::app, .is_required = true},
    MetadataField{.name = "guestJwtSessionTimeoutType",
                  .kind = FieldKind::choice,
                  .choice_type = "JWTSessionTimeoutType",
                  .choices = kTimeoutTypes,
                  .since = 65},
    MetadataField{.name = "guestJwtTimeout", .kind = FieldKind::integer, .since = 61},
    MetadataField{.name = "ipRelaxationPolicyType",
                  .kind = FieldKind::choice,
                  .home = FieldHome::setting,
                  .choices = kIpRelaxationChoices},
    MetadataField{.name = "isClientCredentialsFlowEnabled",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .setting = "isClientCredentialsFlowEnabledInPolicies",
                  .since = 60},
    MetadataField{.name = "isGuestCodeCredFlowEnabled",
                  .kind = FieldKind::boolean,
                  .initial = "false",
                  .since = 61},
    MetadataField{.name = "isTokenExchangeFlowEnabled",
                  .kind = FieldKind::boolean,
                  .initial = "false",
                  .since = 60},
    MetadataField{.name = "label", .most = 80},
    MetadataField{.name = "namedUserJwtSessionTimeoutType",
                  .kind = FieldKind::choice,
                  .choice_type = "JWTSessionTimeoutType",
                  .choices = kTimeoutTypes,
                  .since = 65},
    MetadataField{.name = "namedUserJwtTimeout",
                  .kind = FieldKind::integer,
                  .home = FieldHome::setting,
                  .since = 61,
                  .is_quiet = true},
    MetadataField{.name = "permittedUsersPolicyType",
                  .kind = FieldKind::choice,
                  .home = FieldHome::setting,
                  .choice_type = "PermittedUsersPolicyType",
                  .choices = kPermittedUsersChoices},
    MetadataField{.name = "policyAction",
                  .kind = FieldKind::choice,
                  .choice_type = "PolicyAction",
                  .choices = kPolicyActions},
    MetadataField{.name = "refreshTokenPolicyType",
                  .kind = FieldKind::choice,
                  .home = FieldHome::setting,
                  .choice_type = "RefreshTokenPolicyType",
                  .choices = kRefreshTokenChoices},
    MetadataField{.name = "refreshTokenValidityPeriod",
                  .kind = FieldKind::integer,
                  .home = FieldHome::setting},
    MetadataField{.name = "refreshTokenValidityUnit",
                  .kind = FieldKind::choice,
                  .home = FieldHome::setting,
                  .choices = kValidityUnitChoices},
    MetadataField{.name = "requiredSessionLevel",
                  .kind = FieldKind::choice,
                  .initial = "STANDARD",
                  .choice_type = "SessionSecurityLevel",
                  .choices = kSessionLevels},
    MetadataField{.name = "sessionTimeoutInMinutes",
                  .kind = FieldKind::integer,
                  .home = FieldHome::setting,
                  .is_quiet = true},
    MetadataField{.name = "singleLogoutUrl", .most = 255},
    MetadataField{.name = "startUrl", .most = 255},
};

inline constexpr std::array<std::string_view, 6> kTlsParams{
    "tls_client_auth_subject_dn", "tls_client_auth_san_dns",   "tls_client_auth_san_uri",
    "tls_client_auth_san_ip",     "tls_client_auth_san_email", "tls_client_auth_san_spiffe"};

inline constexpr std::array kOauthSecurityFields{
    MetadataField{.name = "externalClientApplication", .home = FieldHome::app, .is_required = true},
    MetadataField{.name = "label", .most = 80},
    MetadataField{.name = "tlsClientAuthCertParamType",
                  .kind = FieldKind::choice,
                  .choice_type = "TlsClientAuthCertParamType",
                  .choices = kTlsParams},
    MetadataField{.name = "tlsClientAuthCertParamValue"},
    MetadataField{.name = "tokenIpRanges",
                  .kind = FieldKind::records,
                  .home = FieldHome::setting,
                  .is_required = true,
                  .members = kRangeFields},
};

inline constexpr std::array kExternalClientAppFields{
    MetadataField{.name = "enableClientSecretInRestApiAccess",
                  .kind = FieldKind::boolean,
                  .home = FieldHome::setting,
                  .since = 62},
    MetadataField{
        .name = "enableConsumerSecretApiAccess", .kind = FieldKind::boolean, .initial = "false"},
    MetadataField{
        .name = "enablePackageEcaOauthFromDevOrg", .kind = FieldKind::boolean, .initial = "false"},
};
inline constexpr std::array kOauthOidcFields{
    MetadataField{.name = "agentAuthLinking", .kind = FieldKind::boolean},
    MetadataField{.name = "blockOAuthUnPwFlow", .kind = FieldKind::boolean, .initial = "false"},
    MetadataField{.name = "blockOAuthUsrAgtFlow", .kind = FieldKind::boolean, .initial = "false"},
    MetadataField{.name = "isPkceRequired", .kind = FieldKind::boolean, .home = FieldHome::setting},
    MetadataField{.name = "oAuthCdCrdtFlowEnable", .kind = FieldKind::boolean, .initial = "false"},
};

}  // namespace rehearse::salesforce
