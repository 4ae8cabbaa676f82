#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/oauth/reasons.h"
#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two apps, the second of which has a wrong scope.
AppPackage half_right() {
  AppPackage package("One"), other("Two");
  other.edit(other.oauth_file(), "Basic", "basic");
  for (const auto& [path, content] : other.files) {
    if (path != "package.xml") package.file(path, content);
  }
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"},
                                                    {"ExtlClntAppOauthSettings", "*"}}));
  return package;
}

AppPackage destructive(std::string_view file,
                       const std::multimap<std::string, std::string>& members) {
  AppPackage package;
  package.files.clear();
  package.file("package.xml", AppPackage::manifest({}));
  return package.file(std::string(file), AppPackage::manifest(members, ""));
}

TEST(Rollback, OneFailureUndoesAll) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(half_right());
  EXPECT_FALSE(outcome.success);
  EXPECT_FALSE(outcome.is_partial);
  EXPECT_TRUE(site.app("One").id.empty());
  EXPECT_TRUE(site.app("Two").id.empty());
  // The scope, and the global settings that need the component with it.
  ASSERT_EQ(outcome.failures.size(), 2u) << describe(outcome);
  EXPECT_EQ(outcome.failures[0].reason->name, "component_scope");
  EXPECT_EQ(outcome.failures[1].reason->name, "global_without_oauth");
  EXPECT_EQ(outcome.reason, outcome.failures[0].reason);
}

TEST(Rollback, WithoutItWhatIsRightStays) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(half_right(), {.rollback_on_error = false});
  EXPECT_FALSE(outcome.success);
  EXPECT_TRUE(outcome.is_partial);
  EXPECT_EQ(outcome.components_total, 6);
  EXPECT_EQ(outcome.components_deployed, 4);
  EXPECT_TRUE(site.app("One").settings.is_oauth_enabled);
  EXPECT_FALSE(site.app("Two").id.empty());
  EXPECT_FALSE(site.app("Two").settings.is_oauth_enabled);
}

TEST(Rollback, WithoutItNothingRightIsAFailure) {
  MetadataSite site;
  AppPackage package;
  package.edit(package.app_file(), "Rehearsal</label>", "</label>");
  const DeployOutcome outcome = site.deploy(package, {.rollback_on_error = false});
  EXPECT_FALSE(outcome.success);
  EXPECT_FALSE(outcome.is_partial);
  EXPECT_EQ(outcome.failures.size(), 3u) << describe(outcome);
  EXPECT_TRUE(site.app().id.empty());
}

TEST(Rollback, AnEditThatFailsLeavesTheAppAsItWas) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const std::string before = site.retrieve_all().zip;
  AppPackage package;
  package.edit(package.app_file(), "Rehearsal</label>", "Renamed</label>");
  package.edit(package.global_file(), "https:", "ftp:");
  package.edit(package.global_file(), "callback<", "callback#f<");
  EXPECT_FALSE(site.deploy(package).success);
  EXPECT_EQ(site.retrieve_all().zip, before);
}

TEST(Rollback, CheckOnlyKeepsNothing) {
  MetadataSite site;
  const DeployOutcome checked = site.deploy(AppPackage(), {.check_only = true});
  EXPECT_TRUE(checked.success);
  EXPECT_EQ(checked.components_deployed, 3);
  EXPECT_TRUE(checked.successes[1].created);
  EXPECT_TRUE(site.app().id.empty());
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  ASSERT_TRUE(site.deploy(destructive("destructiveChanges.xml",
                                      {{"ExternalClientApplication", "Rehearsal"}}),
                          {.check_only = true})
                  .success);
  EXPECT_FALSE(site.app().id.empty());
}

TEST(Rollback, TwoAppsWithOneNameAreRefused) {
  MetadataSite site;
  AppPackage package("Rehearsal"), other("REHEARSAL");
  for (const auto& [path, content] : other.files) package.file(path, content);
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"},
                                                    {"ExtlClntAppOauthSettings", "*"}}));
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_FALSE(outcome.failures.empty());
  EXPECT_EQ(outcome.failures[0].reason->name, "api_name_taken");
  EXPECT_EQ(outcome.failures[0].component_type, "ExternalClientApplication");
  EXPECT_THAT(outcome.failures[0].problem, HasSubstr("already in use"));
  EXPECT_TRUE(site.app().id.empty());
  // An app of the org counts as well.
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  EXPECT_FALSE(site.deploy(AppPackage("rehearsal")).success);
}

TEST(Rollback, AComponentBelongsToOneApp) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage("One")).success);
  AppPackage package("Two");
  package.file(AppPackage("One").oauth_file(), package.files.at(package.oauth_file()));
  package.without(package.oauth_file());
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"},
                                                    {"ExtlClntAppOauthSettings", "*"}}));
  const DeployOutcome outcome = site.deploy(package);
  EXPECT_THAT(describe(outcome), HasSubstr("component_of_another_app"));
  EXPECT_TRUE(site.app("Two").id.empty());
}

TEST(Rollback, TheBuiltInAppIsNotTheOrgs) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(AppPackage("PlatformCLI"));
  EXPECT_THAT(describe(outcome), HasSubstr("app_built_in"));
  for (const FileProperties& file : site.retrieve_all().files)
    EXPECT_EQ(file.full_name, "package.xml");
}

TEST(Rollback, DeletingTheAppEndsItsTokens) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const App app = site.app();
  GrantId grant = 0;
  {
    auto tx = site.org.begin();
    grant =
        tx.grants().open_grant(app.id, tx.users().all().front().id, {"api"}, {}, site.now).grant;
  }
  const AppPackage package =
      destructive("destructiveChanges.xml", {{"ExternalClientApplication", "Rehearsal"},
                                             {"ExtlClntAppOauthSettings", "Rehearsal_oauth"}});
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_TRUE(outcome.success) << describe(outcome);
  EXPECT_EQ(outcome.components_deployed, 2);
  EXPECT_TRUE(outcome.successes[1].deleted);
  EXPECT_EQ(outcome.successes[1].file_name, "destructiveChanges.xml");
  EXPECT_TRUE(site.app().id.empty());
  auto tx = site.org.begin();
  EXPECT_EQ(tx.grants().find(grant)->ended, &oauth::reason::app_deleted);
}

TEST(Rollback, WhatIsNotThereCannotBeDeleted) {
  MetadataSite site;
  const AppPackage package =
      destructive("destructiveChangesPost.xml", {{"ExternalClientApplication", "Nothing"}});
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_EQ(outcome.failures.size(), 1u);
  EXPECT_EQ(outcome.failures[0].problem, "No ExternalClientApplication named: Nothing found");
  EXPECT_EQ(outcome.failures[0].full_name, "destructiveChangesPost.xml");
  EXPECT_EQ(outcome.failures[0].component_type, "ExternalClientApplication");
  EXPECT_EQ(outcome.failures[0].problem_type, DeployMessage::ProblemType::warning);
  EXPECT_EQ(outcome.failures[0].reason->name, "component_to_delete_unknown");
  EXPECT_TRUE(site.deploy(package, {.ignore_warnings = true}).success);
}

TEST(Rollback, DeletingAChildTakesItsSettingsAway) {
  MetadataSite site;
  const App made = site.create_app([](oauth::AppSettings& settings) {
    settings.token_ip_ranges = {{"52.5.142.59", "52.5.142.59", ""}};
    settings.refresh_token_policy = oauth::RefreshTokenPolicy::infinite;
  });
  const auto remove = [&](const std::string& type, const std::string& name) {
    return site.deploy(destructive("destructiveChanges.xml", {{type, name}}));
  };
  ASSERT_TRUE(remove("ExtlClntAppOauthSecuritySettings", "Rehearsal_oauthSecurity").success);
  EXPECT_THAT(site.app().settings.token_ip_ranges, IsEmpty());
  EXPECT_FALSE(site.app().parts.contains(AppPart::oauth_security));
  ASSERT_TRUE(remove("ExtlClntAppOauthConfigurablePolicies", "Rehearsal_defaultPolicy").success);
  EXPECT_EQ(site.app().settings.refresh_token_policy, oauth::RefreshTokenPolicy::specific_lifetime);
  EXPECT_TRUE(site.app().parts.contains(AppPart::oauth_policies));
  const DeployOutcome in_use = remove("ExtlClntAppOauthSettings", "Rehearsal_oauth");
  ASSERT_EQ(in_use.failures.size(), 1u);
  EXPECT_EQ(in_use.failures[0].reason->name, "oauth_in_use");
  ASSERT_TRUE(remove("ExtlClntAppGlobalOauthSettings", "Rehearsal_global").success);
  EXPECT_FALSE(site.app().settings.is_oauth_enabled);
  EXPECT_NE(site.app().consumer_key, made.consumer_key);
  ASSERT_TRUE(remove("ExtlClntAppOauthSettings", "Rehearsal_oauth").success);
  EXPECT_THAT(site.app().settings.scopes, IsEmpty());
  const DeployOutcome settings = remove("Settings", "OauthOidc");
  ASSERT_EQ(settings.failures.size(), 1u);
  EXPECT_EQ(settings.failures[0].reason->name, "settings_not_deletable");
}

TEST(Rollback, FilesThatDeleteTakeNoWildcard) {
  const DeployOutcome outcome = MetadataSite().deploy(
      destructive("destructiveChanges.xml", {{"ExternalClientApplication", "*"}}));
  ASSERT_EQ(outcome.failures.size(), 1u);
  EXPECT_EQ(outcome.failures[0].file_name, "destructiveChanges.xml");
  EXPECT_EQ(outcome.failures[0].reason->name, "package_wildcard");
}

TEST(Rollback, DeletionsBeforeMakeRoomForWhatComes) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const ClientId key = site.app().consumer_key;
  AppPackage package;
  package.file("destructiveChangesPre.xml",
               AppPackage::manifest({{"ExternalClientApplication", "Rehearsal"}}, ""));
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_TRUE(outcome.success) << describe(outcome);
  EXPECT_NE(site.app().consumer_key, key);
  package.without("destructiveChangesPre.xml");
  package.file("destructiveChangesPost.xml",
               AppPackage::manifest({{"ExternalClientApplication", "Rehearsal"}}, ""));
  ASSERT_TRUE(site.deploy(package).success);
  EXPECT_TRUE(site.app().id.empty());
}

TEST(Rollback, WhoMayNotDeploysNothing) {
  MetadataSite site;
  const DeployOutcome outcome =
      site.deploy_zip(AppPackage().zip(), {.single_package = true}, "user@rehearsal.test");
  EXPECT_FALSE(outcome.success);
  EXPECT_EQ(outcome.error_status_code, "INSUFFICIENT_ACCESS");
  EXPECT_EQ(outcome.reason->name, "metadata_not_permitted");
  EXPECT_TRUE(site.app().id.empty());
}

}  // namespace
}  // namespace rehearse::salesforce
