#pragma once

#include "mocks/oauth/rejection.h"

namespace rehearse::oauth::error {

// The errors that Salesforce's OAuth endpoints put on the wire, each once. Codes are those of its
// server's own list; where no public source shows the text, the reason that uses it is Inferred.

// Token endpoint: the request itself (RFC 6749 section 5.2).
inline constexpr OAuthError grant_type_unsupported{"unsupported_grant_type",
                                                   "grant type not supported"};
inline constexpr OAuthError parameter_repeated{"invalid_request", "a parameter is repeated"};
inline constexpr OAuthError query_refused{"invalid_request",
                                          "parameters must be in the request body"};
inline constexpr OAuthError query_malformed{"invalid_request", "malformed query string"};
inline constexpr OAuthError code_missing{"invalid_request", "missing required code"};
inline constexpr OAuthError refresh_token_missing{"invalid_request",
                                                  "missing required refresh token"};

// Token endpoint: the client.
inline constexpr OAuthError client_unknown{"invalid_client_id", "client identifier invalid"};
inline constexpr OAuthError client_refused{"invalid_client", "invalid client credentials"};
inline constexpr OAuthError basic_malformed{"invalid_basic_auth_header",
                                            "invalid basic authorization header"};
inline constexpr OAuthError client_auth_twice{"invalid_request",
                                              "more than one client authentication method"};
inline constexpr OAuthError app_not_found{"app_not_found",
                                          "External client app is not installed in this org"};
inline constexpr OAuthError app_switched_off{
    "oauth_flow_disabled", "The external client app or the OAuth plugin is disabled."};
inline constexpr OAuthError flow_disabled{"oauth_flow_disabled",
                                          "this flow is disabled for the app"};

// Token endpoint: the grant.
inline constexpr OAuthError code_unknown{"invalid_grant", "invalid authorization code"};
inline constexpr OAuthError code_dead{"invalid_grant", "expired authorization code"};
inline constexpr OAuthError redirect_uri_mismatch{"redirect_uri_mismatch",
                                                  "redirect_uri must match configuration"};
inline constexpr OAuthError verifier_missing{"invalid_grant", "missing code verifier"};
inline constexpr OAuthError verifier_wrong{"invalid_grant", "invalid code verifier"};
inline constexpr OAuthError verifier_wrong_older{"invalid_request", "invalid code verifier"};
inline constexpr OAuthError verifier_unexpected{"invalid_grant", "unexpected code verifier"};
inline constexpr OAuthError token_dead{"invalid_grant", "expired access/refresh token"};
inline constexpr OAuthError request_in_progress{"invalid_grant",
                                                "token request is already being processed"};
inline constexpr OAuthError ip_restricted{"invalid_grant", "ip restricted"};
inline constexpr OAuthError login_hours_restricted{"invalid_grant",
                                                   "ip restricted or invalid login hours"};
inline constexpr OAuthError login_rate_exceeded{"invalid_grant", "login rate exceeded"};
inline constexpr OAuthError user_inactive{"invalid_grant", "inactive user"};
inline constexpr OAuthError authentication_failure{"invalid_grant", "authentication failure"};
inline constexpr OAuthError scope_not_allowed{"invalid_scope",
                                              "the requested scope is not allowed"};

// Token endpoint: the grants without a browser.
inline constexpr OAuthError assertion_invalid{"invalid_grant", "invalid assertion"};
inline constexpr OAuthError audience_invalid{"invalid_grant", "audience is invalid"};
inline constexpr OAuthError assertion_expired{"invalid_grant", "expired authorization code"};
inline constexpr OAuthError jti_used{"bad_jti_claim", "invalid jti claim"};
inline constexpr OAuthError user_not_approved{"invalid_grant",
                                              "user hasn't approved this consumer"};
inline constexpr OAuthError app_access_invalid{"invalid_app_access",
                                               "user is not admin approved to access this app"};
inline constexpr OAuthError scope_parameter_refused{"invalid_request",
                                                    "scope parameter not supported"};
inline constexpr OAuthError domain_not_supported{"invalid_grant",
                                                 "request not supported on this domain"};
inline constexpr OAuthError client_credentials_off{"invalid_grant",
                                                   "client credentials flow not enabled"};
inline constexpr OAuthError client_credentials_no_user{"invalid_grant",
                                                       "no client credentials user enabled"};
inline constexpr OAuthError no_valid_scopes{"invalid_grant", "no valid scopes defined"};
inline constexpr OAuthError device_flow_off{"invalid_grant",
                                            "device flow is not enabled for the app"};

// Authorization endpoint.
inline constexpr OAuthError response_type_unsupported{"unsupported_response_type",
                                                      "response type not supported"};
inline constexpr OAuthError redirect_uri_missing{"redirect_uri_missing",
                                                 "redirect_uri not provided"};
inline constexpr OAuthError request_malformed{"invalid_request", "malformed request"};
inline constexpr OAuthError challenge_missing{"invalid_request", "missing required code challenge"};
inline constexpr OAuthError challenge_invalid{"invalid_request", "invalid code challenge"};
inline constexpr OAuthError access_denied{"access_denied", "end-user denied authorization"};
inline constexpr OAuthError immediate_unsuccessful{"immediate_unsuccessful",
                                                   "immediate unsuccessful"};
inline constexpr OAuthError cross_org_blocked{
    "OAUTH_AUTHORIZATION_BLOCKED",
    "Cross-org OAuth flows are not supported for this external client app"};
inline constexpr OAuthError app_not_installed{"OAUTH_EC_APP_NOT_FOUND",
                                              "External client app is not installed in this org"};
inline constexpr OAuthError app_blocked_at_authorize{"OAUTH_APP_BLOCKED",
                                                     "this app is blocked by admin"};
inline constexpr OAuthError app_access_denied{"OAUTH_APP_ACCESS_DENIED",
                                              "user is not admin approved to access this app"};

// Revocation endpoint (form-encoded there).
inline constexpr OAuthError token_type_unsupported{"unsupported_token_type",
                                                   "this token type is not supported"};
inline constexpr OAuthError token_not_provided{"invalid_request", "token not provided"};

// Introspection endpoint.
inline constexpr OAuthError introspect_unauthorized{"invalid_client", "invalid client credentials",
                                                    401};
inline constexpr OAuthError introspect_malformed{"invalid_request", "malformed request"};
inline constexpr OAuthError method_refused{"invalid_request", "must use HTTP POST", 405};

}  // namespace rehearse::oauth::error
