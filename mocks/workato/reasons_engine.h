#pragma once

#include "mocks/core/reason.h"

namespace rehearse::workato::reason {

// Why the OAuth engine refused, gave up, waited or dropped an answer.

inline constexpr Reason engine_code_refused{
    "engine_code_refused",
    "Salesforce refuses the authorization code: it is spent, too old, or not meant for this app.",
    "The connection is not authorized; the code is never sent again.",
    "Connect again and finish without delay.",
    {Basis::observed, "Salesforce error texts in public issues (omniphx/forrest 169)"}};
inline constexpr Reason engine_verifier_refused{
    "engine_verifier_refused",
    "Salesforce refuses the PKCE verifier that belongs to the code.",
    "The connection is not authorized; the code is never sent again.",
    "Connect again; if it persists, something changes the challenge on its way.",
    {Basis::observed, "Salesforce error texts in public issues, 2025 and 2026"}};
inline constexpr Reason engine_grant_dead{
    "engine_grant_dead",
    "Salesforce answers invalid_grant: the refresh token is expired, revoked or rotated out.",
    "The connection is lost: Workato makes no further request with it.",
    "Find the cause in the app's refresh token policy and the user's approvals, then connect "
    "again.",
    {Basis::documented, "RFC 6749 section 5.2; RFC 9700 section 4.14"}};
inline constexpr Reason engine_user_refused{
    "engine_user_refused",
    "Salesforce answers invalid_grant, authentication failure: the user may no longer log in, or "
    "the password changed.",
    "The connection is lost: Workato makes no further request with it.",
    "Restore the user, then connect again.",
    {Basis::observed, "nango.dev, Salesforce invalid_grant table"}};
inline constexpr Reason engine_token_inactive{
    "engine_token_inactive",
    "The answer to a refresh was lost, and introspection says that the token is no longer active: "
    "it was rotated.",
    "The connection is lost, because the new token never arrived.",
    "Connect again. The org gives no second chance for a lost answer.",
    {Basis::documented, "RFC 7662 section 2.2; RFC 9700 section 4.14.2"}};
inline constexpr Reason engine_no_refresh_token{
    "engine_no_refresh_token",
    "The session is over and the org gave no refresh token, because the scope refresh_token was "
    "not granted or the policy is to expire it immediately.",
    "The connection is lost.",
    "Add the scope refresh_token to the app, look at its refresh token policy, and connect again.",
    {Basis::documented, "Workato guide, Scopes; Salesforce, refresh token flow"}};
inline constexpr Reason engine_client_refused{
    "engine_client_refused",
    "Salesforce refuses the client: the secret is wrong or missing.",
    "A configuration error: the tokens are kept and nothing is retried.",
    "Compare Client ID and Client secret of the profile with the app, also for blanks at either "
    "end.",
    {Basis::observed, "nango.dev, Salesforce error table"}};
inline constexpr Reason engine_client_unknown{
    "engine_client_unknown",
    "Salesforce does not know the client ID.",
    "A configuration error: the tokens are kept and nothing is retried.",
    "Compare the Client ID with the consumer key, and check that Sandbox matches the org; a new "
    "app can take minutes to be known.",
    {Basis::documented, "Salesforce, OAuth error codes"}};
inline constexpr Reason engine_app_refused{
    "engine_app_refused",
    "Salesforce refuses the app or the request, not the token.",
    "A configuration error: the tokens are kept and nothing is retried.",
    "Read the error's text and correct the app's settings or policies.",
    {Basis::documented, "RFC 6749 section 5.2"}};
inline constexpr Reason engine_ip_restricted{
    "engine_ip_restricted",
    "Salesforce refuses the address the call came from.",
    "A network error: the tokens are kept and nothing is retried.",
    "Put all three addresses of the workspace's data centre on the app's allowlist.",
    {Basis::observed, "forceworkbench issue 772; setup-sfdx issue 17"}};
inline constexpr Reason engine_throttled{
    "engine_throttled",
    "Salesforce asks the client to wait (429, 503 or a login limit).",
    "The connection waits and then goes on with the same tokens.",
    "Wait; look for other clients that use up the limit.",
    {Basis::documented, "RFC 9110 sections 10.2.3 and 15.6.4; RFC 6585 section 4"}};
inline constexpr Reason engine_backing_off{
    "engine_backing_off",
    "The time that Salesforce asked the client to wait is not over.",
    "The job makes no request.",
    "Wait until the time the connection shows.",
    {Basis::documented, "RFC 9110 section 10.2.3"}};
inline constexpr Reason engine_refresh_concurrent{
    "engine_refresh_concurrent",
    "Salesforce is still busy with another refresh of the same token.",
    "The tokens are kept; the next job settles what became of them first.",
    "Look for a second system that uses the same refresh token, such as a copied connection.",
    {Basis::documented, "Salesforce release notes, refresh token rotation"}};
inline constexpr Reason engine_refresh_in_flight{
    "engine_refresh_in_flight",
    "Another job of this workspace is refreshing this connection right now.",
    "The job makes no token request and leaves the refresh to the other.",
    "Run the job again.",
    {Basis::inferred,
     "single flight is the published cure for rotation races; whether Workato does so is not "
     "public"}};
inline constexpr Reason engine_worker_died{
    "engine_worker_died",
    "The worker that ran the job died on its way.",
    "What it had stored stands; whether its last request was processed is unknown.",
    "Nothing, with a correct client: it stores before it uses, and asks before it sends again.",
    {Basis::inferred, "processes are restarted at any moment"}};
inline constexpr Reason engine_unreachable{
    "engine_unreachable",
    "No connection to Salesforce came about; no byte was sent.",
    "One more attempt was made; the tokens are untouched.",
    "Check the network and the address of the org.",
    {Basis::documented, "RFC 9110 section 9.2.2"}};
inline constexpr Reason engine_answer_late{
    "engine_answer_late",
    "The request was sent and no answer came in time.",
    "Whether the token was rotated is unknown; introspection decides.",
    "Run a job later; if the token was rotated, connect again.",
    {Basis::documented, "RFC 9110 section 9.2.2; RFC 9700 section 4.14.2"}};
inline constexpr Reason engine_answer_lost{
    "engine_answer_lost",
    "The request was sent and the answer was cut off.",
    "Whether the token was rotated is unknown; introspection decides.",
    "Run a job later; if the token was rotated, connect again.",
    {Basis::documented, "RFC 9110 section 9.2.2; RFC 9700 section 4.14.2"}};
inline constexpr Reason engine_server_error{
    "engine_server_error",
    "Salesforce answered with a server error.",
    "Whether the token was rotated is unknown; introspection decides.",
    "Run a job later.",
    {Basis::documented, "RFC 9110 section 15.6"}};
inline constexpr Reason engine_refresh_unsettled{
    "engine_refresh_unsettled",
    "It is unknown whether the last refresh was done, and introspection gave no answer.",
    "The tokens are kept and not sent again until introspection has answered.",
    "Run a job later.",
    {Basis::inferred, "the only way under rotation that neither loses a token nor replays one"}};
inline constexpr Reason engine_answer_not_json{
    "engine_answer_not_json",
    "The token answer is not JSON, or it breaks off.",
    "The answer is not used; whether the token was rotated is unknown.",
    "Look for a proxy or a login page between Workato and Salesforce.",
    {Basis::documented, "RFC 6749 section 5.1"}};
inline constexpr Reason engine_answer_wrong_type{
    "engine_answer_wrong_type",
    "A member of the token answer has the wrong type.",
    "The answer is not used; whether the token was rotated is unknown.",
    "Look for a proxy that rewrites answers.",
    {Basis::documented, "RFC 6749 section 5.1"}};
inline constexpr Reason engine_answer_no_token{
    "engine_answer_no_token",
    "The token answer holds no access token.",
    "The answer is not used; whether the token was rotated is unknown.",
    "Look for a proxy that rewrites answers.",
    {Basis::documented, "RFC 6749 section 5.1"}};
inline constexpr Reason engine_answer_bad_token{
    "engine_answer_bad_token",
    "A token in the answer is too long or has characters no token may have.",
    "The answer is not used; whether the token was rotated is unknown.",
    "Look for a proxy that rewrites answers.",
    {Basis::documented, "RFC 6749 appendix A.12 and A.17"}};
inline constexpr Reason engine_answer_token_type{
    "engine_answer_token_type",
    "The token answer has no token type, or one that is not Bearer.",
    "The tokens are not used.",
    "Check that the app issues bearer tokens.",
    {Basis::documented, "RFC 6749 section 7.1"}};
inline constexpr Reason engine_answer_contradicts{
    "engine_answer_contradicts",
    "The token answer holds an error although its status is 200.",
    "The answer is not used; whether the token was rotated is unknown.",
    "Look for a proxy that rewrites answers.",
    {Basis::documented, "RFC 6749 sections 5.1 and 5.2"}};
inline constexpr Reason engine_answer_too_large{
    "engine_answer_too_large",
    "The token answer is larger than any real one (64 KiB).",
    "The answer is not used; whether the token was rotated is unknown.",
    "Look for a proxy or a wrong server at the address.",
    {Basis::inferred, "a bound against exhaustion; the size is ours"}};
inline constexpr Reason engine_answer_from_cache{
    "engine_answer_from_cache",
    "The token answer carries an Age: a cache gave it, not the org.",
    "The answer is not used; whether the token was rotated is unknown.",
    "Take the cache off the way to the token endpoint.",
    {Basis::documented, "RFC 6749 section 5.1; RFC 9111 section 5.1"}};
inline constexpr Reason engine_answer_not_oauth{
    "engine_answer_not_oauth",
    "The token endpoint refused with an answer that is no OAuth error.",
    "The tokens are kept and nothing is retried.",
    "Check the org's address: another server may have answered.",
    {Basis::documented, "RFC 6749 section 5.2"}};
inline constexpr Reason engine_error_unknown{
    "engine_error_unknown",
    "The token endpoint refused with an error no rule covers.",
    "The tokens are kept and nothing is retried.",
    "Read the error's text.",
    {Basis::inferred, "Workato's handling is not public"}};
inline constexpr Reason engine_signature_wrong{
    "engine_signature_wrong",
    "The signature of the token answer was not made with the profile's client secret.",
    "The tokens are not used; the connection is not authorized.",
    "Compare the profile's secret with the app, and look for a proxy.",
    {Basis::observed, "omniauth-salesforce verifies it; that Workato does so is inferred"}};
inline constexpr Reason engine_instance_url_refused{
    "engine_instance_url_refused",
    "The token answer names an instance outside Salesforce's domains.",
    "No token is sent there; an instance known from before stays in use.",
    "Find out who answered: this is how a token is stolen.",
    {Basis::inferred,
     "a client must not let a response choose where its tokens go; Workato's check is not public"}};
inline constexpr Reason engine_not_connected{"engine_not_connected",
                                             "The connection is not connected.",
                                             "The job makes no request.",
                                             "Connect it.",
                                             {Basis::documented, "docs.workato.com, connections"}};
inline constexpr Reason engine_connection_lost{
    "engine_connection_lost",
    "The connection was lost earlier.",
    "The job makes no request: a dead token is not tried again.",
    "Read the connection's lost reason, remove the cause and connect again.",
    {Basis::documented, "docs.workato.com, RecipeOps trigger Account credentials refresh failed"}};
inline constexpr Reason engine_connection_displaced{
    "engine_connection_displaced",
    "Another connection was authorized with the same Salesforce user and app.",
    "This connection is lost, as a support note of 2017 has it.",
    "Use one connection for both, or another Salesforce user for each.",
    {Basis::inferred, "support.workato.com 1000165039; only with dial workato.second_connection"}};
inline constexpr Reason engine_profile_changed{
    "engine_profile_changed",
    "The client ID or the client secret of the connection's profile was changed.",
    "The connection is disconnected and has to be authorized again.",
    "Connect again; the new pair is used then.",
    {Basis::inferred, "not documented; only with dial workato.secret_change"}};
inline constexpr Reason engine_connection_changed{
    "engine_connection_changed",
    "A person disconnected or deleted the connection while a request was under way.",
    "The answer is dropped.",
    "Connect again if that was not meant.",
    {Basis::inferred, "Workato does not document the case"}};
inline constexpr Reason engine_session_refused{
    "engine_session_refused",
    "Salesforce refuses the access token that was just issued.",
    "The job fails; the connection stays connected.",
    "Check the user's API access, session policies and IP relaxation.",
    {Basis::observed, "NangoHQ issue 4344"}};
inline constexpr Reason engine_data_refused{
    "engine_data_refused",
    "The data API refused the job's call for another reason than a dead session.",
    "The job fails; the connection stays connected.",
    "Read the status: permissions, limits or the request itself.",
    {Basis::documented, "Salesforce REST API, status codes"}};
inline constexpr Reason engine_data_unreachable{
    "engine_data_unreachable",
    "The data API could not be reached, or its answer was lost.",
    "The job fails; the connection stays connected.",
    "Run the job again.",
    {Basis::documented, "RFC 9110 section 9.2.2"}};

}  // namespace rehearse::workato::reason
