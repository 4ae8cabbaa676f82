#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/org/apps.h"
#include "mocks/salesforce/org/settings_json.h"

namespace rehearse::salesforce {
namespace {

using oauth::AppSettings;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const UserId kMaker("005000000000001AAA"), kEditor("005000000000002AAA");

AppSettings settings() {
  AppSettings settings;
  settings.api_name = "Rehearsal";
  settings.label = "Rehearsal";
  settings.contact_email = "owner@example.com";
  settings.callback_urls = {"https://www.workato.com/oauth/callback"};
  settings.scopes = {"api"};
  return settings;
}

TEST(AppParts, AnAppHasItsComponentsFromTheStart) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const AppId id = apps.create(settings(), kRunStart, kMaker).value();
  const App& app = *apps.find(id);
  std::vector<std::string> names;
  for (const auto& [part, record] : app.parts) {
    names.push_back(record.name);
    EXPECT_EQ(record.id.size(), 18u);
    EXPECT_EQ(record.created_by, kMaker);
    EXPECT_EQ(record.last_modified_at, kRunStart);
  }
  EXPECT_THAT(names, ElementsAre("Rehearsal", "Rehearsal_oauth", "Rehearsal_global",
                                 "Rehearsal_defaultPolicy", "Rehearsal_defaultPolicy"));
  EXPECT_EQ(app.parts.at(AppPart::application).id, app.id.value);
}

TEST(AppParts, TheAllowlistIsAComponentWhileItHoldsARange) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const AppId id = apps.create(settings(), kRunStart).value();
  AppSettings edited = settings();
  edited.token_ip_ranges = {{"52.5.142.59", "52.5.142.59", ""}};
  ASSERT_TRUE(apps.update(id, edited).ok());
  ASSERT_TRUE(apps.find(id)->parts.contains(AppPart::oauth_security));
  EXPECT_EQ(apps.find(id)->parts.at(AppPart::oauth_security).name, "Rehearsal_oauthSecurity");
  ASSERT_TRUE(apps.update(id, settings()).ok());
  EXPECT_FALSE(apps.find(id)->parts.contains(AppPart::oauth_security));
}

TEST(AppParts, AnEditStampsTheComponentsThatItChanges) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const AppId id = apps.create(settings(), kRunStart, kMaker).value();
  AppSettings edited = settings();
  edited.is_pkce_required = false;
  const TimePoint later = kRunStart + std::chrono::hours(1);
  ASSERT_TRUE(apps.update(id, edited, {kEditor, later}).ok());
  const AppParts& parts = apps.find(id)->parts;
  EXPECT_EQ(parts.at(AppPart::global_oauth).last_modified_by, kEditor);
  EXPECT_EQ(parts.at(AppPart::global_oauth).last_modified_at, later);
  EXPECT_EQ(parts.at(AppPart::global_oauth).created_by, kMaker);
  EXPECT_EQ(parts.at(AppPart::application).last_modified_at, kRunStart);
}

TEST(AppParts, EverySettingBelongsToAComponent) {
  EXPECT_EQ(part_of("isPkceRequired"), AppPart::global_oauth);
  EXPECT_EQ(part_of("scopes"), AppPart::oauth);
  EXPECT_EQ(part_of("nothing"), std::nullopt);
  AppSettings after = settings();
  EXPECT_THAT(changed_parts(settings(), after), IsEmpty());
  after.refresh_token_validity_period = 30;
  after.label = "Other";
  EXPECT_THAT(changed_parts(settings(), after),
              ElementsAre(AppPart::application, AppPart::oauth_policies));
}

TEST(AppParts, AKeyOfOnesOwnIsUniqueAndFindsTheApp) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const AppId id = apps.create(settings(), kRunStart).value();
  const ClientId before = apps.find(id)->consumer_key, chosen("chosen.key");
  EXPECT_FALSE(apps.set_key(id, ClientId("PlatformCLI")));
  EXPECT_TRUE(apps.set_key(id, chosen));
  EXPECT_FALSE(apps.set_key(id, chosen));
  EXPECT_EQ(apps.find(id)->consumer_key, chosen);
  apps.replace_key(id);
  EXPECT_NE(apps.find(id)->consumer_key, chosen);
  EXPECT_NE(apps.find(id)->consumer_key, before);
  apps.set_secret(id, ClientSecret("chosen"));
  EXPECT_EQ(apps.find(id)->consumer_secret, ClientSecret("chosen"));
}

TEST(AppParts, TheAppsGoBackToWhatWasSaved) {
  Apps apps(1, OrgMode::legacy, kRunStart);
  const AppId kept = apps.create(settings(), kRunStart).value();
  const auto saved = apps.save();
  AppSettings other = settings();
  other.api_name = "Other";
  ASSERT_TRUE(apps.create(other, kRunStart).ok());
  apps.remove(kept);
  apps.restore(saved);
  EXPECT_EQ(apps.find_by_name("Other"), nullptr);
  ASSERT_NE(apps.find(kept), nullptr);
  apps.replace_key(kept);
  EXPECT_TRUE(apps.set_key(kept, ClientId("chosen")));
}

}  // namespace
}  // namespace rehearse::salesforce
