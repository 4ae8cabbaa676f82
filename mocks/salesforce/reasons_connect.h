#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why the Connect REST API refuses a call about consumer keys, secrets and tokens, and what becomes
// of a pair of credentials that was staged beside another.
namespace rehearse::salesforce::reason {

inline constexpr Reason connect_version_too_old{
    "connect_version_too_old",
    "The API version of the call is older than the resource.",
    "The call fails although the app and the permissions are right.",
    "Call credentials with version 60.0 or later, staged credentials with 65.0 or later.",
    {Basis::documented, "Connect REST API Developer Guide: available versions"}};
inline constexpr Reason connect_secret_access_off{
    "connect_secret_access_off",
    "The org does not let the REST API read consumer secrets.",
    "Keys and secrets can be had on the Setup pages only.",
    "Turn on Allow access to External Client App consumer secrets via REST API.",
    {Basis::observed, "the clients' own checks of the message; Connect's 403 elsewhere"}};
inline constexpr Reason connect_secret_permission_missing{
    "connect_secret_permission_missing",
    "The user lacks External Client App Developer or View Client Secret.",
    "Keys and secrets stay unread; the connections that use them are not touched.",
    "Give the user both permissions by a permission set.",
    {Basis::documented, "help eca_stage_oauth_credentials; the answer is inferred"}};
inline constexpr Reason connect_rotation_permission_missing{
    "connect_rotation_permission_missing",
    "The user may read the secret but lacks Client Secret Rotation.",
    "No credentials are staged or rotated.",
    "Give the user the permission by a permission set.",
    {Basis::inferred, "the permission exists; the help page does not ask for it"}};
inline constexpr Reason connect_usage_permission_missing{
    "connect_usage_permission_missing",
    "The user may not view external client apps, or not manage their tokens.",
    "The usage stays unread and nothing is revoked.",
    "Give the user a permission on external client apps: viewer to read, admin to revoke.",
    {Basis::inferred, "help: an External Client App admin needs no other permission"}};

inline constexpr Reason connect_app_unknown{
    "connect_app_unknown",
    "The call names no external client app of this org.",
    "Nothing happens.",
    "Take the identifier from apps/oauth/usage; built-in apps of Salesforce are not listed.",
    {Basis::observed, "restforce fixtures and notes on Connect resources: NOT_FOUND"}};
inline constexpr Reason connect_consumer_unknown{
    "connect_consumer_unknown",
    "The call names no consumer of this app.",
    "Nothing happens.",
    "Take the consumer's id from apps/oauth/credentials/APP.",
    {Basis::observed, "restforce fixtures and notes on Connect resources: NOT_FOUND"}};
inline constexpr Reason connect_user_unknown{
    "connect_user_unknown",
    "The call names no user of this org.",
    "Nothing happens.",
    "Take the user's id from apps/oauth/usage/APP/users.",
    {Basis::observed, "restforce fixtures and notes on Connect resources: NOT_FOUND"}};
inline constexpr Reason connect_token_unknown{
    "connect_token_unknown",
    "The call names no refresh token that is alive.",
    "Nothing is revoked; it may be gone already.",
    "Take the revocation URL from the list of the user's tokens.",
    {Basis::observed, "restforce fixtures and notes on Connect resources: NOT_FOUND"}};
inline constexpr Reason connect_parameter_invalid{
    "connect_parameter_invalid",
    "A parameter of the query has a value that the resource does not know.",
    "Nothing is answered.",
    "part takes key, secret or keyandsecret; page and pageSize take whole numbers.",
    {Basis::observed, "the code at other Connect resources: ILLEGAL_QUERY_PARAMETER_VALUE"}};

inline constexpr Reason staged_length_missing{
    "staged_length_missing",
    "The POST that stages credentials came without a Content-Length.",
    "A real org leaves the client waiting until the connection is reset.",
    "Send a body, {} for example, or Content-Length: 0.",
    {Basis::observed, "sfdx-hardis: without a body the request hangs and the socket resets"}};
inline constexpr Reason staged_exists{
    "staged_exists",
    "The consumer has staged credentials already.",
    "No new pair is made; both pairs stay as they are.",
    "Delete the staged credentials first, once nobody uses them any more.",
    {Basis::observed, "sfdx-hardis: only one staged credential per consumer"}};
inline constexpr Reason staged_unknown{
    "staged_unknown",
    "The consumer has no staged credentials of that id.",
    "Nothing happens; a rotated pair may have been deleted after its 30 days.",
    "List the staged credentials.",
    {Basis::observed, "Infisical: 404 means that the pair is gone already"}};
inline constexpr Reason staged_body_malformed{
    "staged_body_malformed",
    "The body is not the JSON object that the resource takes.",
    "Nothing is staged or rotated.",
    "Send {\"command\":\"rotate\"} to rotate, and nothing or {} to stage.",
    {Basis::observed, "restforce fixtures: JSON_PARSER_ERROR; the texts are inferred"}};
inline constexpr Reason staged_command_unknown{
    "staged_command_unknown",
    "The PATCH of staged credentials names no command, or not rotate.",
    "Nothing is rotated.",
    "Send {\"command\":\"rotate\"}.",
    {Basis::documented,
     "Connect REST API Developer Guide: Staged Credentials Input; code inferred"}};
inline constexpr Reason staged_expired{
    "staged_expired",
    "The staged credentials are older than 30 days and cannot be promoted any more.",
    "The main pair stays; the staged one is good for nothing.",
    "Delete the staged credentials and stage new ones.",
    {Basis::inferred, "documented: valid for 30 days; what rotate says then is not"}};
inline constexpr Reason staged_rotated_before{
    "staged_rotated_before",
    "The staged slot holds the former pair of a rotation, which is not promoted again.",
    "Both pairs stay as they are.",
    "Delete the former pair and stage new credentials.",
    {Basis::inferred, "no source shows a rotation back"}};

inline constexpr Reason staged_key_deleted{
    "staged_key_deleted",
    "The consumer key belongs to credentials that were deleted from the staged slot.",
    "Every refresh and every new authorization with that key fails; the refresh token lives on.",
    "Enter the app's present key and secret in the profile; connections then go on as before.",
    {Basis::observed, "sfdx-hardis: deleting the former pair breaks who still uses it at once"}};
inline constexpr Reason staged_key_expired{
    "staged_key_expired",
    "The consumer key belongs to staged or former credentials whose 30 days are over.",
    "Every refresh and every new authorization with that key fails; the refresh token lives on.",
    "Enter the app's present key and secret in the profile; connections then go on as before.",
    {Basis::documented, "Connect REST API Developer Guide: App Oauth Staged Credentials"}};
inline constexpr Reason grant_ended_by_rotation{
    "grant_ended_by_rotation",
    "Promoting staged credentials revoked the tokens of the app.",
    "Every connection of the app has to be authorized again.",
    "Connect again, with the app's new key and secret in the profile.",
    {Basis::observed, "said of connected apps: applying new details revokes all tokens"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kConnectReasons = std::to_array<const Reason*>({
    &reason::connect_version_too_old,
    &reason::connect_secret_access_off,
    &reason::connect_secret_permission_missing,
    &reason::connect_rotation_permission_missing,
    &reason::connect_usage_permission_missing,
    &reason::connect_app_unknown,
    &reason::connect_consumer_unknown,
    &reason::connect_user_unknown,
    &reason::connect_token_unknown,
    &reason::connect_parameter_invalid,
    &reason::staged_length_missing,
    &reason::staged_exists,
    &reason::staged_unknown,
    &reason::staged_body_malformed,
    &reason::staged_command_unknown,
    &reason::staged_expired,
    &reason::staged_rotated_before,
    &reason::staged_key_deleted,
    &reason::staged_key_expired,
    &reason::grant_ended_by_rotation,
});

}  // namespace rehearse::salesforce
