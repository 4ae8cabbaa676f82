#pragma once

#include <string_view>

// The labels of Setup's pages, word for word as people and guides know them. Source: Salesforce
// help "Configure the External Client App OAuth Settings" and product guides that show the form.
namespace rehearse::salesforce::label {

// Basic Information
inline constexpr std::string_view kName = "External Client App Name";
inline constexpr std::string_view kApiName = "API Name";
inline constexpr std::string_view kContactEmail = "Contact Email";
inline constexpr std::string_view kDistributionState = "Distribution State";
inline constexpr std::string_view kContactPhone = "Contact Phone";
inline constexpr std::string_view kInfoUrl = "Info URL";
inline constexpr std::string_view kLogoUrl = "Logo Image URL";
inline constexpr std::string_view kIconUrl = "Icon URL";
inline constexpr std::string_view kDescription = "Description";

// API (Enable OAuth Settings)
inline constexpr std::string_view kEnableOauth = "Enable OAuth";
inline constexpr std::string_view kCallbackUrl = "Callback URL";
inline constexpr std::string_view kScopes = "OAuth Scopes";
inline constexpr std::string_view kAvailableScopes = "Available OAuth Scopes";
inline constexpr std::string_view kSelectedScopes = "Selected OAuth Scopes";
inline constexpr std::string_view kMoveToSelected = "Move selection to Selected OAuth Scopes";
inline constexpr std::string_view kMoveToAvailable = "Move selection to Available OAuth Scopes";
inline constexpr std::string_view kIntrospectAll = "Introspect All Tokens";

// Flow Enablement
inline constexpr std::string_view kClientCredentials = "Enable Client Credentials Flow";
inline constexpr std::string_view kCodeCredFlow = "Enable Authorization Code and Credentials Flow";
inline constexpr std::string_view kDeviceFlow = "Enable Device Flow";
inline constexpr std::string_view kJwtBearer = "Enable JWT Bearer Flow";
inline constexpr std::string_view kCertificate = "Certificate";
inline constexpr std::string_view kTokenExchange = "Enable Token Exchange Flow";

// Security
inline constexpr std::string_view kSecretForWebServer = "Require secret for Web Server Flow";
inline constexpr std::string_view kSecretForRefresh = "Require secret for Refresh Token Flow";
inline constexpr std::string_view kPkce =
    "Require Proof Key for Code Exchange (PKCE) extension for Supported Authorization Flows";
inline constexpr std::string_view kRotation = "Enable Refresh Token Rotation";
inline constexpr std::string_view kNamedUserJwt =
    "Issue JSON Web Token (JWT)-based access tokens for named users";
inline constexpr std::string_view kIdleLimit =
    "Limit Idle Refresh Token Time-to-Live (TTL) to 30 Days";
inline constexpr std::string_view kEnforceAllowlist = "Enforce Refresh Token IP Allowlist";
inline constexpr std::string_view kAllowlist = "Refresh Token IP Allowlist";
inline constexpr std::string_view kRangeStart = "Start IP Address";
inline constexpr std::string_view kRangeEnd = "End IP Address";
inline constexpr std::string_view kRangeDescription = "IP Range Description";

// Policies
inline constexpr std::string_view kEnabled = "Enable External Client App";
inline constexpr std::string_view kPermittedUsers = "Permitted Users";
inline constexpr std::string_view kSelectProfiles = "Select Profiles";
inline constexpr std::string_view kSelectPermissionSets = "Select Permission Sets";
inline constexpr std::string_view kRunAs = "Run As (Username)";
inline constexpr std::string_view kIpRelaxation = "IP Relaxation";
inline constexpr std::string_view kRefreshPolicy = "Refresh Token Policy";
inline constexpr std::string_view kValidityPeriod = "Refresh Token Validity Period";
inline constexpr std::string_view kValidityUnit = "Refresh Token Validity Unit";
inline constexpr std::string_view kSessionTimeout = "Session Timeout (Minutes)";
inline constexpr std::string_view kJwtTimeout = "Named User JWT Timeout (Minutes)";

// The app's page
inline constexpr std::string_view kCredentials = "Consumer Key and Secret";
inline constexpr std::string_view kConsumerKey = "Consumer Key";
inline constexpr std::string_view kConsumerSecret = "Consumer Secret";

}  // namespace rehearse::salesforce::label
