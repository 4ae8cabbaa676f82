#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kBehaviours are the org's rules that are neither a rejection nor a dial.
inline constexpr std::array kBehaviours{
    Behaviour{"setup.path",
              "The guide's path leads from Setup to the External Client App Manager; parts of one "
              "Lightning page have an address each.",
              {Basis::documented, "the guide; help: External Client App Manager"}},
    Behaviour{
        "setup.form",
        "The form has the sections, labels and order that Salesforce and product guides show.",
        {Basis::observed,
         "help: Configure the External Client App OAuth Settings; product guides of 2026"}},
    Behaviour{"setup.texts",
              "The words of validation messages and of success notices are the mock's own.",
              {Basis::inferred, "no source quotes them"}},
    Behaviour{"setup.permission",
              "Only users with the permission to create, edit and delete external client apps see "
              "the manager; others get the page Insufficient Privileges.",
              {Basis::documented, "help: Create, edit, and delete External Client Apps"}},
    Behaviour{"app.defaults",
              "An app left at its defaults requires both secrets and PKCE, rotates nothing, and "
              "lets a refresh token live for 365 days.",
              {Basis::observed, "what a live org's deploy adds; metadata field defaults"}},
    Behaviour{"app.oauth_unchecked_first",
              "On a new form Enable OAuth is unchecked.",
              {Basis::documented, "the guide, step 8 of the app"}},
    Behaviour{
        "app.allowlist",
        "The refresh token allowlist acts from its first range on; switching it off removes "
        "the ranges.",
        {Basis::inferred, "metadata has no flag of its own: ExtlClntAppOauthSecuritySettings"}},
    Behaviour{"app.mapped_ip",
              "An IPv4 address mapped into IPv6 counts as the IPv4 address.",
              {Basis::inferred, "RFC 4291 section 2.5.5.2"}},
    Behaviour{"app.callback_length",
              "Line breaks between callback URLs count towards the 2,000 characters.",
              {Basis::inferred, "metadata keeps all URLs in one element, a line each"}},
    Behaviour{"app.idle_limit_shows",
              "Under the idle limit, a policy of valid until revoked shows as 30 days of "
              "inactivity; what is stored stays until someone saves.",
              {Basis::documented, "help: Limit Idle Refresh Token TTL"}},
    Behaviour{"app.locked_boxes",
              "In a locked org PKCE, rotation and the idle limit are ticked and greyed out.",
              {Basis::observed, "notes from a live org; the help text was seen in French"}},
    Behaviour{"app.deleted",
              "Deleting an app ends every grant made through it at once.",
              {Basis::inferred, "LoginHistory has the status Consumer Deleted"}},
    Behaviour{"app.new_secret",
              "A new consumer secret replaces the former one at once and leaves grants alive.",
              {Basis::inferred, "staged credentials don't revoke tokens; the mock has no staging"}},
    Behaviour{"otp.pages",
              "Verification has a page and an input for each method, with Salesforce's addresses, "
              "title and labels.",
              {Basis::observed, "saved pages and browser scripts, 2025 and 2026"}},
    Behaviour{"otp.mail",
              "The mail's subject and its line with the code are Salesforce's; the rest is not.",
              {Basis::observed, "scripts that parse exactly these"}},
    Behaviour{"otp.opening_sends",
              "Every opening of Consumer Key and Secret without a trusted session sends a code, "
              "which voids the session's former one.",
              {Basis::inferred, "each opening starts a verification of its own"}},
    Behaviour{"otp.send_window",
              "Every code sent restarts the hour in which five may be sent.",
              {Basis::documented, "KB 005239145"}},
    Behaviour{"otp.voided",
              "Only challenges lost to wrong tries count towards the lock; a success clears the "
              "count.",
              {Basis::inferred, "KB 000395187 has the message but no rule"}},
    Behaviour{"otp.totp",
              "An authenticator's code may be one step of 30 seconds off, and each works once.",
              {Basis::inferred, "RFC 6238 section 5.2"}},
    Behaviour{"otp.fallback",
              "Who lacks the authenticator or the phone of their method gets the next method.",
              {Basis::inferred, "the security guide ranks the methods"}},
};

}  // namespace rehearse::salesforce
