#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kIdentityBehaviours are the org's rules about people: what lets them in, and what they may do.
inline constexpr std::array kIdentityBehaviours{
    Behaviour{
        "login.profile_ranges",
        "A profile's login IP ranges are judged at the login page, at the approval of an app, "
        "at the code exchange and at the refresh; tokens that are out stay good.",
        {Basis::documented, "help: Restrict Login IP Addresses in Profiles"}},
    Behaviour{
        "login.profile_hours",
        "A profile's login hours are judged at the same places, no app relaxes them, and both "
        "of their ends are within.",
        {Basis::documented, "help: View and Edit Login Hours; the ends are inferred"}},
    Behaviour{"login.hours_time_zone",
              "Login hours are those of the org's time zone, which is GMT here.",
              {Basis::inferred, "Salesforce takes the org's default time zone; the mock's is GMT"}},
    Behaviour{"login.hours_text",
              "A refusal for the hour says `ip restricted or invalid login hours`, one for the "
              "address `ip restricted`.",
              {Basis::inferred, "both texts are observed, which goes with the hours isn't"}},
    Behaviour{"login.restricted_approval",
              "A signed-in person whom the profile keeps out can't approve: the error ends on "
              "RemoteAccessErrorPage.apexp.",
              {Basis::inferred, "no source shows the page"}},
    Behaviour{
        "ip_relaxation.acts",
        "IP Relaxation: Enforce holds the ranges everywhere, Enforce_RelaxRefresh everywhere "
        "but at the refresh, Bypass nowhere; the JWT bearer flow is never relaxed.",
        {Basis::documented, "help: Connected App IP Relaxation and Continuous IP Enforcement"}},
    Behaviour{"ip_relaxation.second_factor",
              "Bypass_2factor lifts the ranges for a person who verified their identity in that "
              "browser, and then for the app's code and refresh token.",
              {Basis::inferred, "help names activated devices; tokens later on aren't mentioned"}},
    Behaviour{"login.rate",
              "Logins over OAuth and SOAP count for an hour each; those turned away don't count, "
              "nor does the login page.",
              {Basis::inferred, "KB 000381578 has the limit, not what counts"}},
    Behaviour{"login.lockout",
              "At the last allowed wrong password the user is locked and the count starts anew; a "
              "success clears it. Sessions and tokens stay good.",
              {Basis::documented, "help: Set Password Policies"}},
    Behaviour{"login.session_timeout",
              "A browser session, and an access token whose app has no timeout of its own, live as "
              "long as the org's session timeout says.",
              {Basis::documented, "help: Modify Session Security Settings"}},
    Behaviour{"permission.setup",
              "Apps are seen by their viewers, developers and admins, created and edited by "
              "developers; policies are edited and access is revoked by admins.",
              {Basis::documented, "help: permissions for external client apps"}},
};

}  // namespace rehearse::salesforce
