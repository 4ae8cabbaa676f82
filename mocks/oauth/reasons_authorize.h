#pragma once

#include "mocks/core/reason.h"

namespace rehearse::oauth::reason {

// Reasons for which the authorization endpoint, or the person in front of it, refuses.

inline constexpr Reason authorize_malformed{
    "authorize_malformed",
    "The authorization request could not be read as query or form.",
    "Nobody is asked to log in and no code is given.",
    "Percent-encode every parameter once, as UTF-8.",
    {Basis::inferred, "RFC 6749 section 4.1.2.1; Salesforce's text is not public"}};
inline constexpr Reason authorize_parameter_repeated{
    "authorize_parameter_repeated",
    "The authorization request gave one parameter twice.",
    "Nobody is asked to log in and no code is given.",
    "Send every parameter once.",
    {Basis::documented, "RFC 6749 section 3.1"}};
inline constexpr Reason authorize_client_missing{
    "authorize_client_missing",
    "The authorization request named no client.",
    "Salesforce cannot tell which app asks, and does not redirect.",
    "Send the consumer key as client_id.",
    {Basis::observed, "the same answer as for an unknown consumer key"}};
inline constexpr Reason authorize_client_unknown{
    "authorize_client_unknown",
    "No app of this org has that consumer key.",
    "Salesforce shows an error instead of its login page.",
    "Compare the Client ID with the consumer key, character by character.",
    {Basis::observed, "Salesforce Mobile SDK UI tests: client identifier invalid"}};
inline constexpr Reason app_not_propagated{
    "app_not_propagated",
    "The app is so new that the OAuth endpoints do not know it yet.",
    "The first attempts to connect fail as if the consumer key were wrong.",
    "Wait up to ten minutes after creating the app.",
    {Basis::documented, "Salesforce's Setup page on a new app"}};
inline constexpr Reason redirect_uri_missing{
    "redirect_uri_missing",
    "The authorization request named no callback.",
    "Salesforce shows an error and does not redirect.",
    "Send redirect_uri, equal to a Callback URL of the app.",
    {Basis::documented, "Salesforce's list of authorization errors"}};
inline constexpr Reason redirect_uri_not_registered{
    "redirect_uri_not_registered",
    "The callback is not one of the app's Callback URLs.",
    "Salesforce shows an error instead of its login page.",
    "Enter the callback as the client sends it; every character counts.",
    {Basis::observed, "compared character by character: redirect_uri must match configuration"}};
inline constexpr Reason response_type_missing{"response_type_missing",
                                              "The authorization request named no response type.",
                                              "No code is given.",
                                              "Send response_type=code.",
                                              {Basis::documented, "RFC 6749 section 3.1.1"}};
inline constexpr Reason response_type_unsupported{
    "response_type_unsupported",
    "The response type is not one that the app may use.",
    "No code is given.",
    "Send response_type=code.",
    {Basis::documented, "RFC 6749 section 4.1.2.1; the text is of Salesforce's old list"}};
inline constexpr Reason challenge_missing{
    "challenge_missing",
    "The app requires PKCE and the request had no code_challenge.",
    "Salesforce refuses before anybody can log in, so no new connection can be made.",
    "Use a client that sends PKCE, or uncheck Require Proof Key for Code Exchange.",
    {Basis::observed, "activepieces#15615: missing required code challenge"}};
inline constexpr Reason challenge_method_unsupported{
    "challenge_method_unsupported",
    "The code_challenge_method is not one that Salesforce takes.",
    "No code is given.",
    "Send code_challenge_method=S256.",
    {Basis::inferred, "RFC 7636 section 4.4.1; Salesforce's text is not public"}};
inline constexpr Reason challenge_method_alone{
    "challenge_method_alone",
    "A code_challenge_method came without a code_challenge.",
    "No code is given.",
    "Send both, or neither.",
    {Basis::inferred, "seen in OAuth servers; Salesforce's answer is not public"}};
inline constexpr Reason challenge_method_missing{
    "challenge_method_missing",
    "A code_challenge came without its method, which a dial demands.",
    "No code is given.",
    "Send code_challenge_method=S256.",
    {Basis::inferred, "dial pkce.absent_method"}};
inline constexpr Reason challenge_malformed{
    "challenge_malformed",
    "The code_challenge is not a SHA-256 digest in unpadded base64url.",
    "No code is given.",
    "Send BASE64URL(SHA256(verifier)): 43 characters without padding.",
    {Basis::inferred, "RFC 7636 section 4.2; Salesforce's text is not public"}};
inline constexpr Reason prompt_none_combined{
    "prompt_none_combined",
    "prompt=none came together with other prompts.",
    "No code is given.",
    "Send none alone.",
    {Basis::inferred, "OpenID Connect Core section 3.1.2.1"}};
inline constexpr Reason org_challenge_missing{
    "org_challenge_missing",
    "The org demands PKCE of every app and the request had no code_challenge.",
    "After login the person sees Salesforce's error page, and the client hears nothing.",
    "Use a client that sends PKCE.",
    {Basis::observed, "airbyte#85057: OAUTH_APPROVAL_ERROR_GENERIC"}};
inline constexpr Reason approval_expired{
    "approval_expired",
    "The approval page was answered too late, twice, or never asked for.",
    "Nothing is approved.",
    "Start the connection again.",
    {Basis::documented, "Salesforce knowledge article 000386723"}};
inline constexpr Reason scope_malformed{"scope_malformed",
                                        "The scope holds characters that no scope may have.",
                                        "No code is given.",
                                        "Separate scopes by single blanks.",
                                        {Basis::documented, "RFC 6749 section 3.3"}};
inline constexpr Reason scope_outside_app{
    "scope_outside_app",
    "The client asked for a scope that the app does not have.",
    "After login the person sees Salesforce's error page, and the client hears nothing.",
    "Add the scope to the app's Selected OAuth Scopes, or ask for less.",
    {Basis::observed, "forcedotcom/mcp-hosted#47: the requested scope is not allowed"}};
inline constexpr Reason user_denied{
    "user_denied",
    "The person pressed Deny on the approval page.",
    "The client is told access_denied and gets no code.",
    "Connect again and press Allow.",
    {Basis::observed, "sfdx-core tests: end-user denied authorization"}};
inline constexpr Reason immediate_without_session{
    "immediate_without_session",
    "The request allowed no page, and nobody was logged in.",
    "The client is told immediate_unsuccessful.",
    "Ask without prompt=none or immediate=true.",
    {Basis::documented, "Salesforce help: immediate"}};
inline constexpr Reason immediate_without_approval{
    "immediate_without_approval",
    "The request allowed no page, and the app was not approved yet.",
    "The client is told immediate_unsuccessful.",
    "Ask without prompt=none or immediate=true.",
    {Basis::documented, "Salesforce help: immediate"}};
inline constexpr Reason cross_org_blocked{
    "cross_org_blocked",
    "A Local app was used through a login host that belongs to no org.",
    "After login the callback gets OAUTH_AUTHORIZATION_BLOCKED instead of a code.",
    "Connect through the org's own My Domain, or make the app Packaged.",
    {Basis::observed, "six public clients name OAUTH_AUTHORIZATION_BLOCKED"}};
inline constexpr Reason user_not_preauthorized{
    "user_not_preauthorized",
    "The app admits only users whom an admin approved, and not this one.",
    "The person cannot connect.",
    "Add the user's profile to the app's policies.",
    {Basis::observed, "user is not admin approved to access this app"}};

}  // namespace rehearse::oauth::reason
