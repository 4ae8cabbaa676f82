#pragma once

#include "mocks/core/reason.h"

namespace rehearse::oauth::reason {

// Reasons for which the token endpoint refuses before it looks at the grant: the request's form,
// the client and its secret, the app. None of them uses up a code or a refresh token.

inline constexpr Reason token_method_get{
    "token_method_get",
    "The token endpoint was asked with GET.",
    "No token is given; a redirect from http to https turns a POST into this.",
    "POST the parameters to the https address.",
    {Basis::observed, "b2c-crm-sync#16: grant type not supported"}};
inline constexpr Reason token_body_unsupported{
    "token_body_unsupported",
    "The body is not a form: JSON, or no media type at all.",
    "Salesforce sees no grant_type and gives no token.",
    "Send application/x-www-form-urlencoded or multipart/form-data.",
    {Basis::observed, "ts-force#17, CometD.NET#20: grant type not supported"}};
inline constexpr Reason token_body_malformed{
    "token_body_malformed",
    "The body claims to be a form but cannot be decoded.",
    "Salesforce sees no grant_type and gives no token.",
    "Percent-encode every name and value once, as UTF-8.",
    {Basis::inferred, "treated like a body that is no form"}};
inline constexpr Reason token_query_malformed{"token_query_malformed",
                                              "The query string of the request cannot be decoded.",
                                              "No token is given.",
                                              "Send the parameters in the body.",
                                              {Basis::inferred, "RFC 6749 section 5.2"}};
inline constexpr Reason token_query_refused{
    "token_query_refused",
    "OAuth parameters stood in the query string, which a dial forbids.",
    "No token is given.",
    "Send the parameters in the body.",
    {Basis::inferred, "RFC 6749 section 2.3.1; dial token.query_parameters"}};
inline constexpr Reason token_parameter_repeated{"token_parameter_repeated",
                                                 "The request gave one parameter twice.",
                                                 "No token is given and nothing is used up.",
                                                 "Send every parameter once.",
                                                 {Basis::documented, "RFC 6749 section 3.2"}};
inline constexpr Reason grant_type_missing{
    "grant_type_missing",
    "The request has no grant_type.",
    "No token is given.",
    "Send grant_type=authorization_code or refresh_token.",
    {Basis::observed, "omniphx/forrest#145: grant type not supported"}};
inline constexpr Reason grant_type_unknown{"grant_type_unknown",
                                           "The grant_type is not one that this org knows.",
                                           "No token is given.",
                                           "Send grant_type=authorization_code or refresh_token.",
                                           {Basis::observed, "grant type not supported"}};

inline constexpr Reason client_missing{"client_missing",
                                       "The request named no client.",
                                       "No token is given.",
                                       "Send the consumer key as client_id or in a Basic header.",
                                       {Basis::inferred, "answered like an unknown consumer key"}};
inline constexpr Reason client_unknown{
    "client_unknown",
    "No app of this org has that consumer key.",
    "Neither a new connection nor a refresh works.",
    "Compare the Client ID with the consumer key; see whether the app still exists.",
    {Basis::observed, "client identifier invalid, in many clients' reports"}};
inline constexpr Reason basic_header_malformed{
    "basic_header_malformed",
    "The Basic header is not base64 of name and password.",
    "No token is given.",
    "Send one header: Basic, a blank, base64 of key, colon and secret.",
    {Basis::inferred, "the code is in Salesforce's list; its text is not public"}};
inline constexpr Reason client_auth_twice{
    "client_auth_twice",
    "The client authenticated in the body and in a Basic header at once.",
    "No token is given.",
    "Use one of the two.",
    {Basis::documented, "RFC 6749 section 2.3; dial client_auth.both"}};
inline constexpr Reason client_id_conflict{
    "client_id_conflict",
    "The client_id of the body is not the one of the Basic header.",
    "No token is given.",
    "Send the same consumer key in both, or leave one out.",
    {Basis::inferred, "seen in OAuth servers' tests"}};
inline constexpr Reason secret_missing{
    "secret_missing",
    "The app requires its secret here and the request had none.",
    "The connection cannot be made or refreshed until the secret is sent.",
    "Enter the consumer secret in the client, or uncheck the requirement.",
    {Basis::observed, "mcp-hosted#7: invalid client credentials"}};
inline constexpr Reason secret_wrong{
    "secret_wrong",
    "The secret is not the app's consumer secret.",
    "The connection cannot be made or refreshed; the refresh token itself stays good.",
    "Copy the consumer secret again; it may have been replaced.",
    {Basis::observed, "invalid client credentials"}};
inline constexpr Reason app_disabled{
    "app_disabled",
    "An admin disabled the app.",
    "New connections, refreshes and access tokens stop working while it is disabled.",
    "Enable the app in its policies.",
    {Basis::observed, "oauth_flow_disabled, kept word for word in a public client's tests"}};
inline constexpr Reason app_oauth_off{"app_oauth_off",
                                      "OAuth is not enabled for the app.",
                                      "No token is given.",
                                      "Check Enable OAuth in the app's settings.",
                                      {Basis::inferred, "answered like a disabled app"}};
inline constexpr Reason client_of_other_login_host{
    "client_of_other_login_host",
    "The request went to test.salesforce.com for a production org's app, or to "
    "login.salesforce.com "
    "for a sandbox's.",
    "The app is unknown there, so no code and no token is issued.",
    "Use the org's My Domain, or the login host of its kind.",
    {Basis::inferred,
     "public advice on client identifier invalid; each login host has its own orgs"}};
inline constexpr Reason app_not_in_org{
    "app_not_in_org",
    "A Local app was used through a login host that belongs to no org.",
    "Neither a new connection nor a refresh works through that host.",
    "Use the org's own My Domain, or make the app Packaged.",
    {Basis::observed, "duckforce: app_not_found at the token endpoint"}};

}  // namespace rehearse::oauth::reason
