#include "mocks/oauth/scopes.h"

#include <algorithm>

namespace rehearse::oauth {
namespace {

constexpr Scope kScopes[] = {
    {"Api", "api", "Manage user data via APIs (api)"},
    {"Web", "web", "Manage user data via Web browsers (web)"},
    {"Full", "full", "Full access (full)"},
    {"RefreshToken", "refresh_token",
     "Perform requests at any time (refresh_token, offline_access)"},
    {"OfflineAccess", "offline_access", ""},
    {"Basic", "id", "Access the identity URL service (id, profile, email, address, phone)"},
    {"Profile", "profile", ""},
    {"Email", "email", ""},
    {"Address", "address", ""},
    {"Phone", "phone", ""},
    {"OpenID", "openid", "Access unique user identifiers (openid)"},
    {"Chatter", "chatter_api", "Access Connect REST API resources (chatter_api)"},
    {"CustomApplications", "visualforce", "Access Visualforce applications (visualforce)"},
    {"CustomPermissions", "custom_permissions", "Access custom permissions (custom_permissions)"},
    {"Wave", "wave_api", "Access Analytics REST API resources (wave_api)"},
    {"Eclair", "eclair_api", "Access Analytics REST API Charts Geodata resources (eclair_api)"},
    {"Pardot", "pardot_api", "Manage Pardot services (pardot_api)"},
    {"Lightning", "lightning", "Access Lightning applications (lightning)"},
    {"Content", "content", "Access content resources (content)"},
    {"CDPIngest", "cdp_ingest_api",
     "Manage Customer Data Platform Ingestion API data (cdp_ingest_api)"},
    {"CDPProfile", "cdp_profile_api",
     "Manage Customer Data Platform profile data (cdp_profile_api)"},
    {"CDPQuery", "cdp_query_api",
     "Perform ANSI SQL queries on Customer Data Platform data (cdp_query_api)"},
    {"CDPSegment", "cdp_segment_api",
     "Perform segmentation on Customer Data Platform data (cdp_segment_api)"},
    {"CDPIdentityResolution", "cdp_identityresolution_api",
     "Manage Customer Data Platform Identity Resolution (cdp_identityresolution_api)"},
    {"CDPCalculatedInsight", "cdp_calculated_insight_api",
     "Manage Customer Data Platform Calculated Insight data (cdp_calculated_insight_api)"},
    {"CDP", "cdp_api", "Access all Customer Data Platform API resources (cdp_api)"},
    {"Chatbot", "chatbot_api", "Access chatbot services (chatbot_api)"},
    {"SFApiPlatform", "sfap_api", "Access the Salesforce API Platform (sfap_api)"},
    {"Interaction", "interaction_api", "Access Interaction API resources (interaction_api)"},
    {"EinsteinGPT", "einstein_gpt_api", "Access Einstein GPT services (einstein_gpt_api)"},
    {"MCP", "mcp_api", "Access Salesforce hosted MCP servers (mcp_api)"},
    {"SCRT", "scrt_api", "Access Service Cloud Real-Time services (scrt_api)"},
    {"PwdlessLogin", "pwdless_login_api",
     "Access the Headless Passwordless Login API (pwdless_login_api)"},
    {"ForgotPassword", "forgot_password",
     "Access the Headless Forgot Password API (forgot_password)"},
    {"UserRegistration", "user_registration_api",
     "Access the Headless Registration API (user_registration_api)"},
    {"DataCloudUserClaims", "data_cloud_user_claims",
     "Access Data Cloud user claims (data_cloud_user_claims)"},
};

const Scope* find(std::string_view Scope::*spelling, std::string_view text) {
  const auto* row = std::ranges::find(kScopes, text, spelling);
  return row == std::end(kScopes) ? nullptr : row;
}

}  // namespace

std::span<const Scope> scope_table() { return kScopes; }

const Scope* find_scope(std::string_view name) { return find(&Scope::name, name); }

const Scope* find_metadata_scope(std::string_view token) { return find(&Scope::metadata, token); }

}  // namespace rehearse::oauth
