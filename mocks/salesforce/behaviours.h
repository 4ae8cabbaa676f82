#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kBehaviours are the org's rules that are neither a rejection, a dial nor a route.
inline constexpr std::array kBehaviours{
    // Signing in.
    Behaviour{"login.one_text",
              "The login page shows one text for every cause; only the journal tells them apart.",
              {Basis::observed, "Salesforce's login page"}},
    Behaviour{
        "login.session",
        "A browser session lives for the session timeout, by default two hours, from its last "
        "use, in the cookie sid.",
        {Basis::documented, "Salesforce help, Session Settings: the default timeout"}},
    Behaviour{"login.frozen",
              "A user who is deactivated or frozen loses their sessions; their tokens are refused "
              "until they are back.",
              {Basis::inferred, "what freezing does to running sessions isn't public"}},
    Behaviour{"login.password_change",
              "A new password ends all sessions and revokes all tokens of the user.",
              {Basis::observed, "secondary texts on Salesforce's password resets"}},

    // Authorization.
    Behaviour{"authorize.order",
              "Before the login: client, callback, response type, PKCE. After it: the org, the "
              "app, the person's permission, PKCE of the whole org, scopes.",
              {Basis::inferred, "pieced together from reports; nothing public states the order"}},
    Behaviour{"authorize.raw_errors",
              "Errors before the login are a raw body with status 400 and no media type; the "
              "callback hears nothing.",
              {Basis::observed, "activepieces#15615, pozil/salesforce-react-integration#15"}},
    Behaviour{"authorize.error_page",
              "A scope outside the app's, or an org that demands PKCE, ends on "
              "RemoteAccessErrorPage.apexp after the login, without the state.",
              {Basis::observed, "forcedotcom/mcp-hosted#47, airbyte#85057"}},
    Behaviour{"authorize.callback_errors",
              "A denial, a disabled app, a person who isn't admitted, a Local app on the login "
              "host and a failed immediate request are reported to the callback with the state.",
              {Basis::observed, "public clients that handle OAUTH_… codes; Salesforce help"}},
    Behaviour{"authorize.redirect_exact",
              "redirect_uri is required and compared byte for byte, the ports of loopback "
              "addresses included.",
              {Basis::inferred, "exact comparison is observed; the loopback rule isn't public"}},
    Behaviour{"authorize.absent_method",
              "A code_challenge without a method is taken for S256 (dial pkce.absent_method).",
              {Basis::observed, "jsforce and Salesforce's Mobile SDK send none"}},
    Behaviour{"authorize.default_scope",
              "Without a scope parameter all scopes of the app are granted.",
              {Basis::documented, "Salesforce help, OAuth Tokens and Scopes"}},
    Behaviour{"authorize.scope_inclusion",
              "full includes everything except a refresh token, api includes chatter_api, web "
              "includes visualforce, id the other parts of the identity service.",
              {Basis::observed, "texts that quote Salesforce help, OAuth Tokens and Scopes"}},
    Behaviour{"authorize.remembered",
              "An approved app is not asked for again for the same scopes or fewer, unless "
              "prompt=consent; an admin's approval never asks.",
              {Basis::inferred, "known from use; the exact rule isn't public"}},
    Behaviour{"authorize.nonce",
              "A nonce is taken and comes back in the ID token of the code's exchange.",
              {Basis::documented, "OpenID Connect Core section 3.1.2.1"}},
    Behaviour{"authorize.prompt",
              "login and select_account ask for the password again; unknown values are ignored.",
              {Basis::inferred, "OpenID Connect Core section 3.1.2.1"}},
    Behaviour{"authorize.display",
              "display and login_hint are taken; display changes nothing, login_hint fills in the "
              "username.",
              {Basis::documented, "Salesforce help, OAuth 2.0 Web Server Flow"}},
    Behaviour{"authorize.wait",
              "A request waits an hour for the person's answer, and takes one answer.",
              {Basis::inferred, "knowledge article 000386723 has the text, not the time"}},
    Behaviour{"authorize.csrf",
              "The decision needs the token of the session that was shown the page.",
              {Basis::documented, "RFC 6749 section 10.12"}},

    // Hosts.
    Behaviour{"hosts.documented",
              "Under Salesforce's host names answers name the documented hosts: instance_url My "
              "Domain, id and sub the login host, issuer the host that was called.",
              {Basis::observed, "token samples in Salesforce's documentation"}},
    Behaviour{"hosts.own",
              "Under any other name all of them are the origin that the client used.",
              {Basis::inferred, "the mock's own, so that clients find their way back"}},

    // Identity.
    Behaviour{"identity.plain_errors",
              "The identity service answers 403 with a plain word: Bad_OAuth_Token, Invalid_Scope.",
              {Basis::observed, "Salesforce's Mobile SDK, SwiftlySalesforce#120"}},
    Behaviour{"identity.discovery",
              "openid-configuration doesn't advertise PKCE; oauth-authorization-server does.",
              {Basis::observed, "copies of login.salesforce.com's document; the second inferred"}},

    // Setup and identity verification.
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
              "Who lacks the permission for a page of the manager gets the page Insufficient "
              "Privileges.",
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
              {Basis::inferred, "staged credentials don't revoke tokens by the text"}},
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

// kCannotShow is what a rehearsal against this org proves nothing about.
inline constexpr std::array kCannotShow{
    Behaviour{"salesforce.cannot.login_policies",
              "Multi-factor login, device activation and single sign-on, and their refusals on the "
              "way to the approval page.",
              {Basis::documented, "Salesforce help, login policies"}},
    Behaviour{"salesforce.cannot.lightning_hosts",
              "The org's Lightning, Visualforce and content domains: their pages are on My Domain "
              "or not at all.",
              {Basis::documented, "Salesforce help, My Domain URL Formats"}},
    Behaviour{"salesforce.cannot.connected_apps",
              "Connected apps, whose one metadata type has fields of its own: isIpBindingEnabled, "
              "ipRelaxation, refreshTokenPolicy, oauthConfig.",
              {Basis::documented, "Metadata API Developer Guide, ConnectedApp"}},
    Behaviour{"salesforce.cannot.single_logout",
              "Single logout: end_session_endpoint is told in My Domain's discovery document and "
              "leads nowhere, singleLogoutUrl is only kept.",
              {Basis::documented, "Salesforce help, OpenID Connect single logout"}},
    Behaviour{"salesforce.cannot.registration",
              "Dynamic client registration; its registration_endpoint is not advertised.",
              {Basis::observed, "login.salesforce.com/.well-known/openid-configuration"}},
    Behaviour{"salesforce.cannot.gateway",
              "The API Platform at api.salesforce.com and its MCP servers: the token answer names "
              "the host, nothing serves it.",
              {Basis::observed, "api.salesforce.com/.well-known/oauth-authorization-server"}},
    Behaviour{"salesforce.cannot.containment",
              "That Salesforce freezes users and revokes their tokens when they come by an "
              "anonymising VPN; PATCH /users and POST /apps/ID/revoke rehearse what follows.",
              {Basis::observed, "reports of 2026"}},
    Behaviour{"salesforce.cannot.other_flows",
              "The user-agent, hybrid, device, token exchange and SAML flows: they are answered as "
              "by an org in which they are off, and never give a token.",
              {Basis::documented, "Salesforce help, OAuth Authorization Flows"}},
    Behaviour{
        "salesforce.cannot.execution_user_overload",
        "That a client credentials user with too many logins, or of a service user's licence, "
        "is refused with Maximum Logins Exceeded.",
        {Basis::observed, "public notes on the Agent API"}},
    Behaviour{
        "salesforce.cannot.api_only_users",
        "Users with the permission API Only User, whom a frontdoor lets change their password "
        "and nothing else.",
        {Basis::documented, "Salesforce help, Using Frontdoor.jsp"}},
    Behaviour{"salesforce.cannot.experience_cloud",
              "Experience Cloud sites and the sfdc_community parameters on the callback.",
              {Basis::observed, "callbacks with sfdc_community_url"}},
    Behaviour{"salesforce.cannot.api_access_control",
              "API Access Control, and apps that must be installed before anyone may approve them.",
              {Basis::observed, "reports of OAUTH_EC_APP_NOT_FOUND"}},
};

}  // namespace rehearse::salesforce
