#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mocks/core/time.h"

namespace rehearse::oauth {

struct AddressRange {
  std::string start{};  // IPv4 or IPv6, as given
  std::string end{};    // inclusive, same family, not below start
  std::string description{};
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

enum class DistributionState { local, packaged };
enum class RefreshTokenPolicy { infinite, zero, specific_lifetime, specific_inactivity };
enum class ValidityUnit { hours, days, months };  // a month counts as 30 days
enum class PermittedUsers { all_self_authorized, admin_approved_pre_authorized };
enum class IpRelaxation { enforce, bypass, bypass_2factor, enforce_relax_refresh };

// AppSettings are an external client app's settings and policies, named after the metadata fields
// (facts: ExtlClntAppGlobalOauthSettings, ExtlClntAppOauthSettings, …Policies, …SecuritySettings).
// The initial values are Salesforce's defaults.
struct AppSettings {
  // ExternalClientApplication
  std::string api_name{};       // apiName
  std::string label{};          // label: External Client App Name
  std::string contact_email{};  // contactEmail
  std::string contact_phone{};  // contactPhone
  std::string info_url{};       // infoUrl
  std::string logo_url{};       // logoUrl
  std::string icon_url{};       // iconUrl
  std::string description{};
  DistributionState distribution_state = DistributionState::local;

  // API (Enable OAuth Settings)
  bool is_oauth_enabled = true;
  std::vector<std::string> callback_urls{};  // callbackUrl, one URL a line
  std::vector<std::string> scopes{};         // OAuth names: api, refresh_token, …
  bool is_introspect_all_tokens = false;

  // Flow Enablement
  bool is_code_cred_flow_enabled = false;  // Authorization Code and Credentials Flow
  bool is_client_credentials_flow_enabled = false;
  bool is_device_flow_enabled = false;
  bool is_token_exchange_enabled = false;
  std::string certificate{};  // PEM; its presence enables the JWT bearer flow

  // Security
  bool is_consumer_secret_optional = false;  // "Require secret for Web Server Flow" unchecked
  bool is_secret_required_for_refresh_token = true;
  bool is_pkce_required = true;
  bool is_refresh_token_rotation_enabled = false;
  bool is_named_user_jwt_enabled = false;
  bool is_enforce_refresh_token_ttl = false;  // Limit Idle Refresh Token TTL to 30 Days
  std::vector<AddressRange>
      token_ip_ranges{};  // the refresh token allowlist; enforced if not empty

  // Policies
  bool is_enabled = true;  // ExtlClntAppConfigurablePolicies.isEnabled
  PermittedUsers permitted_users = PermittedUsers::all_self_authorized;
  std::vector<std::string> pre_authorized_profiles{};
  std::vector<std::string> pre_authorized_permission_sets{};  // API names
  // The policies have a switch of their own for client credentials, beside the app's.
  bool is_client_credentials_policy_enabled = false;
  std::string client_credentials_user{};  // clientCredentialsFlowUser: username to run as
  IpRelaxation ip_relaxation = IpRelaxation::enforce;
  RefreshTokenPolicy refresh_token_policy = RefreshTokenPolicy::specific_lifetime;
  int refresh_token_validity_period = 365;
  ValidityUnit refresh_token_validity_unit = ValidityUnit::days;
  int session_timeout_minutes = 0;  // 0: the org's session timeout
  int named_user_jwt_timeout_minutes = 30;
};

}  // namespace rehearse::oauth
