#include "mocks/salesforce/routes.h"

#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/metadata/limits.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/salesforce/pages/handover.h"
#include "mocks/salesforce/soap/envelope.h"

namespace rehearse::salesforce {
namespace {

constexpr Fidelity kLogin{Basis::observed, "login form as browser tests of public clients fill it"};
constexpr Fidelity kBridge{Basis::observed,
                           "redirects between an org's domains in browser recordings"};
constexpr Fidelity kPassword{Basis::observed, "the address in public browser scripts"};
constexpr Fidelity kAuthorize{Basis::documented, "help: OAuth 2.0 Web Server Flow"};
constexpr Fidelity kApproval{Basis::observed, "jsforce test/helper/webauth"};
constexpr Fidelity kErrorPage{Basis::observed, "public reports of RemoteAccessErrorPage.apexp"};
constexpr Fidelity kToken{Basis::documented, "help: OAuth 2.0 Web Server and Refresh Token Flows"};
constexpr Fidelity kRevoke{Basis::documented, "help: Revoke OAuth Tokens"};
constexpr Fidelity kIntrospect{Basis::documented, "help: OpenID Connect Token Introspection"};
constexpr Fidelity kSingleAccess{Basis::documented,
                                 "help: Generate a Frontdoor URL to Bridge into UI Sessions"};
constexpr Fidelity kFrontdoor{Basis::documented,
                              "help: Using Frontdoor.jsp to Bridge an Existing Session"};
constexpr Fidelity kUserInfo{Basis::documented, "help: OpenID Connect user info endpoint"};
constexpr Fidelity kIdentity{Basis::documented, "help: Identity URLs"};
constexpr Fidelity kDiscovery{Basis::observed,
                              "login.salesforce.com/.well-known/openid-configuration"};
constexpr Fidelity kMetadata{Basis::inferred, "RFC 8414; Salesforce publishes it on another host"};
constexpr Fidelity kData{Basis::documented, "REST API Developer Guide"};
constexpr Fidelity kConnect{Basis::documented, "Connect REST API Developer Guide"};
constexpr Fidelity kMetadataRest{Basis::documented, "Metadata API guide: REST Resources"};
constexpr Fidelity kTooling{Basis::documented, "Tooling API Developer Guide"};
constexpr Fidelity kSetup{Basis::observed, "addresses of Lightning Setup in public bookmarks"};
constexpr Fidelity kManager{Basis::observed, "addresses of the External Client App Manager"};
constexpr Fidelity kAppPage{Basis::inferred,
                            "parts of one Lightning page get an address each here"};
constexpr Fidelity kMetadataSoap{Basis::documented, "Metadata API Developer Guide"};
constexpr Fidelity kSoap{Basis::documented, "SOAP API Developer Guide"};
constexpr Fidelity kVerify{Basis::observed, "saved verification pages and browser scripts"};

// Forms with a token or an assertion are short.
constexpr size_t kTokenBody = 64 << 10;

// clang-format off
constexpr std::array kRoutes{
    Route{"login_page", "GET", "/", login_page, kLogin},
    Route{"log_in", "POST", "/", log_in, kLogin},
    Route{"log_out", "GET", "/secur/logout.jsp", log_out, kLogin},
    Route{"home_page", "GET", "/lightning/page/home", home_page, kLogin},
    Route{"change_password_page", "GET", "/_ui/system/security/ChangePassword", change_password_page, kPassword},
    Route{"change_password", "POST", "/_ui/system/security/ChangePassword", change_password, kPassword},
    Route{"session_bridge", "GET", "/visualforce/session", session_bridge, kBridge},
    Route{"frontdoor", "GET", "/secur/frontdoor.jsp", frontdoor, kFrontdoor, true},
    Route{"frontdoor", "POST", "/secur/frontdoor.jsp", frontdoor, kFrontdoor, true},

    Route{"authorize", "GET", "/services/oauth2/authorize", authorize, kAuthorize, true},
    Route{"authorize", "POST", "/services/oauth2/authorize", authorize, kAuthorize, true},
    Route{"approval_page", "GET", "/setup/secur/RemoteAccessAuthorizationPage.apexp", approval_page, kApproval, true},
    Route{"approval", "POST", "/setup/secur/RemoteAccessAuthorizationPage.apexp", decide_approval, kApproval, true},
    Route{"authorize_error", "GET", "/setup/secur/RemoteAccessErrorPage.apexp", remote_access_error_page, kErrorPage},

    Route{"token", "POST", "/services/oauth2/token", token, kToken, true, kTokenBody},
    Route{"token", "GET", "/services/oauth2/token", token, kToken, true, kTokenBody},
    Route{"revoke", "POST", "/services/oauth2/revoke", revoke, kRevoke, true, kTokenBody},
    Route{"revoke", "GET", "/services/oauth2/revoke", revoke, kRevoke, true, kTokenBody},
    Route{"introspect", "POST", "/services/oauth2/introspect", introspect, kIntrospect, false, kTokenBody},
    Route{"introspect", "GET", "/services/oauth2/introspect", introspect, kIntrospect, false, kTokenBody},
    Route{"single_access", "GET", "/services/oauth2/singleaccess", single_access, kSingleAccess, true, kTokenBody},
    Route{"single_access", "POST", "/services/oauth2/singleaccess", single_access, kSingleAccess, true, kTokenBody},

    Route{"userinfo", "GET", "/services/oauth2/userinfo", userinfo, kUserInfo},
    Route{"userinfo", "POST", "/services/oauth2/userinfo", userinfo, kUserInfo},
    Route{"signing_keys", "GET", "/id/keys", signing_keys, kDiscovery},
    Route{"identity", "GET", "/id/:organization/:user", identity, kIdentity},
    Route{"identity", "POST", "/id/:organization/:user", identity, kIdentity},
    Route{"discovery", "GET", "/.well-known/openid-configuration", openid_configuration, kDiscovery},
    Route{"metadata", "GET", "/.well-known/oauth-authorization-server", authorization_server_metadata, kMetadata},

    Route{"data_versions", "GET", "/services/data", data_versions, kData},
    Route{"data_versions", "GET", "/services/data/", data_versions, kData},
    Route{"data_resources", "GET", "/services/data/:version", data_resources, kData},
    Route{"data_resources", "GET", "/services/data/:version/", data_resources, kData},
    Route{"data_limits", "GET", "/services/data/:version/limits", data_limits, kData},
    Route{"data_objects", "GET", "/services/data/:version/sobjects", data_objects_list, kData},
    Route{"data_objects", "GET", "/services/data/:version/sobjects/", data_objects_list, kData},
    Route{"data_object", "GET", "/services/data/:version/sobjects/:type", data_object, kData},
    Route{"data_create", "POST", "/services/data/:version/sobjects/:type", data_create, kData},
    Route{"data_object", "GET", "/services/data/:version/sobjects/:type/", data_object, kData},
    Route{"data_create", "POST", "/services/data/:version/sobjects/:type/", data_create, kData},
    Route{"data_describe", "GET", "/services/data/:version/sobjects/:type/describe", data_describe, kData},
    Route{"data_record", "GET", "/services/data/:version/sobjects/:type/:id", data_record, kData},
    Route{"data_update", "PATCH", "/services/data/:version/sobjects/:type/:id", data_update, kData},
    Route{"data_delete", "DELETE", "/services/data/:version/sobjects/:type/:id", data_delete, kData},
    Route{"data_query", "GET", "/services/data/:version/query", data_query, kData},
    Route{"data_query", "GET", "/services/data/:version/query/", data_query, kData},
    Route{"data_query_more", "GET", "/services/data/:version/query/:locator", data_query_more, kData},
    Route{"data_query", "GET", "/services/data/:version/queryAll", data_query, kData},
    Route{"data_query", "GET", "/services/data/:version/queryAll/", data_query, kData},
    Route{"data_query_more", "GET", "/services/data/:version/queryAll/:locator", data_query_more, kData},
    Route{"tooling_query", "GET", "/services/data/:version/tooling/query", tooling_query, kTooling},
    Route{"tooling_query", "GET", "/services/data/:version/tooling/query/", tooling_query, kTooling},
    Route{"tooling_query_more", "GET", "/services/data/:version/tooling/query/:locator", tooling_query_more, kTooling},
    Route{"tooling_objects", "GET", "/services/data/:version/tooling/sobjects", tooling_objects_list, kTooling},
    Route{"tooling_describe", "GET", "/services/data/:version/tooling/sobjects/:type/describe", tooling_describe, kTooling},

    Route{"connect_usage", "GET", "/services/data/:version/apps/oauth/usage", connect_usage, kConnect},
    Route{"connect_usage_users", "GET", "/services/data/:version/apps/oauth/usage/:app/users", connect_usage_users, kConnect},
    Route{"connect_usage_tokens", "GET", "/services/data/:version/apps/oauth/usage/:app/:user/tokens", connect_usage_tokens, kConnect},
    Route{"connect_revoke_user", "DELETE", "/services/data/:version/apps/oauth/usage/:app/:user/tokens", connect_revoke_user, kConnect, true},
    Route{"connect_revoke_app", "DELETE", "/services/data/:version/apps/oauth/usage/:app/tokens", connect_revoke_app, kConnect, true},
    Route{"connect_revoke_token", "DELETE", "/services/data/:version/apps/oauth/usage/tokens/:token", connect_revoke_token, kConnect, true},
    Route{"connect_consumers", "GET", "/services/data/:version/apps/oauth/credentials/:app", connect_consumers, kConnect},
    Route{"connect_credentials", "GET", "/services/data/:version/apps/oauth/credentials/:app/:consumer", connect_credentials, kConnect},
    Route{"connect_staged", "GET", "/services/data/:version/apps/oauth/credentials/:app/:consumer/staged", connect_staged, kConnect},
    Route{"connect_stage", "POST", "/services/data/:version/apps/oauth/credentials/:app/:consumer/staged", connect_stage, kConnect, true},
    Route{"connect_staged_pair", "GET", "/services/data/:version/apps/oauth/credentials/:app/:consumer/staged/:staged", connect_staged_pair, kConnect},
    Route{"connect_rotate", "PATCH", "/services/data/:version/apps/oauth/credentials/:app/:consumer/staged/:staged", connect_rotate, kConnect, true},
    Route{"connect_unstage", "DELETE", "/services/data/:version/apps/oauth/credentials/:app/:consumer/staged/:staged", connect_unstage, kConnect, true},
    // Metadata API.
    Route{"deploy_request", "POST", "/services/data/:version/metadata/deployRequest", deploy_request, kMetadataRest, true, kRestDeployBody},
    Route{"deploy_request", "POST", "/services/data/:version/metadata/deployRequest/:id", deploy_request, kMetadataRest, true},
    Route{"deploy_status", "GET", "/services/data/:version/metadata/deployRequest/:id", deploy_status, kMetadataRest},
    Route{"cancel_deploy", "PATCH", "/services/data/:version/metadata/deployRequest/:id", cancel_deploy, kMetadataRest, true},

    Route{"data_other", "GET", "/services/data/*", data_not_found, kData},
    Route{"data_other", "POST", "/services/data/*", data_not_found, kData},

    Route{"metadata_soap", "POST", "/services/Soap/m/:version", metadata_soap, kMetadataSoap, true, kSoapBody},
    Route{"metadata_soap", "POST", "/services/Soap/m/:version/", metadata_soap, kMetadataSoap, true, kSoapBody},
    Route{"metadata_soap", "POST", "/services/Soap/m/:version/deployRequest", metadata_soap, kMetadataSoap, true, kSoapBody},
    Route{"metadata_soap", "POST", "/services/Soap/m/:version/deployRequest/:id", metadata_soap, kMetadataSoap, true, kSoapBody},
    Route{"metadata_soap", "POST", "/services/Soap/m/:version/:organization", metadata_soap, kMetadataSoap, true, kSoapBody},
    Route{"partner_soap", "POST", "/services/Soap/u/:version", partner_soap, kSoap, true},
    Route{"partner_soap", "POST", "/services/Soap/u/:version/", partner_soap, kSoap, true},
    Route{"partner_soap", "POST", "/services/Soap/u/:version/:organization", partner_soap, kSoap, true},
    Route{"enterprise_soap", "POST", "/services/Soap/c/:version", enterprise_soap, kSoap, true},
    Route{"enterprise_soap", "POST", "/services/Soap/c/:version/", enterprise_soap, kSoap, true},
    Route{"enterprise_soap", "POST", "/services/Soap/c/:version/:organization", enterprise_soap, kSoap, true},

    Route{"setup_home", "GET", "/lightning/setup/SetupOneHome/home", setup_home, kSetup},
    Route{"setup_apps", "GET", "/lightning/setup/SetupOneHome/apps", setup_apps, kAppPage},
    Route{"setup_client_apps", "GET", "/lightning/setup/SetupOneHome/externalClientApps", setup_client_apps, kAppPage},
    Route{"app_list", "GET", "/lightning/setup/ManageExternalClientApplication/home", app_list, kManager},
    Route{"app_list", "GET", "/lightning/setup/ManageExternalClientApplication/list", app_list, kManager},
    Route{"new_app", "GET", "/lightning/setup/ManageExternalClientApplication/new", new_app_page, kAppPage},
    Route{"create_app", "POST", "/lightning/setup/ManageExternalClientApplication/new", create_app, kAppPage, true},
    Route{"app_detail", "GET", "/lightning/setup/ManageExternalClientApplication/:id/detail", app_detail, kManager},
    Route{"app_policies", "GET", "/lightning/setup/ManageExternalClientApplication/:id/policies", app_policies, kAppPage},
    Route{"edit_settings_page", "GET", "/lightning/setup/ManageExternalClientApplication/:id/editSettings", edit_settings_page, kAppPage},
    Route{"edit_settings", "POST", "/lightning/setup/ManageExternalClientApplication/:id/editSettings", edit_settings, kAppPage, true},
    Route{"edit_policies_page", "GET", "/lightning/setup/ManageExternalClientApplication/:id/editPolicies", edit_policies_page, kAppPage},
    Route{"edit_policies", "POST", "/lightning/setup/ManageExternalClientApplication/:id/editPolicies", edit_policies, kAppPage, true},
    Route{"delete_app_page", "GET", "/lightning/setup/ManageExternalClientApplication/:id/delete", delete_app_page, kAppPage},
    Route{"delete_app", "POST", "/lightning/setup/ManageExternalClientApplication/:id/delete", delete_app, kAppPage, true},
    Route{"oauth_usage", "GET", "/lightning/setup/ManageExternalClientApplication/:id/oauthUsage", oauth_usage, kAppPage},
    Route{"revoke_usage", "POST", "/lightning/setup/ManageExternalClientApplication/:id/oauthUsage", revoke_usage, kAppPage, true},
    Route{"consumer_details", "GET", "/lightning/setup/ManageExternalClientApplication/:id/consumerDetails", consumer_details, kAppPage},
    Route{"new_secret", "POST", "/lightning/setup/ManageExternalClientApplication/:id/consumerDetails", new_consumer_secret, kAppPage, true},

    Route{"verification_page", "GET", "/_ui/identity/verification/method/EmailVerificationFinishUi/e", verification_page, kVerify},
    Route{"verify_identity", "POST", "/_ui/identity/verification/method/EmailVerificationFinishUi/e", verify_identity, kVerify, true},
    Route{"resend_code", "GET", "/_ui/identity/verification/method/EmailVerificationStartUi/e", resend_code, kVerify},
    Route{"verification_page", "GET", "/_ui/identity/verification/method/SmsVerificationFinishUi/e", verification_page, kVerify},
    Route{"verify_identity", "POST", "/_ui/identity/verification/method/SmsVerificationFinishUi/e", verify_identity, kVerify, true},
    Route{"resend_code", "GET", "/_ui/identity/verification/method/SmsVerificationStartUi/e", resend_code, kVerify},
    Route{"verification_page", "GET", "/_ui/identity/verification/method/TotpVerificationUi/e", verification_page, kVerify},
    Route{"verify_identity", "POST", "/_ui/identity/verification/method/TotpVerificationUi/e", verify_identity, kVerify, true},
};
// clang-format on

wire::WireResponse body_refusal(const wire::WireRequest& request) {
  if (request.path.starts_with("/services/data")) {
    return wire::json_response(
        413, R"([{"message":"The request body is too large","errorCode":"LIMIT_EXCEEDED"}])");
  }
  if (request.path.starts_with("/services/")) {
    return wire::json_response(
        413, R"({"error":"invalid_request","error_description":"the body is too large"})");
  }
  return org_page(413, "Request Entity Too Large",
                  wire::paragraph("The request is larger than this address takes."));
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

wire::WireResponse serve(Org& org, const Route& route, wire::Call& call) {
  if (auto elsewhere = served_elsewhere(org, call)) return *elsewhere;
  return route.endpoint(org, call);
}

std::vector<wire::BoundRoute> bound_routes(Org& org) {
  std::vector<wire::BoundRoute> bound = wire::bind_routes(org, routes());
  for (size_t row = 0; row < bound.size(); ++row) {
    bound[row].serve = [&org, &route = kRoutes[row]](wire::Call& call) {
      return serve(org, route, call);
    };
  }
  return bound;
}

wire::WireResponse refusal(int status, const wire::WireRequest& request) {
  if (request.path.starts_with("/services/Soap/")) return soap_refusal(status);
  if (status == 413) return body_refusal(request);
  const bool is_unknown = status == 404;
  if (request.path.starts_with("/services/data")) {
    // Salesforce, observed; the methods that are allowed stand in the header Allow alone.
    const Json error =
        is_unknown
            ? Json{{"message", "The requested resource does not exist"}, {"errorCode", "NOT_FOUND"}}
            : Json{{"message", "HTTP Method '" + request.method + "' not allowed."},
                   {"errorCode", "METHOD_NOT_ALLOWED"}};
    return wire::json_response(status, dump_json(Json::array({error})));
  }
  if (request.path.starts_with("/services/")) {
    return wire::json_response(
        status, is_unknown ? R"({"error":"not_found"})" : R"({"error":"method_not_allowed"})");
  }
  return org_page(status, is_unknown ? "URL No Longer Exists" : "Method Not Allowed",
                  wire::paragraph("There is nothing at this address for this request."));
}

}  // namespace rehearse::salesforce
