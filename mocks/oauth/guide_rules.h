#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/oauth/app_settings.h"

namespace rehearse::oauth {

// Deviation is one setting of an app that differs from what the guide says. The org may well work
// as it is: Salesforce's documentation decides what the mock does, the guide what a finding says.
struct Deviation {
  std::string_view guide{};  // id in fixtures/guide_steps.json
  bool required = false;     // the guide calls it required for the connection to work
  std::string_view label{};  // the setting's label in the guide
  const Reason* reason = nullptr;
  std::string found{};  // what the app has instead, a sentence; empty: the reason says it all
};

// Every deviation, in the order of the guide. The settings that the guide calls optional (PKCE,
// rotation, idle limit, allowlist) never deviate.
std::vector<Deviation> guide_deviations(const AppSettings& settings);

// What the guide allows and warns of, or what ends a connection that was set up as the guide says:
// the idle limit, an allowlist that lacks an address which Workato calls from, policies under which
// nothing lives. `egress` are those addresses.
std::vector<Deviation> guide_cautions(const AppSettings& settings,
                                      std::span<const std::string_view> egress);

namespace reason {

inline constexpr std::string_view kGuide =
    "Workato documentation, Create a custom OAuth profile for Salesforce";

inline constexpr Reason guide_callback{
    "guide_callback",
    "Workato's callback URL is not among the app's callback URLs.",
    "Salesforce refuses the authorization before anybody can log in.",
    "Enter https://www.workato.com/oauth/callback in the Callback URL field.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_scopes{
    "guide_scopes",
    "The app lacks full or id, which Workato requests by default.",
    "The person who connects sees an error of Salesforce's after the login, unless the "
    "connection's own "
    "permissions are cut down to the app's.",
    "Select full, api, id and refresh_token, or limit the connection's requested permissions.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_scope_api{
    "guide_scope_api",
    "The app lacks the scope api.",
    "Workato always requests it: the person who connects sees an error of Salesforce's, and "
    "without "
    "it no job could read or change data.",
    "Move Manage user data via APIs (api) to the selected scopes.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_scope_refresh{
    "guide_scope_refresh",
    "The app lacks the scope refresh_token.",
    "A connection without it ends when its first session does; Workato always requests it, so the "
    "org refuses the authorization before that.",
    "Move Perform requests at any time (refresh_token, offline_access) to the selected scopes.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_idle_limit{
    "guide_idle_limit",
    "Refresh tokens end after 30 days without use.",
    "A connection that no job uses for more than 30 days has to be authorized again; the guide "
    "warns that the setting may make connections unstable.",
    "Try it outside production first; if connections drop, clear Limit Idle Refresh Token "
    "Time-to-Live (TTL) to 30 Days.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_allowlist{
    "guide_allowlist",
    "The allowlist lacks an address that Workato calls from.",
    "Token requests from that address are refused: the connection is not made, or it is lost at a "
    "refresh.",
    "Add every address of Workato's data centre to the allowlist, or clear Enforce Refresh Token "
    "IP Allowlist.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_flow_enablement{
    "guide_flow_enablement",
    "The Authorization Code and Credentials Flow is not enabled.",
    "The plain web server flow works without it, so the connection does too; the guide asks for "
    "it.",
    "Select Enable Authorization Code and Credentials Flow.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_other_flows{
    "guide_other_flows",
    "A flow besides the Authorization Code and Credentials Flow is enabled.",
    "The connection does not use it; it is one more way to get a token with the app's secret.",
    "Select only Enable Authorization Code and Credentials Flow.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_secret_web_server_flow{
    "guide_secret_web_server_flow",
    "The secret is not required for the web server flow.",
    "The guide says the connection does not work without it; an intercepted code is worth more "
    "too.",
    "Select Require secret for Web Server Flow.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_secret_refresh_flow{
    "guide_secret_refresh_flow",
    "The secret is not required for the refresh token flow.",
    "The guide says the connection does not work without it; a stolen refresh token alone is "
    "enough too.",
    "Select Require secret for Refresh Token Flow.",
    {Basis::documented, kGuide}};
inline constexpr Reason guide_jwt{
    "guide_jwt",
    "JWT-based access tokens are issued, which the guide leaves off.",
    "Access tokens end after the JWT timeout, often much sooner than a session, and SOAP calls "
    "refuse them.",
    "Clear Issue JSON Web Token (JWT)-based access tokens for named users.",
    {Basis::documented, kGuide}};

inline constexpr const Reason* kGuideReasons[] = {&guide_callback,
                                                  &guide_scopes,
                                                  &guide_scope_api,
                                                  &guide_scope_refresh,
                                                  &guide_idle_limit,
                                                  &guide_allowlist,
                                                  &guide_flow_enablement,
                                                  &guide_other_flows,
                                                  &guide_secret_web_server_flow,
                                                  &guide_secret_refresh_flow,
                                                  &guide_jwt};

}  // namespace reason
}  // namespace rehearse::oauth
