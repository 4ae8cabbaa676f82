#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why a browser is not let in.
namespace rehearse::salesforce::reason {

inline constexpr Reason not_signed_in{"not_signed_in",
                                      "The page was opened without a session, or after it ended.",
                                      "Nothing changes.",
                                      "Sign in.",
                                      {Basis::observed, "Salesforce redirects to the login page"}};

inline constexpr Reason csrf_mismatch{
    "csrf_mismatch",
    "A form was posted without the token of the session it belongs to.",
    "Nothing changes.",
    "Open the page again and submit it from there.",
    {Basis::inferred, "Salesforce's forms carry _CONFIRMATIONTOKEN and vcsrf"}};
inline constexpr Reason login_unknown_user{
    "login_unknown_user",
    "No user has this username.",
    "Nobody is signed in, so nothing can be set up or approved.",
    "Check the username; it looks like an e-mail address.",
    {Basis::observed, "Salesforce's login page: one text for every cause"}};
inline constexpr Reason login_wrong_password{
    "login_wrong_password",
    "The password isn't the user's.",
    "Nobody is signed in, so nothing can be set up or approved.",
    "Check the password.",
    {Basis::documented, "LoginHistory status: Invalid Password"}};
inline constexpr Reason login_user_inactive{
    "login_user_inactive",
    "The user is deactivated.",
    "Nobody is signed in, so nothing can be set up or approved.",
    "Activate the user, or sign in as another.",
    {Basis::observed, "Salesforce's login page: one text for every cause"}};
inline constexpr Reason login_user_frozen{
    "login_user_frozen",
    "The user is frozen.",
    "Nobody is signed in, so nothing can be set up or approved.",
    "Unfreeze the user, or sign in as another.",
    {Basis::observed, "Salesforce's login page: one text for every cause"}};
inline constexpr Reason login_user_locked{
    "login_user_locked",
    "Too many wrong passwords have locked the user.",
    "Nobody is signed in as that user until the lock ends; sessions and tokens stay good.",
    "Wait until the lockout is over, have an admin unlock the user, or reset the password.",
    {Basis::documented, "help: Set Password Policies, maximum invalid login attempts"}};
inline constexpr Reason login_wrong_host{
    "login_wrong_host",
    "A user of a production org logged in at test.salesforce.com, or one of a sandbox at "
    "login.salesforce.com.",
    "Nobody is signed in: each login host knows the users of its own kind of orgs.",
    "Use the org's My Domain; or login.salesforce.com for production, test.salesforce.com for a "
    "sandbox.",
    {Basis::inferred, "Salesforce documents the two hosts, not what the other one answers"}};
inline constexpr Reason session_for_one_app{
    "session_for_one_app",
    "The session was opened from outside the profile's IP ranges, which the app at hand relaxes; "
    "it "
    "is good for approving that app alone.",
    "Other pages and apps ask to sign in again.",
    "Sign in from an address within the profile's login IP ranges.",
    {Basis::inferred, "help: users with relaxed restrictions can't reach some pages"}};
inline constexpr Reason session_ip_changed{
    "session_ip_changed",
    "The session is locked to the address it was opened from, and the request came from another.",
    "The browser has to sign in again.",
    "Sign in from here, or switch off the org's lock of sessions to IP addresses.",
    {Basis::documented, "help: Session Security Settings, Lock sessions to the IP address"}};
inline constexpr Reason password_link_dead{
    "password_link_dead",
    "The link to a new password is unknown, used, replaced or older than 24 hours.",
    "The password stays unset, so the user cannot log in.",
    "Have an admin reset the password again.",
    {Basis::inferred, "the mail speaks of 24 hours; the page isn't public"}};
inline constexpr Reason password_unfit{
    "password_unfit",
    "The new password isn't one that the password policy allows, or was typed differently twice.",
    "The password stays as it is.",
    "Take eight characters or more, letters and digits, and not the old password.",
    {Basis::documented, "help: Set Password Policies, the defaults"}};
inline constexpr Reason handover_foreign{
    "handover_foreign",
    "A session was to be taken along to an address that is not the org's Setup.",
    "The browser stays where it is, on the home page.",
    "Open Setup by its own address.",
    {Basis::documented, "RFC 9700 section 4.11: no open redirector"}};
inline constexpr Reason not_on_setup_domain{
    "not_on_setup_domain",
    "The setup domain was asked for something that is not Setup: an OAuth endpoint, an API, a page "
    "of the org.",
    "There is nothing at that address.",
    "Use the org's My Domain for OAuth and the APIs.",
    {Basis::inferred, "Salesforce documents the domain for Setup pages"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kSessionReasons = std::to_array<const Reason*>({
    &reason::not_signed_in,
    &reason::csrf_mismatch,
    &reason::login_unknown_user,
    &reason::login_wrong_password,
    &reason::login_user_inactive,
    &reason::login_user_frozen,
    &reason::login_user_locked,
    &reason::login_wrong_host,
    &reason::session_for_one_app,
    &reason::session_ip_changed,
    &reason::password_link_dead,
    &reason::password_unfit,
    &reason::handover_foreign,
    &reason::not_on_setup_domain,
});

}  // namespace rehearse::salesforce
