#include "mocks/oauth/guide_rules.h"

#include <algorithm>

namespace rehearse::oauth {
namespace {

constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";

bool holds(const std::vector<std::string>& values, std::string_view wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

// Workato requests full by default and always the three others (guide, step 10); offline_access is
// the other name of refresh_token.
bool has_the_scopes(const std::vector<std::string>& scopes) {
  return holds(scopes, "full") && holds(scopes, "api") && holds(scopes, "id") &&
         (holds(scopes, "refresh_token") || holds(scopes, "offline_access"));
}

}  // namespace

std::vector<Deviation> guide_deviations(const AppSettings& app) {
  std::vector<Deviation> found;
  const auto demand = [&](bool kept, Deviation deviation) {
    if (!kept) found.push_back(deviation);
  };
  demand(holds(app.callback_urls, kCallback),
         {"sf.9", true, "Callback URL", &reason::guide_callback});
  demand(has_the_scopes(app.scopes), {"sf.10", false, "OAuth Scopes", &reason::guide_scopes});
  demand(app.is_code_cred_flow_enabled,
         {"sf.11.flow", false, "Enable Authorization Code and Credentials Flow",
          &reason::guide_flow_enablement});
  demand(!app.is_client_credentials_flow_enabled && !app.is_device_flow_enabled &&
             !app.is_token_exchange_enabled && app.certificate.empty(),
         {"sf.11.flow", false, "Flow Enablement", &reason::guide_other_flows});
  demand(!app.is_consumer_secret_optional,
         {"sf.11.security.secrets", true, "Require secret for Web Server Flow",
          &reason::guide_secret_web_server_flow});
  demand(app.is_secret_required_for_refresh_token,
         {"sf.11.security.secrets", true, "Require secret for Refresh Token Flow",
          &reason::guide_secret_refresh_flow});
  demand(!app.is_named_user_jwt_enabled,
         {"sf.11.security.jwt", false,
          "Issue JSON Web Token (JWT)-based access tokens for named users", &reason::guide_jwt});
  return found;
}

}  // namespace rehearse::oauth
