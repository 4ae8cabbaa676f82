#include "mocks/oauth/client_credentials_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rehearse::oauth {
namespace {

using testing::ElementsAre;

class ClientCredentials : public testing::Test {
 protected:
  ClientCredentials() {
    settings_.is_client_credentials_flow_enabled = true;
    settings_.is_client_credentials_policy_enabled = true;
    settings_.client_credentials_user = "user@rehearsal.test";
    settings_.scopes = {"full", "api", "web", "id", "refresh_token", "offline_access"};
    run_as_ = {{true, true, false}, "Standard User", {}};
  }
  std::string refusal() const {
    const auto judged = judge_client_credentials(settings_, run_as_);
    if (judged) return "";
    return std::string(judged.error().reason->name) + ": " +
           std::string(judged.error().error->code) + "/" +
           std::string(judged.error().error->description);
  }
  AppSettings settings_{};
  RunAs run_as_{};
};

TEST_F(ClientCredentials, GrantTheAppsScopesButThoseOfBrowsersAndRefreshes) {
  EXPECT_THAT(judge_client_credentials(settings_, run_as_).value(), ElementsAre("api", "id"));
  settings_.scopes = {"full", "refresh_token"};
  EXPECT_EQ(refusal(), "client_credentials_no_scopes: invalid_grant/no valid scopes defined");
}

TEST_F(ClientCredentials, NeedBothSwitchesAndAUser) {
  settings_.is_client_credentials_policy_enabled = false;
  EXPECT_EQ(refusal(),
            "client_credentials_policy_off: invalid_grant/no client credentials user enabled");
  settings_.is_client_credentials_flow_enabled = false;
  EXPECT_EQ(refusal(), "client_credentials_off: invalid_grant/client credentials flow not enabled");
  settings_.is_client_credentials_policy_enabled = true;
  EXPECT_EQ(refusal(), "client_credentials_off: invalid_grant/client credentials flow not enabled");
  settings_.is_client_credentials_flow_enabled = true;
  run_as_.user = {};
  EXPECT_EQ(refusal(),
            "client_credentials_no_user: invalid_grant/no client credentials user enabled");
}

TEST_F(ClientCredentials, RunAsAUserWhoMayLogInAndMayUseTheApp) {
  run_as_.user.is_active = false;
  EXPECT_EQ(refusal(), "user_inactive: invalid_grant/inactive user");
  run_as_.user = {true, true, true};
  EXPECT_EQ(refusal(), "user_frozen: invalid_grant/authentication failure");
  run_as_.user = {true, true, false};
  settings_.permitted_users = PermittedUsers::admin_approved_pre_authorized;
  EXPECT_EQ(
      refusal(),
      "user_not_preauthorized: invalid_app_access/user is not admin approved to access this app");
  settings_.pre_authorized_profiles = {"Standard User"};
  EXPECT_EQ(refusal(), "");
}

}  // namespace
}  // namespace rehearse::oauth
