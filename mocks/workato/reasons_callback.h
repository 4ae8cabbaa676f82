#pragma once

#include "mocks/core/reason.h"

namespace rehearse::workato::reason {

// Why an authorization response was not followed by a token request.

inline constexpr Reason callback_state_missing{
    "callback_state_missing",
    "The authorization response carries no state.",
    "Nothing is exchanged; the connection stays as it was.",
    "Start again with Connect; if it happens every time, something between browser and Workato "
    "strips the query.",
    {Basis::documented, "RFC 9700 section 2.1"}};
inline constexpr Reason callback_state_repeated{
    "callback_state_repeated",
    "The authorization response carries the state more than once.",
    "Nothing is exchanged; the connection stays as it was.",
    "Start again with Connect, and find out who added the second one.",
    {Basis::documented, "RFC 6749 section 3.1"}};
inline constexpr Reason callback_state_unknown{
    "callback_state_unknown",
    "The authorization response carries a state that this workspace never made.",
    "Nothing is exchanged; the connection stays as it was.",
    "Start again with Connect; a link someone sent may be an attempt to connect a foreign account.",
    {Basis::documented, "RFC 9700 section 4.7.1"}};
inline constexpr Reason callback_state_other_browser{
    "callback_state_other_browser",
    "The state was made for another browser session than the one that brought the response.",
    "Nothing is exchanged; the connection stays as it was.",
    "Finish in the browser and session in which Connect was clicked.",
    {Basis::documented, "RFC 9700 section 4.7.1"}};
inline constexpr Reason callback_state_replayed{
    "callback_state_replayed",
    "The state was used before, as when a person reloads the page or goes back.",
    "Nothing is exchanged again; the connection keeps what the first response gave it.",
    "Nothing, if the connection says Connected; otherwise Connect again.",
    {Basis::documented, "RFC 6749 section 4.1.2; RFC 9700 section 4.7.1"}};
inline constexpr Reason callback_state_expired{
    "callback_state_expired",
    "The person took longer to log in and approve than the state lives (an hour).",
    "Nothing is exchanged; the connection stays as it was.",
    "Connect again and finish within the hour.",
    {Basis::inferred,
     "RFC 9700 section 2.1 asks for one-time state; Workato's lifetime is not public"}};
inline constexpr Reason callback_parameter_repeated{
    "callback_parameter_repeated",
    "A parameter of the authorization response appears more than once.",
    "Nothing is exchanged; the authorization has failed.",
    "Connect again; if it persists, the registered callback may carry parameters of its own.",
    {Basis::documented, "RFC 6749 section 3.1"}};
inline constexpr Reason callback_issuer_wrong{
    "callback_issuer_wrong",
    "The response names another issuer than the server the person was sent to.",
    "Nothing is exchanged, so no secret goes to the wrong server.",
    "Check Sandbox and the custom domain of the connection.",
    {Basis::documented, "RFC 9207 section 2.4"}};
inline constexpr Reason callback_code_and_error{
    "callback_code_and_error",
    "The authorization response holds a code and an error at once.",
    "Nothing is exchanged; the authorization has failed.",
    "Connect again; no authorization server sends both.",
    {Basis::documented, "RFC 6749 section 4.1.2.1"}};
inline constexpr Reason callback_empty{
    "callback_empty",
    "The authorization response holds neither a code nor an error.",
    "Nothing is exchanged; the authorization has failed.",
    "Connect again.",
    {Basis::documented, "RFC 6749 section 4.1.2"}};
inline constexpr Reason callback_denied{"callback_denied",
                                        "The person clicked Deny on Salesforce's approval page.",
                                        "Nothing is exchanged; the connection is not authorized.",
                                        "Connect again and allow the access.",
                                        {Basis::documented, "RFC 6749 section 4.1.2.1"}};
inline constexpr Reason callback_redirect_mismatch{
    "callback_redirect_mismatch",
    "Salesforce says that the callback URL is not one the app has registered.",
    "The connection cannot be authorized until the app is corrected.",
    "Register https://www.workato.com/oauth/callback, exactly so, in the app's OAuth settings.",
    {Basis::observed, "Fivetran documentation, Salesforce PKCE troubleshooting"}};
inline constexpr Reason callback_scope_refused{
    "callback_scope_refused",
    "Salesforce says that a requested scope is not among the app's.",
    "The connection cannot be authorized until scopes agree.",
    "Add the scopes to the app, or limit Requested permissions in the connection's advanced "
    "settings.",
    {Basis::documented, "Workato guide, custom OAuth profile for Salesforce, Scopes"}};
inline constexpr Reason callback_challenge_refused{
    "callback_challenge_refused",
    "Salesforce refuses the PKCE challenge of the request, or misses one.",
    "The connection cannot be authorized this way.",
    "Check the app's PKCE setting, and that nothing rewrites the authorize URL.",
    {Basis::observed, "activepieces issue 15615"}};
inline constexpr Reason callback_app_blocked{
    "callback_app_blocked",
    "Salesforce says that an admin has blocked the app, or switched it off.",
    "Nobody can connect with it until that is undone; connections that are connected fail as well.",
    "Switch the app on in its policies (External Client App Manager > Policies).",
    {Basis::observed, "nango.dev, OAUTH_APPROVAL_ERROR_GENERIC; OAUTH_APP_BLOCKED in public logs"}};
inline constexpr Reason callback_user_not_approved{
    "callback_user_not_approved",
    "Salesforce says that the person is not among the users admitted to the app.",
    "The connection is not authorized; another user may succeed.",
    "Give the person's profile or permission set access in the app's policies, or connect as a "
    "user "
    "who has it.",
    {Basis::observed, "OAUTH_APP_ACCESS_DENIED in public issues"}};
inline constexpr Reason callback_cross_org{
    "callback_cross_org",
    "Salesforce says that the app belongs to another org and is Local.",
    "The connection cannot be authorized through the login host.",
    "Put the org's My Domain into the connection's custom domain, or distribute the app as "
    "Packaged.",
    {Basis::observed, "cross-org OAuth errors of external client apps in public issues"}};
inline constexpr Reason callback_app_not_installed{
    "callback_app_not_installed",
    "Salesforce says that the app is not installed in the org the person logged in to.",
    "The connection is not authorized.",
    "Install the app in that org, or log in to the org that has it.",
    {Basis::observed, "PipedreamHQ/pipedream issue 21557"}};
inline constexpr Reason callback_login_needed{
    "callback_login_needed",
    "Salesforce was asked not to show a page, and would have had to.",
    "Nothing is exchanged; the connection is not authorized.",
    "Connect again and log in.",
    {Basis::documented, "OpenID Connect Core section 3.1.2.6; Salesforce's immediate parameter"}};
inline constexpr Reason callback_response_type{
    "callback_response_type",
    "Salesforce says that it does not support the response type of the request.",
    "The connection cannot be authorized this way.",
    "See that nothing rewrites the authorize URL, and that the app's Authorization Code flow is "
    "on.",
    {Basis::documented, "RFC 6749 section 4.1.2.1"}};
inline constexpr Reason callback_server_error{
    "callback_server_error",
    "Salesforce could not answer the authorization request.",
    "Nothing is exchanged; nothing is wrong with the setup.",
    "Connect again in a while.",
    {Basis::documented, "RFC 6749 section 4.1.2.1"}};
inline constexpr Reason callback_approval_failed{
    "callback_approval_failed",
    "Salesforce could not approve the app: PKCE is required of every app and was not sent, or the "
    "app "
    "is blocked or not installed.",
    "The connection is not authorized.",
    "Check the app's policies, and that the org's requirement of PKCE meets the client.",
    {Basis::observed, "nango.dev, OAUTH_APPROVAL_ERROR_GENERIC; airbyte pull request 85057"}};
inline constexpr Reason callback_client_unknown{
    "callback_client_unknown",
    "Salesforce does not know the client ID of the profile.",
    "The connection cannot be authorized until the profile is corrected.",
    "Copy the consumer key again; a new app takes up to ten minutes to be known.",
    {Basis::documented, "Salesforce help, OAuth 2.0 authorization errors"}};
inline constexpr Reason callback_address_refused{
    "callback_address_refused",
    "Salesforce refuses the address that the person's browser came from.",
    "The connection is not authorized; from an admitted address it can be.",
    "Connect from an address in the profile's login IP ranges, or relax them in the app's "
    "policies.",
    {Basis::observed, "OAUTH_INVALID_IP in public issues"}};
inline constexpr Reason callback_error{
    "callback_error",
    "Salesforce sent the person back with an error.",
    "Nothing is exchanged; the connection is not authorized.",
    "Read the error's text; it usually names a setting of the app or the user.",
    {Basis::documented, "RFC 6749 section 4.1.2.1"}};
inline constexpr Reason callback_connection_gone{
    "callback_connection_gone",
    "The connection was deleted, or set to another profile, while the person was at Salesforce.",
    "Nothing is exchanged.",
    "Open the connection and connect again.",
    {Basis::inferred, "Workato does not document the case"}};

}  // namespace rehearse::workato::reason
