#pragma once

#include "mocks/core/fidelity.h"

namespace rehearse {

// kBehaviours are the rules of the bench itself and of the mocks as a whole that are neither a
// refusal, a dial nor a route.
inline constexpr Behaviour kBehaviours[] = {
    {"token.shape",
     "Access tokens are the org's 15-character id, `!` and 96 characters; refresh tokens begin "
     "with 5Aep861 and have 87 characters; codes begin with aPrx and have 76.",
     {Basis::observed, "token samples in Salesforce's documentation and client fixtures"}},
    {"consumer.shape",
     "A consumer key is 3MVG9 and 80 characters; a secret is 64 upper-case hexadecimal digits.",
     {Basis::observed, "samples in Salesforce's documentation; the secret's form is inferred"}},
    {"expiry.limit",
     "What lives N is still good at exactly N and dead a millisecond later.",
     {Basis::inferred, "neither side publishes on which side of the limit an instant falls"}},
    {"expiry.seen_dead",
     "What has once been seen dead stays dead, even if the virtual clock is set back.",
     {Basis::inferred, "the mocks' own rule: real clocks are not set back by months"}},
    {"org.locked_2026",
     "A locked-2026 org takes `false` for PKCE, rotation and the idle limit, and reads back true.",
     {Basis::observed, "notes from live orgs on API version 67.0"}},
    {"org.public_app",
     "The org has the Salesforce CLI's public app PlatformCLI with the callback "
     "http://localhost:1717/OauthRedirect.",
     {Basis::observed, "@salesforce/core"}},
};

// kCannotShow is what a run against the mocks says nothing about.
inline constexpr Behaviour kCannotShow[] = {
    {"real.propagation",
     "How long a real org takes until a new app or a changed setting acts everywhere; the dial "
     "app.propagation_delay rehearses one such delay.",
     {Basis::documented, "Salesforce help: up to 30 minutes; reports: 2 to 10"}},
    {"real.limits",
     "Salesforce's and Workato's limits on requests, logins and tokens beyond those listed.",
     {Basis::inferred, "the published limits depend on edition and contract"}},
    {"real.texts",
     "The exact words and layout of pages that sources do not quote.",
     {Basis::inferred, "pages are not public"}},
    {"real.org_policies",
     "Org-wide policies: trusted IP ranges, single sign-on, high-assurance sessions, custom "
     "domains with "
     "certificates of their own.",
     {Basis::inferred, "they differ from org to org"}},
    {"real.email",
     "Whether a verification code's e-mail or SMS really arrives, and how soon.",
     {Basis::inferred, "outside both systems"}},
    {"real.network",
     "Firewalls, proxies and address translation between Workato and an org.",
     {Basis::inferred, "outside both systems"}},
    {"real.appexchange",
     "Salesforce's security review itself, and deadline extensions granted to a partner.",
     {Basis::documented, "Salesforce, AppExchange security requirements of 2026"}},
};

}  // namespace rehearse
