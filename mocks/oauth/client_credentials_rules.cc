#include "mocks/oauth/client_credentials_rules.h"

#include <algorithm>
#include <array>

#include "mocks/oauth/authorize.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

// The scopes that the flow leaves out (Salesforce help, quoted by simple-salesforce#662).
constexpr std::array<std::string_view, 4> kNeverGranted{"full", "web", "refresh_token",
                                                        "offline_access"};

std::vector<std::string> grantable(const std::vector<std::string>& scopes) {
  std::vector<std::string> kept;
  for (const std::string& scope : scopes) {
    if (std::ranges::find(kNeverGranted, scope) == kNeverGranted.end()) kept.push_back(scope);
  }
  return kept;
}

}  // namespace

Result<std::vector<std::string>, Rejection> judge_client_credentials(const AppSettings& settings,
                                                                     const RunAs& run_as) {
  const auto refuse = [](const OAuthError& error, const Reason& reason) {
    return Rejection{&error, &reason};
  };
  // Salesforce, documented: the flow is enabled on the app …
  if (!settings.is_client_credentials_flow_enabled)
    return refuse(error::client_credentials_off, reason::client_credentials_off);
  // … and once more in its policies, which name the user to run as.
  if (!settings.is_client_credentials_policy_enabled)
    return refuse(error::client_credentials_no_user, reason::client_credentials_policy_off);
  if (!run_as.user.exists)
    return refuse(error::client_credentials_no_user, reason::client_credentials_no_user);
  if (auto user = judge_user(run_as.user); !user) return user.error();
  // Salesforce, observed: an app for pre-authorized users asks it of the execution user too.
  if (settings.permitted_users == PermittedUsers::admin_approved_pre_authorized &&
      !is_pre_authorized(settings, run_as.profile, run_as.permission_sets))
    return refuse(error::app_access_invalid, reason::user_not_preauthorized);
  // Salesforce, observed: `full` alone is not enough.
  std::vector<std::string> scopes = grantable(settings.scopes);
  if (scopes.empty()) return refuse(error::no_valid_scopes, reason::client_credentials_no_scopes);
  return scopes;
}

}  // namespace rehearse::oauth
