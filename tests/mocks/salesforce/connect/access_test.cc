#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/mocks/salesforce/connect/connect_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using Said = ConnectSite::Said;

TEST(ConnectAccess, NeedsAGoodTokenWithAScopeForTheApi) {
  ConnectSite site;
  site.token = "00Dxx!nonsense";
  const Said unknown = site.ask("GET", "/usage");
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.code(), "INVALID_SESSION_ID");
  EXPECT_EQ(unknown.reason, "access_token_unknown");
  for (const char* scope : {"chatter_api", "api", "full"}) {
    site.token = site.access_token(site.app, {scope});
    EXPECT_EQ(site.ask("GET", "/usage").reason, "") << scope;
  }
  site.token = site.access_token(site.app, {"id", "refresh_token"});
  EXPECT_EQ(site.ask("GET", "/usage").reason, "data_scope_missing");
}

TEST(ConnectAccess, EachResourceHasAFirstVersion) {
  struct Row {
    std::string path{}, before{}, since{};
  };
  ConnectSite site;
  const std::string pair = string_member(site.stage(), "id").value_or("");
  const std::string tokens = "/usage/" + site.app.id.value + "/" + site.user().id.value + "/tokens";
  for (const Row& row : {Row{"/usage", "v58.0", "v59.0"},
                         {"/usage/" + site.app.id.value + "/users", "v58.0", "v59.0"},
                         {tokens, "v58.0", "v59.0"},
                         {"/credentials/" + site.app.id.value, "v59.0", "v60.0"},
                         {site.consumer(), "v59.0", "v60.0"},
                         {site.staged(), "v64.0", "v65.0"},
                         {site.staged() + "/" + pair, "v64.0", "v65.0"}}) {
    site.version = row.before;
    const Said early = site.ask("GET", row.path);
    EXPECT_EQ(early.status, 404) << row.path;
    EXPECT_EQ(early.code(), "NOT_FOUND") << row.path;
    EXPECT_EQ(early.reason, "connect_version_too_old") << row.path;
    site.version = row.since;
    EXPECT_EQ(site.ask("GET", row.path).reason, "") << row.path;
  }
  site.version = "v99.0";
  EXPECT_EQ(site.ask("GET", "/usage").reason, "data_resource_unknown");
}

TEST(ConnectAccess, TheOrgMustLetTheApiReadSecrets) {
  ConnectSite site;
  site.org.begin().settings().is_client_secret_in_rest_api_enabled = false;
  for (const std::string& path : {"/credentials/" + site.app.id.value,
                                  site.consumer() + "?part=keyandsecret", site.staged()}) {
    const Said off = site.ask("GET", path);
    EXPECT_EQ(off.status, 403) << path;
    EXPECT_EQ(off.code(), "FUNCTIONALITY_NOT_ENABLED") << path;
    EXPECT_THAT(off.message(), HasSubstr("not currently enabled")) << path;
    EXPECT_EQ(off.reason, "connect_secret_access_off") << path;
  }
  EXPECT_EQ(site.ask("GET", "/usage").reason, "");
  site.org.begin().settings().is_client_secret_in_rest_api_enabled = true;
  EXPECT_EQ(site.ask("GET", site.staged()).reason, "");
}

TEST(ConnectAccess, SecretsNeedTwoPermissions) {
  using enum Permission;
  ConnectSite site;
  for (const std::set<Permission>& some :
       {std::set<Permission>{},
        {external_client_app_developer},
        {view_client_secret},
        {external_client_app_admin, external_client_app_viewer, client_secret_rotation}}) {
    site.sign_in_with(some);
    for (const std::string& path : {site.consumer(), site.staged()}) {
      const Said refused = site.ask("GET", path);
      EXPECT_EQ(refused.status, 403);
      EXPECT_EQ(refused.code(), "FUNCTIONALITY_NOT_ENABLED");
      EXPECT_THAT(refused.message(), HasSubstr("not enabled for this user"));
      EXPECT_EQ(refused.reason, "connect_secret_permission_missing");
    }
  }
  site.sign_in_with({external_client_app_developer, view_client_secret});
  EXPECT_EQ(site.ask("GET", site.consumer() + "?part=secret").reason, "");
  EXPECT_EQ(site.ask("POST", site.staged()).reason, "");
}

TEST(ConnectAccess, StagingMayNeedAThird) {
  using enum Permission;
  ConnectSite site;
  ASSERT_TRUE(site.dials.set("staged.permission", "rotate_secret").ok());
  site.sign_in_with({external_client_app_developer, view_client_secret});
  EXPECT_EQ(site.ask("GET", site.consumer() + "?part=secret").reason, "");
  const Said refused = site.ask("POST", site.staged());
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.message(), HasSubstr("not enabled for this user"));
  EXPECT_EQ(refused.reason, "connect_rotation_permission_missing");
  site.sign_in_with({external_client_app_developer, view_client_secret, client_secret_rotation});
  EXPECT_EQ(site.ask("POST", site.staged()).reason, "");
}

TEST(ConnectAccess, UsageIsForThoseWhoMayViewTheApps) {
  using enum Permission;
  ConnectSite site;
  const std::string tokens = "/usage/" + site.app.id.value + "/" + site.user().id.value + "/tokens";
  site.sign_in_with({view_client_secret});
  const Said refused = site.ask("GET", "/usage");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.code(), "INSUFFICIENT_ACCESS");
  EXPECT_EQ(refused.reason, "connect_usage_permission_missing");
  for (const Permission one :
       {external_client_app_viewer, external_client_app_developer, external_client_app_admin}) {
    site.sign_in_with({one});
    EXPECT_EQ(site.ask("GET", "/usage").reason, "");
    EXPECT_EQ(site.ask("GET", tokens).reason, "");
    const bool is_admin = one == external_client_app_admin;
    EXPECT_EQ(site.ask("DELETE", tokens).reason,
              is_admin ? "" : "connect_usage_permission_missing");
  }
}

TEST(ConnectAccess, NamesThatTheOrgDoesNotHaveAreMissing) {
  ConnectSite site;
  std::string built_in;
  {
    auto tx = site.org.begin();
    built_in = tx.apps().find_by_name("PlatformCLI")->id.value;
  }
  for (const std::string& app : {std::string("0xI000000000000AAA"), built_in, std::string("x")}) {
    for (const std::string& path :
         {"/credentials/" + app, "/credentials/" + app + "/888",
          "/credentials/" + app + "/888/staged", "/usage/" + app + "/users"}) {
      const Said missing = site.ask("GET", path);
      EXPECT_EQ(missing.status, 404) << path;
      EXPECT_EQ(missing.code(), "NOT_FOUND") << path;
      EXPECT_EQ(missing.reason, "connect_app_unknown") << path;
    }
  }
  const std::string own = "/credentials/" + site.app.id.value + "/888000000000000AAA";
  EXPECT_EQ(site.ask("GET", own).reason, "connect_consumer_unknown");
  EXPECT_EQ(site.ask("POST", own + "/staged").reason, "connect_consumer_unknown");
  EXPECT_EQ(site.ask("GET", "/usage/" + site.app.id.value + "/005000000000000AAA/tokens").reason,
            "connect_user_unknown");
}

}  // namespace
}  // namespace rehearse::salesforce
