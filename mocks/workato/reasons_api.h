#pragma once

#include <array>

#include "mocks/core/reason.h"

namespace rehearse::workato::reason {

// Why the Developer API refused a call.

inline constexpr Reason api_token_missing{
    "api_token_missing",
    "The call carries no API token in the form Authorization: Bearer TOKEN.",
    "Workato answers 401 and does nothing.",
    "Send the token of an API client in the Authorization header.",
    {Basis::documented, "docs.workato.com, Developer API, authentication"}};
inline constexpr Reason api_token_unknown{
    "api_token_unknown",
    "The API token belongs to no API client of this workspace.",
    "Workato answers 401 and does nothing; a token of another data center is answered so too.",
    "Take the token of an API client that exists, in the data center whose address is called.",
    {Basis::documented, "docs.workato.com, Developer API, response codes"}};
inline constexpr Reason api_legacy_credentials{
    "api_legacy_credentials",
    "The call carries the former API key: x-user-token and x-user-email, or user_token and "
    "user_email.",
    "Workato has refused such calls since 2024.",
    "Make an API client with a client role and send its token as Authorization: Bearer TOKEN.",
    {Basis::documented, "docs.workato.com, Developer API, deprecation of legacy API keys"}};
inline constexpr Reason api_address_refused{
    "api_address_refused",
    "The API client has an IP allowlist, and the caller's address is not on it.",
    "Workato answers 401 and does nothing.",
    "Call from an allowed address, or add this one to the API client.",
    {Basis::inferred, "API clients have an optional allowlist; the answer is not public"}};
inline constexpr Reason api_privilege_missing{
    "api_privilege_missing",
    "The API client's role lacks the privilege that this endpoint needs.",
    "Workato does nothing; the answer looks like that to a wrong token.",
    "Add the privilege to the client role.",
    {Basis::observed, "workato-platform-cli treats a 401 as missing permissions"}};
inline constexpr Reason api_projects_limited{
    "api_projects_limited",
    "The call changes custom OAuth profiles, which belong to the whole workspace, and the API "
    "client is limited to some projects.",
    "Workato does nothing: a changed profile would reach connections outside those projects.",
    "Use an API client with access to all projects.",
    {Basis::inferred, "project access is documented; what it means for profiles is not"}};
inline constexpr Reason api_rate_exceeded{
    "api_rate_exceeded",
    "The API client has called this group of endpoints more often than Workato allows.",
    "The call was not carried out; a script that does not wait fails midway.",
    "Wait and repeat the call: a second between calls for connections, at most 60 a minute "
    "elsewhere.",
    {Basis::documented, "docs.workato.com, Developer API, rate limits"}};
inline constexpr Reason api_content_type_wrong{
    "api_content_type_wrong",
    "The body is not declared as application/json.",
    "Workato answers 400 and does nothing.",
    "Send the header Content-Type: application/json.",
    {Basis::documented, "docs.workato.com, Developer API, supported formats"}};
inline constexpr Reason api_body_broken{
    "api_body_broken",
    "The body is not a JSON object, or not well-formed.",
    "Workato answers 400 and does nothing.",
    "Send one JSON object, each member once.",
    {Basis::documented, "docs.workato.com, Developer API, response codes"}};
inline constexpr Reason api_query_invalid{
    "api_query_invalid",
    "A query parameter has a value that it cannot have, or is given twice.",
    "Workato answers 400 and does nothing.",
    "Correct the parameter: page counts from 1, per_page goes up to 100, ids are numbers.",
    {Basis::inferred, "the limits are documented; what a wrong value does is not"}};
inline constexpr Reason api_fields_invalid{
    "api_fields_invalid",
    "A member of the body is missing, of a wrong type, or has a value that it cannot have.",
    "Workato answers 400 with the members' names and does nothing.",
    "Correct the members that the answer names.",
    {Basis::observed, "workato-platform-cli, API description, ValidationError"}};
inline constexpr Reason api_not_found{
    "api_not_found",
    "There is no such object, or no such id.",
    "Workato answers 404 and does nothing.",
    "List the objects and take an id from there.",
    {Basis::documented, "docs.workato.com, Developer API, response codes"}};
inline constexpr Reason api_outside_projects{
    "api_outside_projects",
    "The object lies in a project that the API client has no access to.",
    "Workato answers as if it did not exist.",
    "Add the project to the API client's project access.",
    {Basis::inferred, "project access is documented; the answer is not"}};
inline constexpr Reason api_connection_in_use{
    "api_connection_in_use",
    "Active recipes use the connection.",
    "It is neither disconnected nor deleted.",
    "Stop the recipes first, or disconnect with force.",
    {Basis::documented, "docs.workato.com, Developer API, disconnect and delete a connection"}};
inline constexpr Reason api_oauth_needs_shell{
    "api_oauth_needs_shell",
    "A connection with OAuth was to be created and connected in one call.",
    "No connection is made: consent needs a browser.",
    "Send shell_connection true, then open the address that get_oauth_url gives.",
    {Basis::documented, "docs.workato.com, Developer API, create a connection"}};
inline constexpr Reason api_parent_not_connected{
    "api_parent_not_connected",
    "The parent of a runtime user connection is not connected.",
    "No runtime user connection is made.",
    "Connect the parent first.",
    {Basis::documented, "docs.workato.com, Developer API, runtime user connections"}};
inline constexpr Reason api_pick_list_unknown{
    "api_pick_list_unknown",
    "The connector has no pick list of this name, or not for these parameters.",
    "Workato answers 400.",
    "Ask for sobject_list, or for sobject_fields with the parameter sobject_name.",
    {Basis::inferred, "pick lists are documented; what an unknown name does is not"}};
inline constexpr Reason api_customer_invalid{
    "api_customer_invalid",
    "The customer's id is neither a number nor E and an external id.",
    "Workato answers 404 and assigns nothing.",
    "Use the customer's id, or E and the URL-encoded external id; _dev and _test name "
    "environments.",
    {Basis::documented, "docs.workato.com, Embedded partner API"}};
inline constexpr Reason api_application_taken{
    "api_application_taken",
    "The customer has another custom OAuth profile for the same application.",
    "The profile is not assigned.",
    "Unassign the other profile first.",
    {Basis::documented, "docs.workato.com, Embedded: one OAuth profile for each application"}};

inline constexpr std::array kApiReasons{
    &api_token_missing,      &api_token_unknown,     &api_legacy_credentials,
    &api_address_refused,    &api_privilege_missing, &api_rate_exceeded,
    &api_content_type_wrong, &api_body_broken,       &api_query_invalid,
    &api_fields_invalid,     &api_not_found,         &api_outside_projects,
    &api_connection_in_use,  &api_oauth_needs_shell, &api_parent_not_connected,
    &api_pick_list_unknown,  &api_customer_invalid,  &api_application_taken,
    &api_projects_limited,
};

}  // namespace rehearse::workato::reason
