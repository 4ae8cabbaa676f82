#include "mocks/simulation/lives/app_plan.h"

#include <algorithm>
#include <string_view>

#include "mocks/workato/data_centres.h"

namespace rehearse::simulation {
namespace {

// A data centre's addresses, the first `most` of them.
std::vector<oauth::AddressRange> addresses_of(std::string_view centre, size_t most) {
  std::vector<oauth::AddressRange> ranges;
  for (const std::string_view address : workato::find_data_centre(centre)->egress) {
    if (ranges.size() == most) break;
    ranges.push_back({std::string(address), std::string(address), "Workato"});
  }
  return ranges;
}

std::vector<oauth::AddressRange> allowed(Allowlist allowlist) {
  switch (allowlist) {
    case Allowlist::off:
      break;
    case Allowlist::all_three:
      return addresses_of("us", 3);
    case Allowlist::two_of_three:
      return addresses_of("us", 2);
    case Allowlist::other_data_centre:
      return addresses_of("eu", 3);
    case Allowlist::trial:
      return addresses_of("trial", 3);
  }
  return {};
}

// Workato asks for `full` unless told otherwise, and always for the other three.
std::vector<std::string> app_scopes(Scopes scopes) {
  switch (scopes) {
    case Scopes::standard:
    case Scopes::subset:
      break;
    case Scopes::wider:
      return {"api", "id", "refresh_token"};
    case Scopes::without_refresh:
      return {"full", "api", "id"};
  }
  return {"full", "api", "id", "refresh_token"};
}

void set_policy(RefreshPolicy policy, oauth::AppSettings& settings) {
  const auto set = [&settings](oauth::RefreshTokenPolicy kind, int days) {
    settings.refresh_token_policy = kind;
    settings.refresh_token_validity_period = days;
  };
  switch (policy) {
    case RefreshPolicy::until_revoked:
      settings.refresh_token_policy = oauth::RefreshTokenPolicy::infinite;
      break;
    case RefreshPolicy::immediately:
      settings.refresh_token_policy = oauth::RefreshTokenPolicy::zero;
      break;
    case RefreshPolicy::lifetime_30:
      return set(oauth::RefreshTokenPolicy::specific_lifetime, 30);
    case RefreshPolicy::lifetime_90:
      return set(oauth::RefreshTokenPolicy::specific_lifetime, 90);
    case RefreshPolicy::lifetime_365:
      return set(oauth::RefreshTokenPolicy::specific_lifetime, 365);
    case RefreshPolicy::unused_7:
      return set(oauth::RefreshTokenPolicy::specific_inactivity, 7);
    case RefreshPolicy::unused_30:
      return set(oauth::RefreshTokenPolicy::specific_inactivity, 30);
  }
}

}  // namespace

oauth::AppSettings app_settings(const Settings& settings) {
  oauth::AppSettings app;
  app.api_name = "Workato";
  app.label = "Workato";
  app.contact_email = "admin@rehearsal.test";
  app.distribution_state = oauth::DistributionState::packaged;
  app.callback_urls = {std::string(workato::kCallbackUrl)};
  app.scopes = app_scopes(settings.scopes);
  app.is_code_cred_flow_enabled = true;
  app.is_consumer_secret_optional = !settings.secret_for_web_server;
  app.is_secret_required_for_refresh_token = settings.secret_for_refresh;
  app.is_pkce_required = settings.pkce_required;
  app.is_refresh_token_rotation_enabled = settings.rotation;
  app.is_named_user_jwt_enabled = settings.jwt;
  app.is_enforce_refresh_token_ttl = settings.idle_limit;
  app.token_ip_ranges = allowed(settings.allowlist);
  set_policy(settings.refresh_policy, app);
  return app;
}

std::string connection_scopes(Scopes scopes) { return scopes == Scopes::subset ? "api" : ""; }

workato::ClientBugs client_bugs(const LifePlan& plan) {
  workato::ClientBugs bugs;
  bugs.no_pkce = plan.client_pkce == ClientPkce::none;
  bugs.drops_rotated_token = plan.client == Client::drops_rotated_token;
  bugs.refreshes_twice_at_once = plan.client == Client::double_refresh;
  return bugs;
}

}  // namespace rehearse::simulation
