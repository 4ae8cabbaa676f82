#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why the identity service and the data API refuse a good token.
namespace rehearse::salesforce::reason {

inline constexpr Reason identity_scope_missing{
    "identity_scope_missing",
    "The token has no scope for the identity service.",
    "The client learns nothing about the user; the token works elsewhere.",
    "Request id, openid or api as well.",
    {Basis::observed,
     "Salesforce's identity service: Invalid_Scope; the CLI reads userinfo with api and web"}};
inline constexpr Reason identity_wrong_org{
    "identity_wrong_org",
    "The identity URL names another org than the token's.",
    "The client learns nothing about the user.",
    "Use the id that came with the token.",
    {Basis::inferred, "Salesforce's identity service: Wrong_Org"}};
inline constexpr Reason identity_unknown_user{
    "identity_unknown_user",
    "The identity URL names no user of this org.",
    "The client learns nothing about the user.",
    "Use the id that came with the token.",
    {Basis::observed, "SwiftlySalesforce issue 120: 404 Bad_Id"}};
inline constexpr Reason identity_of_other_user{
    "identity_of_other_user",
    "The identity URL names another user than the token's.",
    "The client learns nothing about that user.",
    "Use the id that came with the token.",
    {Basis::inferred, "Salesforce's identity service: No_Access"}};
inline constexpr Reason data_scope_missing{
    "data_scope_missing",
    "The token has no scope for the data API.",
    "The connection is authorized but every data call fails; refreshing doesn't help.",
    "Request api or full.",
    {Basis::observed, "jsforce: This session is not valid for use with the REST API"}};
inline constexpr Reason data_limit_exceeded{
    "data_limit_exceeded",
    "The org has used up its API calls of the last 24 hours.",
    "Every call fails until calls of a day ago fall out of the window; refreshing doesn't help.",
    "Wait, call less often, or set the dial api.daily_limit.",
    {Basis::documented, "REST API Developer Guide: 403 REQUEST_LIMIT_EXCEEDED"}};
inline constexpr Reason data_resource_unknown{
    "data_resource_unknown",
    "The data API has no such resource, or the mock org doesn't play it.",
    "This call fails; the token is good.",
    "Check the path and the API version.",
    {Basis::observed, "restforce fixtures: NOT_FOUND"}};
inline constexpr Reason data_record_unknown{
    "data_record_unknown",
    "The object has no record of that id, or the user may not see it.",
    "This call fails; the token is good.",
    "Check the id.",
    {Basis::observed, "restforce fixtures: NOT_FOUND"}};
inline constexpr Reason data_write_not_modelled{
    "data_write_not_modelled",
    "The call would create, change or delete a record by the data API, which the mock doesn't "
    "play.",
    "Nothing changes; a real org takes such calls for some of these objects.",
    "Use the Setup pages, the Metadata API or the control listener.",
    {Basis::inferred, "the mock's own; Salesforce: entity type cannot be inserted"}};
inline constexpr Reason data_api_disabled{
    "data_api_disabled",
    "The user's profile and permission sets lack API Enabled.",
    "Every data call of this user fails; refreshing doesn't help.",
    "Give the user the permission API Enabled.",
    {Basis::observed, "salesforcedx-vscode#2387: API_DISABLED_FOR_ORG"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kDataReasons = std::to_array<const Reason*>({
    &reason::identity_scope_missing,
    &reason::identity_wrong_org,
    &reason::identity_unknown_user,
    &reason::identity_of_other_user,
    &reason::data_scope_missing,
    &reason::data_limit_exceeded,
    &reason::data_resource_unknown,
    &reason::data_record_unknown,
    &reason::data_write_not_modelled,
    &reason::data_api_disabled,
});

}  // namespace rehearse::salesforce
