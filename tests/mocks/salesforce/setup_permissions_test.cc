#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

constexpr const char* kUser = "user@rehearsal.test";
constexpr const char* kRefused = "setup_not_permitted";

// A standard user with one permission of the External Client App Manager, or none.
class SetupPermissions : public ::testing::Test {
 protected:
  void have(std::optional<Permission> permission) {
    {
      auto tx = site_.org.begin();
      PermissionSet& set = tx.profiles().keep_set("Apps");
      set.permissions.clear();
      if (permission) set.permissions.insert(*permission);
      tx.users().edit(kUser)->permission_sets = {"Apps"};
    }
    site_.log_in(kUser);
  }
  std::string open(const std::string& page) { return site_.get(path(page)).reason; }
  std::string submit(const std::string& page) {
    return site_.post(path(page), {{"csrf", site_.csrf()}}).reason;
  }
  std::string path(const std::string& page) const {
    return "/lightning/setup/ManageExternalClientApplication/" + app_.id.value.substr(0, 15) + "/" +
           page;
  }
  bool sees_setup() {
    return site_.get("/lightning/page/home").response.body.find(">Setup</a>") != std::string::npos;
  }
  OrgSite site_{};
  App app_ = site_.create_app();
};

TEST_F(SetupPermissions, NobodySeesAppsWithoutOne) {
  have(std::nullopt);
  EXPECT_FALSE(sees_setup());
  EXPECT_EQ(site_.get("/lightning/setup/SetupOneHome/home").reason, kRefused);
  EXPECT_EQ(open("detail"), kRefused);
}

TEST_F(SetupPermissions, AViewerReadsAndEditsNothing) {
  have(Permission::external_client_app_viewer);
  EXPECT_TRUE(sees_setup());
  for (const char* page : {"detail", "policies", "oauthUsage"}) EXPECT_EQ(open(page), "") << page;
  for (const char* page : {"editSettings", "editPolicies", "delete", "consumerDetails"}) {
    EXPECT_EQ(open(page), kRefused) << page;
    EXPECT_EQ(submit(page), kRefused) << page;
  }
  EXPECT_EQ(submit("oauthUsage"), kRefused);
  EXPECT_EQ(site_.get("/lightning/setup/ManageExternalClientApplication/new").reason, kRefused);
}

TEST_F(SetupPermissions, ADeveloperEditsAppsButNoPolicies) {
  have(Permission::external_client_app_developer);
  EXPECT_TRUE(sees_setup());
  for (const char* page : {"detail", "editSettings", "delete"}) EXPECT_EQ(open(page), "") << page;
  EXPECT_EQ(site_.get("/lightning/setup/ManageExternalClientApplication/new").reason, "");
  EXPECT_EQ(open("editPolicies"), kRefused);
  EXPECT_EQ(submit("oauthUsage"), kRefused);
}

TEST_F(SetupPermissions, AnAdminEditsPoliciesAndRevokesAccess) {
  have(Permission::external_client_app_admin);
  for (const char* page : {"detail", "editPolicies", "oauthUsage"})
    EXPECT_EQ(open(page), "") << page;
  EXPECT_EQ(submit("oauthUsage"), "");
  EXPECT_EQ(open("editSettings"), kRefused);
}

TEST_F(SetupPermissions, ActFromTheNextRequestOn) {
  have(Permission::external_client_app_viewer);
  EXPECT_EQ(open("detail"), "");
  {
    auto tx = site_.org.begin();
    tx.users().edit(kUser)->permission_sets.clear();
    tx.profiles().remove_set("Apps");
  }
  EXPECT_EQ(open("detail"), kRefused);
}

TEST_F(SetupPermissions, ManageUsersShowsTheIdentityOfOthers) {
  const User admin = site_.user();
  const std::string token = site_.access_token(app_, {"id"}, kUser);
  const auto ask = [&] {
    return site_
        .get("/id/" + site_.org.organization_id() + "/" + admin.id.value,
             {{"Authorization", "Bearer " + token}})
        .reason;
  };
  EXPECT_EQ(ask(), "identity_of_other_user");
  have(Permission::manage_users);
  EXPECT_EQ(ask(), "");
}

}  // namespace
}  // namespace rehearse::salesforce
