#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why an access token is no way into a browser session.
namespace rehearse::salesforce::reason {

inline constexpr Reason single_access_scope_missing{
    "single_access_scope_missing",
    "The token has neither the scope web nor full.",
    "No frontdoor URL is given; the token works elsewhere.",
    "Add the scope web to the app and connect again.",
    {Basis::documented, "Salesforce help: frontdoor needs a token with web or full"}};
inline constexpr Reason single_access_redirect_foreign{
    "single_access_redirect_foreign",
    "The redirect_uri of a frontdoor URL leads to another site.",
    "No frontdoor URL is given.",
    "Send a path of the org.",
    {Basis::inferred, "RFC 9700 section 4.11: no open redirectors; the text is not public"}};
inline constexpr Reason frontdoor_credential_missing{
    "frontdoor_credential_missing",
    "The frontdoor was opened with neither otp nor sid.",
    "The browser ends on the login page.",
    "Use the URL whole, as it was given.",
    {Basis::inferred, "answered like a dead session"}};
inline constexpr Reason frontdoor_otp_unknown{
    "frontdoor_otp_unknown",
    "This org never gave that one-time password, or no longer keeps it.",
    "The browser ends on the login page.",
    "Ask for a new frontdoor URL.",
    {Basis::inferred, "answered like a dead session"}};
inline constexpr Reason frontdoor_otp_used{
    "frontdoor_otp_used",
    "The frontdoor URL was opened before.",
    "The browser ends on the login page.",
    "Ask for a new frontdoor URL each time.",
    {Basis::observed, "sf CLI: these URLs can be used only one time"}};
inline constexpr Reason frontdoor_otp_expired{
    "frontdoor_otp_expired",
    "The frontdoor URL was opened too late.",
    "The browser ends on the login page.",
    "Open the URL at once.",
    {Basis::documented, "Salesforce: frontdoor URLs are short-lived; dial frontdoor.lifetime"}};
inline constexpr Reason frontdoor_scope_missing{
    "frontdoor_scope_missing",
    "The frontdoor was opened with an access token that has neither the scope web nor full.",
    "The browser ends on the login page.",
    "Add the scope web to the app and connect again.",
    {Basis::documented, "Salesforce help: using frontdoor.jsp to log into Salesforce"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kFrontdoorReasons = std::to_array<const Reason*>({
    &reason::single_access_scope_missing,
    &reason::single_access_redirect_foreign,
    &reason::frontdoor_credential_missing,
    &reason::frontdoor_otp_unknown,
    &reason::frontdoor_otp_used,
    &reason::frontdoor_otp_expired,
    &reason::frontdoor_scope_missing,
});

}  // namespace rehearse::salesforce
