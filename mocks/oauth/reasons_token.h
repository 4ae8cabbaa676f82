#pragma once

#include "mocks/core/reason.h"

namespace rehearse::oauth::reason {

// Reasons for which a refresh is refused, a token is no longer good, or a grant ended.

inline constexpr Reason refresh_token_missing{"refresh_token_missing",
                                              "The refresh named no refresh token.",
                                              "No token is given.",
                                              "Send refresh_token.",
                                              {Basis::inferred, "Salesforce's text is not public"}};
inline constexpr Reason refresh_token_unknown{
    "refresh_token_unknown",
    "This org never issued that refresh token.",
    "The connection has to be authorized again.",
    "Store refresh tokens whole; see whether the client talks to the right org.",
    {Basis::observed, "expired access/refresh token"}};
inline constexpr Reason refresh_token_of_other_client{
    "refresh_token_of_other_client",
    "The refresh token was issued to another app.",
    "No token is given; nothing of its own app changes.",
    "Refresh with the consumer key the token was issued to.",
    {Basis::documented, "RFC 6749 section 6"}};
inline constexpr Reason refresh_verifier_refused{
    "refresh_verifier_refused",
    "The refresh carried a code_verifier, which a dial forbids.",
    "No token is given; the refresh token stays good.",
    "Send code_verifier with the exchange only.",
    {Basis::observed, "one Salesforce module clears it; dial pkce.stray_verifier_on_refresh"}};
inline constexpr Reason refresh_ip_blocked{
    "refresh_ip_blocked",
    "The refresh came from an address outside the app's allowlist.",
    "The connection cannot refresh from there; its refresh token stays good.",
    "Add all of the client's egress addresses to the Refresh Token IP Allowlist.",
    {Basis::inferred, "Salesforce documents the block, not its text"}};
inline constexpr Reason refresh_token_replayed{
    "refresh_token_replayed",
    "A refresh token was used again after a rotation had replaced it.",
    "The whole grant is revoked: the current refresh token and all its access tokens.",
    "Store a rotated token before using it, and refresh from one place; then authorize again.",
    {Basis::documented, "Salesforce KB 005316711: reuse of a rotated token"}};
inline constexpr Reason refresh_token_replay_refused{
    "refresh_token_replay_refused",
    "A refresh token was used again after its rotation.",
    "No token is given; the current refresh token stays good.",
    "Use the refresh token of the latest answer.",
    {Basis::observed, "airbyte#82783: the newer token went on working"}};
inline constexpr Reason refresh_concurrent{
    "refresh_concurrent",
    "Another request was already refreshing with this token.",
    "This request gets nothing; the other one's tokens are good.",
    "Refresh from one place at a time, then read the stored token again.",
    {Basis::documented, "Salesforce release notes 250 and 252"}};
inline constexpr Reason refresh_policy_zero{
    "refresh_policy_zero",
    "The app's policy expires refresh tokens immediately.",
    "The connection works until its access token ends, then has to be authorized again.",
    "Choose another Refresh Token Policy.",
    {Basis::documented, "Salesforce help: refresh token policies"}};
inline constexpr Reason refresh_lifetime_over{
    "refresh_lifetime_over",
    "The refresh token is older than the app's policy lets it become.",
    "The connection has to be authorized again.",
    "Authorise again before the period ends, or lengthen the Refresh Token Validity Period.",
    {Basis::documented, "Salesforce help: expire refresh token after"}};
inline constexpr Reason refresh_unused_too_long{
    "refresh_unused_too_long",
    "The refresh token lay unused for longer than the policy allows.",
    "The connection has to be authorized again.",
    "Refresh more often than the policy's period.",
    {Basis::documented, "Salesforce help: expire refresh token if not used for"}};
inline constexpr Reason refresh_idle_limit{
    "refresh_idle_limit",
    "The refresh token lay unused for more than 30 days.",
    "The connection has to be authorized again.",
    "Let the connection refresh at least once in 30 days, or uncheck the idle limit.",
    {Basis::documented, "Salesforce help: limit idle refresh token TTL to 30 days"}};
inline constexpr Reason refresh_scope_malformed{
    "refresh_scope_malformed",
    "The scope of the refresh holds characters that no scope may have.",
    "No token is given; the refresh token stays good.",
    "Leave scope out of refreshes.",
    {Basis::documented, "RFC 6749 section 3.3"}};
inline constexpr Reason refresh_scope_wider{
    "refresh_scope_wider",
    "The refresh asked for a scope that the grant does not have.",
    "No token is given; the refresh token stays good.",
    "Leave scope out of refreshes.",
    {Basis::documented, "RFC 6749 section 6"}};
inline constexpr Reason user_inactive{
    "user_inactive",
    "The user is deactivated.",
    "Neither the refresh nor the access token works while the user is inactive.",
    "Activate the user, or connect as another.",
    {Basis::observed, "restforce#303: inactive user"}};
inline constexpr Reason user_frozen{
    "user_frozen",
    "The user is frozen.",
    "Neither the refresh nor the access token works while the user is frozen.",
    "Unfreeze the user, or connect as another.",
    {Basis::inferred, "answered like a failed authentication"}};
inline constexpr Reason user_gone{"user_gone",
                                  "The user of the grant no longer exists.",
                                  "The connection cannot be used.",
                                  "Connect as another user.",
                                  {Basis::inferred, "answered like an inactive user"}};

// Why a grant ended; a token of such a grant is refused with that very reason.
inline constexpr Reason grant_revoked_by_client{
    "grant_revoked_by_client",
    "The refresh token was handed to the revocation endpoint.",
    "The connection has to be authorized again.",
    "Connect again.",
    {Basis::documented, "Salesforce help: revoke OAuth tokens"}};
inline constexpr Reason grant_revoked_by_admin{
    "grant_revoked_by_admin",
    "An admin revoked the connection on the OAuth usage page.",
    "The connection has to be authorized again.",
    "Ask the admin, then connect again.",
    {Basis::documented, "Salesforce help: manage external client app usage"}};
inline constexpr Reason grant_revoked_by_password_reset{
    "grant_revoked_by_password_reset",
    "The user's password was changed or reset.",
    "The connection has to be authorized again.",
    "Connect again with the new password.",
    {Basis::observed, "a password change revokes the user's tokens"}};
inline constexpr Reason grant_evicted{
    "grant_evicted",
    "The user approved the app once more than Salesforce keeps.",
    "The oldest connection of that user and app stopped working.",
    "Give each environment a user of its own, and reuse a connection instead of making another.",
    {Basis::documented, "Salesforce help: five unique approvals, the oldest is revoked"}};
inline constexpr Reason app_deleted{
    "app_deleted",
    "The app was deleted.",
    "Nothing that it issued works any more.",
    "Create an app, enter its key and secret in the client, and connect again.",
    {Basis::documented, "Salesforce, login status: consumer deleted"}};
inline constexpr Reason grant_dropped{
    "grant_dropped",
    "The org keeps a bounded number of grants without a refresh token.",
    "The access token stopped working before its time.",
    "Ask for the refresh token scope instead of authorizing again and again.",
    {Basis::inferred, "a limit of the mock"}};
inline constexpr Reason grant_forgotten{
    "grant_forgotten",
    "The token's grant ended so long ago that the org no longer keeps why.",
    "The connection has to be authorized again.",
    "Connect again.",
    {Basis::inferred, "the mock keeps a bounded number of ended grants"}};

inline constexpr Reason access_token_missing{"access_token_missing",
                                             "The request carried no access token.",
                                             "It is not served.",
                                             "Send Authorization: Bearer and the token.",
                                             {Basis::documented, "RFC 6750 section 2.1"}};
inline constexpr Reason access_token_unknown{"access_token_unknown",
                                             "This org never issued that access token.",
                                             "It is not served.",
                                             "Send the access token of the latest answer, whole.",
                                             {Basis::documented, "RFC 6750 section 3.1"}};
inline constexpr Reason access_token_expired{
    "access_token_expired",
    "The session behind the access token timed out.",
    "The client has to refresh; with a good refresh token nobody notices.",
    "Refresh once and repeat the request.",
    {Basis::documented, "Salesforce help: the session timeout ends access tokens"}};
inline constexpr Reason access_token_revoked{
    "access_token_revoked",
    "The access token was handed to the revocation endpoint.",
    "The client has to refresh; the refresh token stays good.",
    "Refresh once and repeat.",
    {Basis::documented, "Salesforce help: revoke OAuth tokens"}};

inline constexpr Reason revoke_token_missing{
    "revoke_token_missing",
    "The revocation named no token.",
    "Nothing is revoked.",
    "Send token.",
    {Basis::inferred, "the error for a missing token is not public"}};
inline constexpr Reason revoke_request_unreadable{
    "revoke_request_unreadable",
    "The revocation could not be read, or gave the token twice.",
    "Nothing is revoked.",
    "Send token once, as a form.",
    {Basis::inferred, "answered like a missing token"}};
inline constexpr Reason revoke_token_unknown{
    "revoke_token_unknown",
    "This org never issued the token to be revoked.",
    "Nothing is revoked.",
    "Send the access or refresh token whole.",
    {Basis::observed, "omniphx/forrest#213: unsupported_token_type"}};
inline constexpr Reason revoke_token_dead{"revoke_token_dead",
                                          "The token to be revoked had already ended.",
                                          "Nothing changes.",
                                          "Nothing is left to do.",
                                          {Basis::observed, "answered like an unknown token"}};

inline constexpr Reason introspect_method{"introspect_method",
                                          "The introspection endpoint was not asked with POST.",
                                          "No answer about the token.",
                                          "POST the token in a form.",
                                          {Basis::documented, "RFC 7662 section 2.1"}};
inline constexpr Reason introspect_unreadable{"introspect_unreadable",
                                              "The introspection request could not be read.",
                                              "No answer about the token.",
                                              "POST the token once, in a form.",
                                              {Basis::inferred, "RFC 7662 section 2.1"}};
inline constexpr Reason introspect_token_missing{"introspect_token_missing",
                                                 "The introspection named no token.",
                                                 "No answer about the token.",
                                                 "Send token.",
                                                 {Basis::inferred, "RFC 7662 section 2.1"}};
inline constexpr Reason introspect_not_authorized{
    "introspect_not_authorized",
    "The introspecting client did not prove who it is.",
    "No answer about the token.",
    "Send the consumer key and secret.",
    {Basis::observed, "401 without client authentication"}};
inline constexpr Reason introspect_foreign_token{
    "introspect_foreign_token",
    "The token belongs to another app than the one that asks.",
    "The answer is that the token is not active.",
    "Ask as the token's own app, or check Introspect All Tokens.",
    {Basis::documented, "Salesforce help: token introspection"}};

}  // namespace rehearse::oauth::reason
