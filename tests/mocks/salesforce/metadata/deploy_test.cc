#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/metadata/operations.h"
#include "mocks/salesforce/metadata/zip_archive.h"
#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Deploy, MakesTheAppOfThreeFiles) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(AppPackage());
  EXPECT_TRUE(outcome.success) << describe(outcome);
  EXPECT_EQ(outcome.components_total, 3);
  EXPECT_EQ(outcome.components_deployed, 3);
  EXPECT_EQ(outcome.files, 4);
  const App app = site.app();
  EXPECT_EQ(app.settings.contact_email, "admin@rehearsal.test");
  EXPECT_THAT(app.settings.callback_urls, ElementsAre("https://www.workato.com/oauth/callback"));
  EXPECT_THAT(app.settings.scopes, ElementsAre("api", "id", "refresh_token"));
  EXPECT_TRUE(app.settings.is_oauth_enabled);
  EXPECT_FALSE(app.settings.is_pkce_required);
  EXPECT_EQ(app.parts.at(AppPart::policies).name, "Rehearsal_defaultPolicy");
  EXPECT_EQ(app.parts.at(AppPart::oauth_policies).name, "Rehearsal_defaultPolicy");
}

TEST(Deploy, SaysOfEachComponentWhatBecameOfIt) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(AppPackage());
  ASSERT_EQ(outcome.successes.size(), 4u);
  EXPECT_EQ(outcome.successes[0].full_name, "package.xml");
  EXPECT_EQ(outcome.successes[0].component_type, "");
  const DeployMessage& app = outcome.successes[1];
  EXPECT_EQ(app.component_type, "ExternalClientApplication");
  EXPECT_EQ(app.full_name, "Rehearsal");
  EXPECT_EQ(app.file_name, "externalClientApps/Rehearsal.eca");
  EXPECT_EQ(app.id, site.app().id.value);
  EXPECT_TRUE(app.created && app.changed && app.success);
  EXPECT_FALSE(app.deleted);
}

TEST(Deploy, TheSameAgainChangesNothing) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const ClientId key = site.app().consumer_key;
  const DeployOutcome again = site.deploy(AppPackage());
  ASSERT_TRUE(again.success) << describe(again);
  for (size_t index = 1; index < again.successes.size(); ++index) {
    EXPECT_FALSE(again.successes[index].changed) << again.successes[index].full_name;
    EXPECT_FALSE(again.successes[index].created) << again.successes[index].full_name;
  }
  EXPECT_EQ(site.app().consumer_key, key);
}

TEST(Deploy, RetrieveGivesItBackAndThatDeploysWithoutChange) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const RetrieveOutcome retrieved = site.retrieve_all();
  EXPECT_THAT(retrieved.messages, IsEmpty());
  EXPECT_EQ(retrieved.files.size(), 6u);  // five components and package.xml
  const DeployOutcome again = site.deploy_zip(retrieved.zip);
  ASSERT_TRUE(again.success) << describe(again);
  EXPECT_EQ(again.components_total, 5);
  for (size_t index = 1; index < again.successes.size(); ++index)
    EXPECT_FALSE(again.successes[index].changed) << again.successes[index].full_name;
  EXPECT_EQ(site.retrieve_all().zip, retrieved.zip);
}

TEST(Deploy, AnAppMadeOnThePagesIsTheSameApp) {
  MetadataSite site;
  const App made = site.create_app();
  const RetrieveOutcome retrieved = site.retrieve_all();
  const DeployOutcome again = site.deploy_zip(retrieved.zip);
  ASSERT_TRUE(again.success) << describe(again);
  EXPECT_EQ(again.components_total, 5);
  for (size_t index = 1; index < again.successes.size(); ++index)
    EXPECT_FALSE(again.successes[index].changed) << again.successes[index].full_name;
  EXPECT_EQ(site.app().consumer_key, made.consumer_key);
}

}  // namespace
}  // namespace rehearse::salesforce
