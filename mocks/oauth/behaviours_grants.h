#pragma once

#include "mocks/core/fidelity.h"

namespace rehearse::oauth {

// kGrantBehaviours lists what the grants without a browser, and the ways from a token into a
// browser, do that is neither a refusal's reason, a dial nor a route.
inline constexpr Behaviour kGrantBehaviours[] = {
    {"jwt_bearer.order",
     "A JWT bearer request is checked in this order: scope, shape, client, signature, audience, "
     "times, jti, user, the user's right to the app.",
     {Basis::inferred, "nothing public states the order; nobody unsigned learns about users"}},
    {"jwt_bearer.no_secret",
     "The assertion authenticates the client; a secret that is sent all the same is validated.",
     {Basis::documented, "Salesforce help: OAuth 2.0 JWT bearer flow; the second half inferred"}},
    {"jwt_bearer.audience",
     "aud is the login host of the org's kind, its My Domain, or the mock's own origin, with or "
     "without a slash at the end, alone or in a list.",
     {Basis::documented, "Salesforce help; sim#6508 for My Domain; the slash is inferred"}},
    {"jwt_bearer.login_host",
     "A Local app's assertion that is sent to login. or test.salesforce.com gets app_not_found.",
     {Basis::observed, "forcedotcom/cli#3482 and #3638, simstudioai/sim#6508"}},
    {"jwt_bearer.far_expiry",
     "exp may lie as far ahead as it likes: the Salesforce CLI sends milliseconds.",
     {Basis::observed, "@salesforce/core 9.1.1, authInfo.ts"}},
    {"jwt_bearer.expiry_limit",
     "An assertion is refused from the very instant of its exp on.",
     {Basis::documented, "RFC 7519 section 4.1.4"}},
    {"jwt_bearer.issued_at", "iat is not looked at.", {Basis::inferred, "RFC 7523 section 3 (6)"}},
    {"jwt_bearer.subject",
     "sub is the username, in any letter case; the older prn counts where there is no sub.",
     {Basis::documented, "Salesforce help: OAuth 2.0 JWT bearer flow"}},
    {"jwt_bearer.certificate_kind",
     "The app's certificate need not be signed by anybody else, nor be current (dial "
     "jwt_bearer.expired_certificate).",
     {Basis::observed, "self-signed certificates in every guide; Stack Exchange 313488"}},
    {"jwt_bearer.scopes",
     "A pre-authorized user's token has all scopes of the app; another's those of all their "
     "approvals together.",
     {Basis::documented, "Salesforce help: earlier approvals are combined; full set inferred"}},
    {"jwt_bearer.answer",
     "The answer holds access_token, scope, instance_url, id and token_type: no refresh token, no "
     "signature, no issued_at, no ID token.",
     {Basis::documented, "Salesforce help: OAuth 2.0 JWT bearer flow, the sample answer"}},
    {"jwt_bearer.allowlist",
     "The refresh token IP allowlist does not restrict it.",
     {Basis::observed, "public test notes"}},
    {"jwt_bearer.approvals",
     "Its tokens are no approvals: they evict nothing.",
     {Basis::documented, "Salesforce help: each refresh token counts as an approval"}},
    {"client_credentials.both_switches",
     "The flow needs its box in the app's settings, its box in the policies and a user to run as.",
     {Basis::documented, "Salesforce help: OAuth 2.0 client credentials flow"}},
    {"client_credentials.secret",
     "The secret is always required, in the body or a Basic header.",
     {Basis::documented, "Salesforce help: OAuth 2.0 client credentials flow"}},
    {"client_credentials.scopes",
     "The token has the app's scopes but for full, web, refresh_token and offline_access.",
     {Basis::observed, "simple-salesforce#662, quoting Salesforce help"}},
    {"client_credentials.answer",
     "The answer is that of a code exchange, without a refresh token.",
     {Basis::documented, "Salesforce help: OAuth 2.0 client credentials flow, the sample answer"}},
    {"password.org_setting",
     "The org's switch for the username-password flow changes nothing: no app here has the flow.",
     {Basis::observed, "external client apps don't support it; new orgs block it for the rest"}},
    {"grants.login_sub_type",
     "LoginHistory names the flows OauthJwtBearer, OauthClientCredential, OauthUsernamePassword.",
     {Basis::inferred, "made like the two names that sources show"}},
    {"grants.lineage",
     "The lineage names the flow of every grant: web_server, jwt_bearer, client_credentials, "
     "session.",
     {Basis::inferred, "the mock's own record"}},
    {"client.disabled_first",
     "A disabled app answers before its secret is looked at.",
     {Basis::observed, "a public client's tests: the same answer for a wrong secret"}},
    {"single_access.url",
     "A frontdoor URL carries otp, startURL where one was asked for, and cshc: the last eleven "
     "characters of the user's and the org's 15-character id.",
     {Basis::observed, "@salesforce/core and plugin-org tests, recorded URLs"}},
    {"single_access.redirect",
     "redirect_uri is a path of the org, with or without its first slash, or an address of its My "
     "Domain.",
     {Basis::observed, "the Salesforce CLI sends paths without the first slash"}},
    {"frontdoor.once",
     "A frontdoor URL opens one session, once, within the dial frontdoor.lifetime.",
     {Basis::observed, "sf CLI: these URLs can be used only one time"}},
    {"frontdoor.sid",
     "frontdoor.jsp takes a session id, or an access token with web or full, in a query or a form.",
     {Basis::documented, "Salesforce help: Using Frontdoor.jsp to Bridge an Existing Session"}},
    {"frontdoor.return",
     "retURL and startURL lead to the org only; anything else ends on the home page.",
     {Basis::inferred, "RFC 9700 section 4.11: no open redirectors"}},
    {"frontdoor.shut",
     "Whoever the frontdoor does not let in ends on the login page.",
     {Basis::observed, "a report of an expired URL: logged out for inactivity"}},
};

}  // namespace rehearse::oauth
