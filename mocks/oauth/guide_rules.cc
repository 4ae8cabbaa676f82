#include "mocks/oauth/guide_rules.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/ip_allowlist.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";
constexpr std::string_view kCallbackHost = "https://www.workato.com/";

bool holds(const std::vector<std::string>& values, std::string_view wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

// Why a callback URL is not Workato's, as an ending of "…, which ".
std::string_view difference(std::string_view url) {
  if (url == std::string(kCallback) + "/") return "has a slash too many at its end";
  if (trim(url) == kCallback) return "has a blank before or after it";
  if (lower(url) == kCallback) return "has capitals that Workato's does not have";
  if (url == "http" + std::string(kCallback.substr(5))) return "has http instead of https";
  if (!url.starts_with(kCallbackHost)) return "is of another host than Workato's";
  return "is not Workato's";
}

std::string callback_found(const AppSettings& app) {
  if (app.callback_urls.empty()) return "The app has no callback URL.";
  const std::string& first = app.callback_urls.front();
  return "The app has " + first + ", which " + std::string(difference(first)) + ".";
}

std::vector<std::string> other_flows(const AppSettings& app) {
  std::vector<std::string> names;
  if (app.is_client_credentials_flow_enabled) names.emplace_back("Client Credentials Flow");
  if (app.is_device_flow_enabled) names.emplace_back("Device Flow");
  if (!app.certificate.empty()) names.emplace_back("JWT Bearer Flow");
  if (app.is_token_exchange_enabled) names.emplace_back("Token Exchange Flow");
  return names;
}

class Findings {
 public:
  void demand(bool kept, Deviation deviation) {
    if (!kept) found_.push_back(std::move(deviation));
  }
  std::vector<Deviation> take() { return std::move(found_); }

 private:
  std::vector<Deviation> found_{};
};

// Workato requests full by default and always the three others (guide, step 10); offline_access is
// the other name of refresh_token.
void check_scopes(const AppSettings& app, Findings& findings) {
  constexpr std::string_view kLabel = "OAuth Scopes";
  const std::string none = app.scopes.empty() ? "The app has no scope at all." : "";
  std::vector<std::string> missing;
  for (const char* name : {"full", "id"}) {
    if (!holds(app.scopes, name)) missing.emplace_back(name);
  }
  const std::string lacks = "The app lacks the scope " + join(missing, " and ") + ".";
  findings.demand(missing.empty(),
                  {"sf.10", false, kLabel, &reason::guide_scopes, none.empty() ? lacks : none});
  findings.demand(holds(app.scopes, "api"),
                  {"sf.10", false, kLabel, &reason::guide_scope_api, none});
  findings.demand(holds(app.scopes, "refresh_token") || holds(app.scopes, "offline_access"),
                  {"sf.10", false, kLabel, &reason::guide_scope_refresh, none});
}

void check_security(const AppSettings& app, Findings& findings) {
  findings.demand(
      !app.is_consumer_secret_optional,
      {"sf.11.security.secrets", true, "Require secret for Web Server Flow",
       &reason::guide_secret_web_server_flow, "Require secret for Web Server Flow is off."});
  findings.demand(
      app.is_secret_required_for_refresh_token,
      {"sf.11.security.secrets", true, "Require secret for Refresh Token Flow",
       &reason::guide_secret_refresh_flow, "Require secret for Refresh Token Flow is off."});
  findings.demand(!app.is_named_user_jwt_enabled,
                  {"sf.11.security.jwt", false,
                   "Issue JSON Web Token (JWT)-based access tokens for named users",
                   &reason::guide_jwt, "JWT-based access tokens are on."});
}

}  // namespace

std::vector<Deviation> guide_deviations(const AppSettings& app) {
  Findings findings;
  findings.demand(app.is_oauth_enabled, {"sf.8", true, "Enable OAuth", &reason::app_oauth_off});
  findings.demand(holds(app.callback_urls, kCallback),
                  {"sf.9", true, "Callback URL", &reason::guide_callback, callback_found(app)});
  check_scopes(app, findings);
  findings.demand(app.is_code_cred_flow_enabled,
                  {"sf.11.flow", false, "Enable Authorization Code and Credentials Flow",
                   &reason::guide_flow_enablement});
  const std::vector<std::string> others = other_flows(app);
  findings.demand(others.empty(),
                  {"sf.11.flow", false, "Flow Enablement", &reason::guide_other_flows,
                   "Enabled besides the guide's flow: " + join(others, ", ") + "."});
  check_security(app, findings);
  return findings.take();
}

std::vector<Deviation> guide_cautions(const AppSettings& app,
                                      std::span<const std::string_view> egress) {
  Findings findings;
  findings.demand(
      !app.is_enforce_refresh_token_ttl,
      {"sf.11.security.idle", false, "Limit Idle Refresh Token Time-to-Live (TTL) to 30 Days",
       &reason::guide_idle_limit});
  std::vector<std::string> outside;
  for (const std::string_view address : egress) {
    if (!address.empty() && !address_allowed(app.token_ip_ranges, address))
      outside.emplace_back(address);
  }
  findings.demand(outside.empty(),
                  {"sf.11.security.allowlist", false, "Enforce Refresh Token IP Allowlist",
                   &reason::guide_allowlist, "The allowlist lacks " + join(outside, ", ") + "."});
  findings.demand(app.refresh_token_policy != RefreshTokenPolicy::zero,
                  {"sf", false, "Refresh Token Policy", &reason::refresh_policy_zero});
  findings.demand(app.is_enabled, {"sf", false, "App Enabled", &reason::app_disabled});
  return findings.take();
}

}  // namespace rehearse::oauth
