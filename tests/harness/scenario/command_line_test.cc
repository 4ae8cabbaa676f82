#include "harness/scenario/command_line.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/scenario/library.h"
#include "tests/support/scenario_words.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using testing::load_text;
using testing::with_steps;

std::vector<LoadedScenario> two_by_two() {
  auto loaded = load_text(
      with_steps(R"({"id": "a", "do": "fake.see", "with": {"error": "${setting.apiName}"}})",
                 R"("variants": {"pkce": [true, false], "who": ["me", "two of us"]},
         "settings": {"apiName": "App"}, )"));
  std::vector<LoadedScenario> scenarios;
  EXPECT_TRUE(loaded.ok());
  if (loaded) scenarios.push_back(std::move(loaded).value());
  return scenarios;
}

TEST(CommandLine, AssignmentsSplitAtTheFirstEqualsSign) {
  EXPECT_EQ(read_assignment("a=b=c", "--set").value(), Assignment("a", "b=c"));
  EXPECT_EQ(read_assignment("a=", "--set").value(), Assignment("a", ""));
  EXPECT_EQ(read_assignment("a", "--set").error(), "--set takes NAME=VALUE, not \"a\"");
  EXPECT_EQ(read_assignment("=b", "--dial").error(), "--dial takes NAME=VALUE, not \"=b\"");
}

TEST(CommandLine, SettingsAreJsonWhereTheyCanBe) {
  EXPECT_EQ(setting_value("true"), Json(true));
  EXPECT_EQ(setting_value("30"), Json(30));
  EXPECT_EQ(dump_json(setting_value(R"(["api"])")), R"(["api"])");
  EXPECT_EQ(setting_value("Workato_1"), Json("Workato_1"));
}

TEST(CommandLine, VariantsNarrowWhatRuns) {
  const auto scenarios = two_by_two();
  EXPECT_EQ(choose_plans(scenarios, {}).value().size(), 4U);
  const auto one = choose_plans(scenarios, {{"pkce", "false"}, {"who", "two of us"}});
  ASSERT_TRUE(one.ok());
  ASSERT_EQ(one.value().size(), 1U);
  EXPECT_EQ(one.value()[0]->variant[1].second, "two of us");
}

TEST(CommandLine, UnknownVariantsAreNamed) {
  const auto scenarios = two_by_two();
  EXPECT_THAT(choose_plans(scenarios, {{"pkc", "true"}, {"who", "mee"}}).error(),
              ElementsAre("no chosen scenario has a variant \"pkc\"; did you mean \"pkce\"?",
                          "the variant \"who\" has no value \"mee\"; did you mean \"me\"?"));
  EXPECT_THAT(choose_plans(scenarios, {{"pkce", "true"}, {"pkce", "false"}}).error(),
              ElementsAre("no combination of the variants is left"));
}

TEST(CommandLine, SettingsNobodyUsesAreNamed) {
  const auto scenarios = two_by_two();
  EXPECT_THAT(settings_without_use(scenarios, {{"apiName", "x"}, {"scopes", "api"}}),
              ElementsAre("no chosen scenario uses the setting \"scopes\""));
}

TEST(CommandLine, ARepeatedRunIsQuotedForAShell) {
  const auto scenarios = two_by_two();
  const Plan& plan = scenarios[0].scenario.plans[1];
  EXPECT_EQ(repeat_line(plan, "test", {}),
            "rehearse run test --seed 1 --variant pkce=true --variant 'who=two of us'");
  EXPECT_EQ(
      repeat_line(plan, "it's", {7, "api", "2026-01-01T00:00:00Z", {{"a", "[1]"}}, {{"d", "1"}}}),
      "rehearse run 'it'\\''s' --seed 7 --variant pkce=true --variant 'who=two of us' --driver "
      "api --start 2026-01-01T00:00:00Z --set 'a=[1]' --dial d=1");
  EXPECT_EQ(repeat_line(plan, "test",
                        {.target = "uat.json", .journals = "my runs", .developer_edition = true}),
            "rehearse run test --seed 1 --target uat.json --journal 'my runs' --developer-edition "
            "--variant pkce=true --variant 'who=two of us'");
}

class Libraries : public ::testing::Test {
 protected:
  const Library library{rehearse::testing::source_root().string()};
};

TEST_F(Libraries, NamesPathsAndFoldersLeadToFiles) {
  const auto named = library.choose({"canary/must-fail", "scenarios/pkce"});
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named.value()[0].source.shown, "scenarios/canary/must-fail.json");
  EXPECT_EQ(named.value()[0].source.name, "canary/must-fail");
  EXPECT_TRUE(named.value()[0].named);
  EXPECT_GT(named.value().size(), 3U);
  EXPECT_FALSE(named.value()[1].named);
  EXPECT_TRUE(named.value()[1].source.name.starts_with("pkce/"));
}

TEST_F(Libraries, AFileIsChosenOnceAndStaysNamed) {
  const auto chosen = library.choose({"canary", "canary/must-fail"});
  ASSERT_TRUE(chosen.ok());
  ASSERT_EQ(chosen.value().size(), 1U);
  EXPECT_TRUE(chosen.value()[0].named);
}

TEST_F(Libraries, WhatLeadsNowhereIsNamedWithTheNearest) {
  const auto chosen = library.choose({"canary/must-fial", ""});
  ASSERT_FALSE(chosen.ok());
  EXPECT_EQ(chosen.error()[0],
            "there is no scenario \"canary/must-fial\"; did you mean \"canary/must-fail\"?");
}

TEST_F(Libraries, AllHoldsEveryScenarioAndNotTheSchema) {
  const auto all = library.all();
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all.value().size(), library.names().size());
  for (const Chosen& one : all.value()) {
    EXPECT_NE(one.source.name, "schema");
    EXPECT_FALSE(one.named);
  }
}

}  // namespace
}  // namespace rehearse::harness
