#include "harness/guide/what_if.h"

#include <gmock/gmock.h>

#include "harness/matrix/cells.h"
#include "mocks/simulation/life.h"
#include "tests/support/guide_person.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

AppSeen app_with(const Json& more) {
  AppSeen app{.id = "0xI1", .label = "Workato", .api_name = "Workato"};
  app.settings = rehearse::testing::settings_of_the_guide();
  app.settings["isPkceRequired"] = true;
  app.settings["refreshTokenPolicyType"] = "Infinite";
  app.settings.update(more);
  return app;
}

simulation::Settings settings(const Json& more, std::vector<std::string>* rounded = nullptr) {
  std::vector<std::string> notes;
  Snapshot snapshot;
  snapshot.egress = {"52.5.142.59", "52.23.2.176", "52.73.60.236"};
  const simulation::Settings read = settings_of(app_with(more), snapshot, notes);
  if (rounded != nullptr) *rounded = notes;
  return read;
}

TEST(WhatIf, TheGuidesSettingsAreTheSimulationsStandard) {
  simulation::Settings standard = plan_of(standard_point()).settings;
  standard.rotation = false;
  standard.allowlist = simulation::Allowlist::off;
  EXPECT_EQ(settings(Json::object()), standard);
}

TEST(WhatIf, EachBoxIsReadFromTheApp) {
  EXPECT_FALSE(settings({{"isPkceRequired", false}}).pkce_required);
  EXPECT_TRUE(settings({{"isRefreshTokenRotationEnabled", true}}).rotation);
  EXPECT_TRUE(settings({{"isEnforceRefreshTokenTTL", true}}).idle_limit);
  EXPECT_FALSE(settings({{"isConsumerSecretOptional", true}}).secret_for_web_server);
  EXPECT_FALSE(settings({{"isSecretRequiredForRefreshToken", false}}).secret_for_refresh);
  EXPECT_TRUE(settings({{"isNamedUserJwtEnabled", true}}).jwt);
  EXPECT_EQ(settings({{"scopes", {"full", "api", "id"}}}).scopes,
            simulation::Scopes::without_refresh);
  EXPECT_EQ(settings({{"scopes", {"api", "id", "refresh_token"}}}).scopes,
            simulation::Scopes::wider);
}

TEST(WhatIf, PoliciesAreReadAndRoundedDownWhereTheyMustBe) {
  using simulation::RefreshPolicy;
  struct Case {
    const char* type = "";
    int period = 0;
    const char* unit = "";
    RefreshPolicy policy = RefreshPolicy::until_revoked;
    bool rounded = false;
  };
  const Case cases[] = {
      {"Infinite", 1, "Days", RefreshPolicy::until_revoked, false},
      {"Zero", 1, "Days", RefreshPolicy::immediately, false},
      {"SpecificLifetime", 365, "Days", RefreshPolicy::lifetime_365, false},
      {"SpecificLifetime", 3, "Months", RefreshPolicy::lifetime_90, false},
      {"SpecificLifetime", 89, "Days", RefreshPolicy::lifetime_30, true},
      {"SpecificLifetime", 90, "Days", RefreshPolicy::lifetime_90, false},
      {"SpecificLifetime", 12, "Hours", RefreshPolicy::lifetime_30, true},
      {"SpecificInactivity", 7, "Days", RefreshPolicy::unused_7, false},
      {"SpecificInactivity", 29, "Days", RefreshPolicy::unused_7, true},
      {"SpecificInactivity", 30, "Days", RefreshPolicy::unused_30, false},
  };
  for (const Case& one : cases) {
    std::vector<std::string> rounded;
    EXPECT_EQ(settings({{"refreshTokenPolicyType", one.type},
                        {"refreshTokenValidityPeriod", one.period},
                        {"refreshTokenValidityUnit", one.unit}},
                       &rounded)
                  .refresh_policy,
              one.policy)
        << one.type << one.period;
    EXPECT_EQ(!rounded.empty(), one.rounded) << one.type << one.period;
  }
}

class WhatIfOnMocks : public rehearse::testing::GuidePerson {};

TEST_F(WhatIfOnMocks, SaysWhatTheSimulationSaysUnderFourUsages) {
  Json more = rehearse::testing::settings_of_the_guide();
  more["isEnforceRefreshTokenTTL"] = true;
  more["refreshTokenPolicyType"] = "Infinite";
  ask("POST", "/apps", more);
  simulation::Lives lives({});
  size_t lived = 0;
  Simulator simulator([&](const simulation::LifePlan& plan) {
    ++lived;
    return lives.live(plan);
  });
  const Snapshot now = snapshot();
  const WhatIf told = simulator.what_if(*now.app(), now);
  ASSERT_EQ(told.lives.size(), 4U);
  EXPECT_THAT(told.blocked, IsEmpty());
  simulation::Lives again({});
  for (const UsageLife& life : told.lives) {
    const auto cell = read_cell(life.cell);
    ASSERT_TRUE(cell.ok());
    EXPECT_EQ(life.story, story_of(again.live(plan_of(cell.value())))) << life.usage;
  }
  EXPECT_TRUE(told.lives[0].story.works);
  EXPECT_EQ(told.lives[2].usage, "idle_29_days");
  EXPECT_TRUE(told.lives[2].story.works);
  EXPECT_EQ(told.lives[3].usage, "idle_31_days");
  EXPECT_EQ(told.lives[3].story.lost_on_day, 38);
  EXPECT_THAT(told.lives[3].story.chain, ::testing::Contains("refresh_idle_limit"));
  // What is known is not lived again.
  simulator.what_if(*now.app(), now);
  EXPECT_EQ(lived, 4U);
}

TEST_F(WhatIfOnMocks, TheAllowlistIsReadAgainstWorkatosAddresses) {
  const Json egress = ask("GET", "/workato")["egress"];
  const auto with = [&](std::vector<std::string> addresses) {
    ask("POST", "/reset");
    Json settings = rehearse::testing::settings_of_the_guide();
    settings["tokenIpRanges"] = Json::array();
    for (const std::string& address : addresses)
      settings["tokenIpRanges"].push_back({{"startIpAddress", address}, {"endIpAddress", address}});
    ask("POST", "/apps", settings);
    const Snapshot now = snapshot();
    std::vector<std::string> rounded;
    return settings_of(*now.app(), now, rounded).allowlist;
  };
  EXPECT_EQ(with({egress[0], egress[1], egress[2]}), simulation::Allowlist::all_three);
  EXPECT_EQ(with({egress[0], egress[1]}), simulation::Allowlist::two_of_three);
  EXPECT_EQ(with({"10.0.0.1"}), simulation::Allowlist::other_data_centre);
}

TEST_F(WhatIfOnMocks, WhatNoUsageChangesIsSaidFirst) {
  Json more = rehearse::testing::settings_of_the_guide();
  more["callbackUrl"] = "https://example.com/cb";
  more["isEnabled"] = false;
  ask("POST", "/apps", more);
  simulation::Lives lives({});
  Simulator simulator([&](const simulation::LifePlan& plan) { return lives.live(plan); });
  const Snapshot now = snapshot();
  EXPECT_THAT(simulator.what_if(*now.app(), now).blocked,
              ElementsAre(HasSubstr("https://example.com/cb"), HasSubstr("disabled")));
}

}  // namespace
}  // namespace rehearse::harness
