#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kIdentityBehaviours are the org's rules about people: what lets them in, what they may do, and on
// which host.
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
    Behaviour{"login.one_app",
              "Whom only an app's relaxed restrictions let in gets a session that is good for "
              "approving that app alone.",
              {Basis::inferred, "help: such users can't reach some pages; the rest isn't public"}},
    Behaviour{
        "login.every_request",
        "Enforce login IP ranges on every request: pages, and APIs under an app that doesn't "
        "relax its refreshes. Lock sessions to the IP address: pages, and session ids at APIs.",
        {Basis::documented, "help: Modify Session Security Settings; how far is inferred"}},
    Behaviour{"login.hours_end",
              "A session that is open when the login hours end opens no further page.",
              {Basis::documented, "help: View and Edit Login Hours"}},
    Behaviour{"user.password_reset",
              "An admin's reset voids the password, sessions, tokens and a lock, and mails a link "
              "that leads to a new one within 24 hours, once.",
              {Basis::observed, "help: Reset Passwords for Your Users; the mail is inferred"}},
    Behaviour{"user.unlock",
              "A lock ends after the org's lockout interval, or as an admin unlocks the user or "
              "resets the password.",
              {Basis::documented, "help: Set Password Policies, Unlock Users"}},
    Behaviour{"user.permission_set",
              "A permission set that is assigned can't be deleted; what it allows ends with the "
              "assignment, at the next request.",
              {Basis::documented, "help: Permission Sets; the instant is inferred"}},
    Behaviour{"session.level_kept",
              "requiredSessionLevel and policyAction are kept and act on nothing: a mock session "
              "has no security level.",
              {Basis::documented, "Metadata API: ExtlClntAppOauthConfigurablePolicies"}},
    Behaviour{"permission.setup",
              "Apps are seen by their viewers, developers and admins, created and edited by "
              "developers; policies are edited and access is revoked by admins.",
              {Basis::documented, "help: permissions for external client apps"}},

    // Hosts.
    Behaviour{
        "hosts.by_name",
        "The Host header says which of the org's hosts is called; the certificate is the same "
        "for every name.",
        {Basis::inferred, "the mock's own: a client's SNI and Host agree"}},
    Behaviour{"hosts.handover",
              "A login host has no session: after the login it hands the person over to My Domain "
              "by a frontdoor that opens once.",
              {Basis::observed, "browser recordings of logins; the parameters are inferred"}},
    Behaviour{
        "hosts.login_kind",
        "login.salesforce.com knows production orgs, test.salesforce.com sandboxes: users and "
        "apps of the other kind are unknown there.",
        {Basis::inferred, "Salesforce documents the two hosts, not what the other answers"}},
    Behaviour{"hosts.setup_domain",
              "Setup pages are on the setup domain, My Domain leads there, and a session is taken "
              "along by /visualforce/session.",
              {Basis::observed, "addresses of Setup in bookmarks and recordings"}},
    Behaviour{"hosts.setup_only",
              "The setup domain has neither OAuth endpoints nor APIs; the home page leads back.",
              {Basis::inferred, "Salesforce documents the domain for Setup pages"}},
    Behaviour{"hosts.double_slashes",
              "Double slashes in a path count as one, on every host and in every API.",
              {Basis::observed, "the sf CLI with an instance URL that ends in a slash"}},
};

}  // namespace rehearse::salesforce
