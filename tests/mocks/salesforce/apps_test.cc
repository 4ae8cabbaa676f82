#include "mocks/salesforce/org/apps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using oauth::AppSettings;

AppSettings settings(std::string api_name) {
  AppSettings settings;
  settings.api_name = std::move(api_name);
  settings.label = "Rehearsal";
  settings.contact_email = "owner@example.com";
  settings.callback_urls = {"https://www.workato.com/oauth/callback"};
  settings.scopes = {"api"};
  return settings;
}

const App& created(Apps& apps, const AppSettings& wanted) {
  const auto id = apps.create(wanted, kRunStart);
  return *apps.find(id.value());
}

TEST(Apps, GivesKeySecretAndIdsInSalesforcesShape) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const App& app = created(apps, settings("One"));
  EXPECT_THAT(app.consumer_key.value, testing::MatchesRegex("3MVG9[A-Za-z0-9._]+"));
  EXPECT_EQ(app.consumer_key.value.size(), 85u);
  EXPECT_THAT(app.consumer_secret.value, testing::MatchesRegex("[0-9A-F]+"));
  EXPECT_EQ(app.consumer_secret.value.size(), 64u);
  EXPECT_THAT(app.id.value, testing::MatchesRegex("0xI[A-Za-z0-9]+"));
  EXPECT_EQ(app.id.value.size(), 18u);
  EXPECT_THAT(app.consumer_id, testing::StartsWith("888"));
  EXPECT_EQ(app.created_at, kRunStart);
}

TEST(Apps, FindsAnAppByEveryNameItHas) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const App& app = created(apps, settings("One"));
  EXPECT_EQ(apps.find(app.id), &app);
  EXPECT_EQ(apps.find(AppId(short_id(app.id.value))), &app);
  EXPECT_EQ(apps.find_by_key(app.consumer_key, kRunStart), &app);
  EXPECT_EQ(apps.find_by_name("oNE"), &app);
  EXPECT_EQ(apps.find(AppId("0xI000000000000AAA")), nullptr);
  EXPECT_EQ(apps.find_by_key(ClientId("3MVG9"), kRunStart), nullptr);
  EXPECT_EQ(apps.find_by_name("Two"), nullptr);
}

TEST(Apps, TwoAppsShareNoNameWhateverItsCase) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  created(apps, settings("Work_App"));
  const auto again = apps.create(settings("WORK_app"), kRunStart);
  ASSERT_FALSE(again.ok());
  ASSERT_EQ(again.error().size(), 1u);
  EXPECT_EQ(again.error()[0].reason, &reason::api_name_taken);
  EXPECT_EQ(again.error()[0].label, "API Name");
  EXPECT_THAT(again.error()[0].message, testing::HasSubstr("already in use"));
  EXPECT_TRUE(apps.create(settings("Work_App2"), kRunStart).ok());
}

TEST(Apps, ARemovedAppFreesItsName) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const AppId id = created(apps, settings("One")).id;
  const ClientId key = apps.find(id)->consumer_key;
  EXPECT_TRUE(apps.remove(id));
  EXPECT_FALSE(apps.remove(id));
  EXPECT_EQ(apps.find(id), nullptr);
  EXPECT_EQ(apps.find_by_key(key, kRunStart), nullptr);
  EXPECT_TRUE(apps.create(settings("One"), kRunStart).ok());
}

TEST(Apps, AnEditKeepsTheApiNameAndEverythingIssued) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const App& app = created(apps, settings("One"));
  const ClientId key = app.consumer_key;
  AppSettings wanted = app.settings;
  wanted.label = "Renamed";
  EXPECT_TRUE(apps.update(AppId(app.id), wanted).ok());
  EXPECT_EQ(app.settings.label, "Renamed");
  EXPECT_EQ(app.consumer_key, key);

  wanted.api_name = "Two";
  const auto renamed = apps.update(AppId(app.id), wanted);
  ASSERT_FALSE(renamed.ok());
  EXPECT_EQ(renamed.error()[0].reason, &reason::api_name_fixed);
  EXPECT_EQ(app.settings.api_name, "One");
}

TEST(Apps, AnEditKeepsTheRules) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const App& app = created(apps, settings("One"));
  AppSettings wanted = app.settings;
  wanted.contact_email = "nobody";
  const auto edited = apps.update(AppId(app.id), wanted);
  ASSERT_FALSE(edited.ok());
  EXPECT_EQ(edited.error()[0].reason, &reason::contact_email_malformed);
  EXPECT_EQ(app.settings.contact_email, "owner@example.com");
  const auto unknown = apps.update(AppId("0xI000000000000AAA"), wanted);
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error()[0].reason, &reason::app_unknown);
}

TEST(Apps, ALockedOrgTakesFalseAndReadsBackTrue) {
  Apps apps(1, OrgMode::locked_2026, kRunStart);
  AppSettings wanted = settings("One");
  wanted.is_pkce_required = false;
  const App& app = created(apps, wanted);
  EXPECT_TRUE(app.settings.is_pkce_required);
  EXPECT_TRUE(app.settings.is_refresh_token_rotation_enabled);
  EXPECT_TRUE(app.settings.is_enforce_refresh_token_ttl);
  wanted = app.settings;
  wanted.is_enforce_refresh_token_ttl = false;
  EXPECT_TRUE(apps.update(AppId(app.id), wanted).ok());
  EXPECT_TRUE(app.settings.is_enforce_refresh_token_ttl);
}

TEST(Apps, ALockedOrgJudgesTheSettingsItForces) {
  AppSettings wanted = settings("One");
  wanted.refresh_token_policy = oauth::RefreshTokenPolicy::specific_inactivity;
  wanted.refresh_token_validity_period = 31;
  EXPECT_TRUE(Apps(1, OrgMode::legacy, kRunStart).create(wanted, kRunStart).ok());
  const auto locked = Apps(1, OrgMode::locked_2026, kRunStart).create(wanted, kRunStart);
  ASSERT_FALSE(locked.ok());
  EXPECT_EQ(locked.error()[0].reason, &reason::inactivity_above_idle_limit);
}

TEST(Apps, AReplacedSecretIsAnother) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const App& app = created(apps, settings("One"));
  const ClientSecret before = app.consumer_secret;
  apps.replace_secret(AppId(app.id));
  EXPECT_NE(app.consumer_secret, before);
  EXPECT_EQ(app.consumer_secret.value.size(), 64u);
}

TEST(Apps, TheCommandLineToolsAppIsThereAndCannotBeTouched) {
  Apps apps(1, OrgMode::locked_2026, kRunStart);
  const App* cli = apps.find_by_key(ClientId("PlatformCLI"), kRunStart);
  ASSERT_NE(cli, nullptr);
  EXPECT_TRUE(cli->is_built_in);
  EXPECT_TRUE(cli->settings.is_consumer_secret_optional);
  EXPECT_THAT(cli->settings.callback_urls,
              testing::ElementsAre("http://localhost:1717/OauthRedirect"));
  EXPECT_FALSE(apps.remove(AppId(cli->id)));
  const auto edited = apps.update(AppId(cli->id), cli->settings);
  ASSERT_FALSE(edited.ok());
  EXPECT_EQ(edited.error()[0].reason, &reason::app_built_in);
  EXPECT_THAT(apps.all(), testing::ElementsAre(cli));
}

TEST(Apps, TheSameSeedGivesTheSameKeys) {
  Apps one(7, OrgMode::legacy, kRunStart), two(7, OrgMode::legacy, kRunStart),
      other(8, OrgMode::legacy, kRunStart);
  const ClientId key = created(one, settings("One")).consumer_key;
  EXPECT_EQ(created(two, settings("Two")).consumer_key, key);
  EXPECT_NE(created(other, settings("One")).consumer_key, key);
}

}  // namespace
}  // namespace rehearse::salesforce
