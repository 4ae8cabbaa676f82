#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::workato {

// kBehaviours are the workspace's rules that are neither a rejection nor a dial.
inline constexpr std::array kBehaviours{
    Behaviour{"workato.callback",
              "One callback URL serves every data center, and both legs send it byte for byte.",
              {Basis::documented, "docs.workato.com, registering a new client; the guide, step 9"}},
    Behaviour{"workato.egress",
              "Calls leave from the data center's three addresses in turn.",
              {Basis::inferred,
               "docs.workato.com, IP allowlists, names three; how they are chosen "
               "is not public"}},
    Behaviour{"workato.scopes",
              "The requested scopes are the chosen ones, or full, and always id, api and "
              "refresh_token; the order is ours.",
              {Basis::documented, "the guide, Scopes; Workato's connection parameters reference"}},
    Behaviour{"workato.pkce",
              "Every authorization sends an S256 challenge made from a verifier of 128 characters "
              "(64 bytes as lower-case hex).",
              {Basis::inferred,
               "documented for connectors built with the SDK; omniauth-oauth2; for "
               "the Salesforce connector only implied by the guide"}},
    Behaviour{"workato.prompt",
              "The authorize URL has no prompt parameter.",
              {Basis::inferred, "omniauth-salesforce sends none unless told to"}},
    Behaviour{"workato.state",
              "The state is 48 hex digits, used once, bound to the browser session, and lives an "
              "hour.",
              {Basis::inferred, "RFC 9700 section 4.7.1; format and lifetime are not public"}},
    Behaviour{"workato.client_auth",
              "Client ID and client secret go in the body of the token request.",
              {Basis::documented, "docs.workato.com, connector SDK, authorization"}},
    Behaviour{"workato.signature",
              "A signature in the token answer must be right; an answer without one is taken.",
              {Basis::inferred, "omniauth-salesforce checks it"}},
    Behaviour{
        "workato.lazy_refresh",
        "Tokens are refreshed only when a job meets a dead session; in the background only with "
        "the dial workato.keep_alive.",
        {Basis::documented, "docs.workato.com, connector SDK: only jobs refresh"}},
    Behaviour{"workato.refresh_once",
              "A job refreshes once and repeats its call once; a second 401 ends it.",
              {Basis::observed, "workato-connector-sdk, request.rb"}},
    Behaviour{
        "workato.rotation",
        "A returned refresh token replaces the stored one before anything uses the new access "
        "token; without one the old one is kept.",
        {Basis::observed, "workato-connector-sdk, connection.rb"}},
    Behaviour{"workato.instance_url",
              "A refresh answer without instance_url keeps the stored one.",
              {Basis::inferred, "n8n issue 34916 shows what happens otherwise"}},
    Behaviour{"workato.single_flight",
              "At most one refresh of a connection is under way, whatever the host; a second job "
              "leaves it to the first, and takes what that one stored.",
              {Basis::inferred, "Workato says nothing about it; the SDK does so in one process"}},
    Behaviour{
        "workato.lease",
        "The right to refresh ends after two minutes. Whoever takes it over from a worker that "
        "died asks by introspection before it sends the token.",
        {Basis::inferred, "public client fixes use leases longer than a request's timeout"}},
    Behaviour{"workato.reread",
              "On invalid_grant the store is read again: a token that another worker has replaced "
              "meanwhile is not the end.",
              {Basis::inferred, "airbyte#82784 shows what happens otherwise"}},
    Behaviour{
        "workato.recipes",
        "A recipe's jobs begin at its schedule, counted from its start, on the virtual clock; "
        "runs that nobody let pass are not made up for. A job that is not over by the end goes "
        "on when time passes again. With the clock set back, what was done by then is not done "
        "again.",
        {Basis::inferred, "stands for recipes with a scheduler trigger"}},
    Behaviour{
        "workato.recipe_mail",
        "The owner gets a mail at a recipe's first error of a kind, at most one a minute, and "
        "when it is stopped.",
        {Basis::documented, "docs.workato.com, error notifications"}},
    Behaviour{
        "workato.lost_mail",
        "The owner gets a mail when a connection is lost, whatever lost it; that it is lost is "
        "no new error of a recipe.",
        {Basis::inferred, "no such mail is documented; RecipeOps has a trigger for it"}},
    Behaviour{
        "workato.keep_alive_failed",
        "A refresh without a job that fails, but does not lose the connection, is tried again "
        "after the time the org asked for, else after an hour.",
        {Basis::inferred, "the background refresh is documented without its failures"}},
    Behaviour{"workato.recipe_mail_texts",
              "The words of those mails.",
              {Basis::inferred, "shown in pictures only"}},
    Behaviour{"workato.copies",
              "A clone of the workspace and a restored backup bring the tokens along.",
              {Basis::inferred,
               "the mistake to rehearse: Workato's own deployments ask to connect again"}},
    Behaviour{"workato.callback_home",
              "The callback at www.workato.com leads on to the data center whose pages are under "
              "another domain.",
              {Basis::inferred, "docs.workato.com: the state routes the callback request"}},
    Behaviour{
        "workato.terminal",
        "After one invalid_grant the connection is lost and no job sends anything until a "
        "person connects again.",
        {Basis::documented, "docs.workato.com, RecipeOps, Account credentials refresh failed"}},
    Behaviour{
        "workato.ambiguous",
        "When an answer is lost after the request was sent, the refresh token is introspected "
        "before it is sent again.",
        {Basis::inferred, "RFC 9700 section 4.14.2; Workato's handling is not public"}},
    Behaviour{"workato.operator_retry",
              "After a configuration or network error a job makes one attempt each time a person "
              "runs it, and none in between.",
              {Basis::inferred, "Workato's schedule is not public"}},
    Behaviour{
        "workato.backoff",
        "429 and 503 are waited out in virtual time: Retry-After up to a day, else 30 seconds "
        "doubled up to an hour, and up to a tenth more. A date in Retry-After counts as none.",
        {Basis::inferred, "RFC 9110 section 10.2.3 for Retry-After; the rest is ours"}},
    Behaviour{"workato.profile_text",
              "Client ID and client secret are kept as pasted, blanks at either end included.",
              {Basis::inferred, "not documented; kept so that the mistake can be rehearsed"}},
    Behaviour{
        "workato.custom_domain",
        "The custom domain must be under salesforce.com or force.com and end without a slash.",
        {Basis::inferred,
         "a partner's instructions warn of the slash; the suffixes keep "
         "secrets from other servers"}},
    Behaviour{"workato.user",
              "The workspace has one user, rehearsal@workato.test with the password rehearse-2026.",
              {Basis::inferred, "the mock's own"}},
};

// kCannotShow says what a rehearsal against this workspace proves nothing about.
inline constexpr std::array kCannotShow{
    Behaviour{
        "workato.cannot.real_engine",
        "Whether Workato's own Salesforce connector sends PKCE, refreshes in the background or "
        "serialises refreshes over its workers.",
        {Basis::inferred, "Workato's connector is closed"}},
    Behaviour{"workato.cannot.texts",
              "The texts of Workato's callback page, errors, lost reasons and e-mails.",
              {Basis::inferred, "not public"}},
    Behaviour{"workato.cannot.stock_client",
              "A connection with Workato's own Salesforce app, without a custom OAuth profile.",
              {Basis::inferred, "that app belongs to Workato"}},
    Behaviour{"workato.cannot.jwt",
              "The auth type JWT bearer.",
              {Basis::documented, "docs.workato.com, connect to Salesforce"}},
    Behaviour{"workato.cannot.recipes",
              "What recipes do beyond reading the org's limits, and triggers other than schedules.",
              {Basis::documented, "docs.workato.com, recipes"}},
    Behaviour{"workato.cannot.uk_addresses",
              "Which addresses the data center in the United Kingdom calls from.",
              {Basis::inferred, "not in any public list seen"}},
    Behaviour{"workato.cannot.other_apps",
              "Profiles and connections of other applications, such as Slack's verification token.",
              {Basis::documented, "docs.workato.com, custom OAuth profiles"}},
};

}  // namespace rehearse::workato
