#pragma once

#include "mocks/core/reason.h"

namespace rehearse::workato::reason {

// Why a page or a form of the workspace was refused.

inline constexpr Reason workato_sign_in_refused{
    "workato_sign_in_refused",
    "E-mail and password do not belong to a user of the workspace.",
    "The person is not signed in.",
    "The mock's user is rehearsal@workato.test, its password rehearse-2026.",
    {Basis::inferred, "the mock has one user of its own"}};
inline constexpr Reason workato_not_signed_in{"workato_not_signed_in",
                                              "The page needs a signed-in browser.",
                                              "The person is sent to the sign in page.",
                                              "Sign in.",
                                              {Basis::documented, "Workato guide, step 1"}};
inline constexpr Reason workato_form_token_wrong{
    "workato_form_token_wrong",
    "The form does not carry the token of this browser session.",
    "Nothing is changed.",
    "Open the page again and send the form from there.",
    {Basis::documented, "RFC 6749 section 10.12"}};
inline constexpr Reason workato_profile_invalid{
    "workato_profile_invalid",
    "The custom OAuth profile lacks a field, or has one that is not allowed.",
    "The profile is not saved.",
    "Fill in Application, Name, Client ID and Client secret.",
    {Basis::observed, "workato-platform-cli, API description, ValidationError"}};
inline constexpr Reason workato_profile_in_use{
    "workato_profile_in_use",
    "A connection uses the profile.",
    "The profile is not deleted.",
    "Delete the connection, or choose another profile there.",
    {Basis::inferred, "docs.workato.com, Embedded: unassigning a used profile needs force"}};
inline constexpr Reason workato_connection_invalid{
    "workato_connection_invalid",
    "The connection's settings cannot be used.",
    "The connection is not changed and nobody is sent to Salesforce.",
    "Correct the fields the page names.",
    {Basis::inferred, "Workato's own checks are not public"}};
inline constexpr Reason workato_connection_active{
    "workato_connection_active",
    "The connection is connected.",
    "It is neither changed nor deleted.",
    "Disconnect it first.",
    {Basis::documented, "docs.workato.com, Developer API, delete connection"}};
inline constexpr Reason workato_profile_not_chosen{
    "workato_profile_not_chosen",
    "The connection names no custom OAuth profile.",
    "Nobody is sent to Salesforce: Workato's own app is not part of the mock.",
    "Choose a profile under Advanced settings.",
    {Basis::inferred, "Workato's own client is not public"}};
inline constexpr Reason workato_profile_missing{
    "workato_profile_missing",
    "The connection's profile does not exist or is for another application.",
    "A configuration error: the tokens are kept and nothing is retried.",
    "Choose a profile for Salesforce under Advanced settings.",
    {Basis::inferred, "docs.workato.com does not describe the case"}};
inline constexpr Reason workato_application_not_shown{
    "workato_application_not_shown",
    "The mock cannot connect this application.",
    "No connection is made.",
    "Choose Salesforce or Salesforce (secondary).",
    {Basis::inferred, "only Salesforce is rehearsed"}};
inline constexpr Reason workato_not_found{
    "workato_not_found",
    "There is no such profile or connection.",
    "Nothing happens.",
    "Go back to the list.",
    {Basis::documented, "docs.workato.com, Developer API, status codes"}};

}  // namespace rehearse::workato::reason
