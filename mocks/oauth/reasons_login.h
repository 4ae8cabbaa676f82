#pragma once

#include "mocks/core/reason.h"

// Why a user may not log in here, now, or again so soon.
namespace rehearse::oauth::reason {

inline constexpr Reason login_ip_restricted{
    "login_ip_restricted",
    "The login came from an address outside the login IP ranges of the user's profile.",
    "Nobody gets in from there: no session, no code, no token; what was issued before stays good.",
    "Add the client's addresses to the profile's login IP ranges, or relax the app's IP "
    "restrictions.",
    {Basis::observed, "forceworkbench#772, sfdx-actions/setup-sfdx#17: ip restricted"}};
inline constexpr Reason login_hours_restricted{
    "login_hours_restricted",
    "The login came outside the login hours of the user's profile.",
    "Nobody gets in at that time: no session, no code, no token; what was issued before stays "
    "good.",
    "Widen the profile's login hours; a connection that runs at night needs the night.",
    {Basis::documented,
     "help: View and Edit Login Hours; the text is Salesforce's of old reports"}};
inline constexpr Reason login_rate_exceeded{
    "login_rate_exceeded",
    "The user logged in more often within an hour than Salesforce allows.",
    "Logins are refused until the hour has passed; tokens that were issued stay good.",
    "Use the session or the refresh token again instead of logging in for every call.",
    {Basis::documented, "KB 000381578: 3,600 requests per user and hour; its code is inferred"}};

}  // namespace rehearse::oauth::reason
