#include "harness/scenario/variants.h"

#include <gmock/gmock.h>

#include "tests/support/scenario_words.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using testing::load_text;
using testing::problems_of;
using testing::with_steps;

const std::string kTick = R"({"id": "a", "do": "fake.tick"})";

std::vector<std::string> runs_of(const std::string& members, const std::string& steps = kTick) {
  const auto loaded = load_text(with_steps(steps, members));
  std::vector<std::string> runs;
  if (!loaded) return {to_text(loaded.error().front())};
  for (const Plan& plan : loaded.value().scenario.plans) runs.push_back(to_text(plan.variant));
  return runs;
}

TEST(Variants, EveryCombinationRunsOnce) {
  EXPECT_THAT(runs_of(R"("variants": {"a": [true, false], "b": [1, "two"]}, )"),
              ElementsAre("a=true b=1", "a=true b=two", "a=false b=1", "a=false b=two"));
  EXPECT_THAT(runs_of(""), ElementsAre(""));
}

TEST(Variants, ExcludeLeavesOutEveryCombinationItFits) {
  EXPECT_THAT(runs_of(R"("variants": {"a": [1, 2], "b": [1, 2], "c": [1, 2]},
                         "exclude": [{"a": 1, "b": 1}, {"c": 2}], )"),
              ElementsAre("a=1 b=2 c=1", "a=2 b=1 c=1", "a=2 b=2 c=1"));
}

TEST(Variants, NamedValuesKeepTheirTypeAndShowTheirName) {
  const auto loaded = load_text(with_steps(
      R"({"id": "a", "do": "setup.app", "with": {"addresses": "${variant.who.list}"}},
         {"id": "b", "do": "fake.see", "with": {"status": "${variant.n}", "error": "n ${variant.n}"}})",
      R"("variants": {"who": [{"name": "two of us", "value": {"list": [1, 2]}}], "n": [400]}, )"));
  ASSERT_TRUE(loaded.ok());
  const Plan& plan = loaded.value().scenario.plans[0];
  EXPECT_EQ(to_text(plan.variant), "who=two of us n=400");
  EXPECT_EQ(dump_json(plan.steps[0].with["addresses"]), "[1,2]");
  EXPECT_EQ(dump_json(plan.steps[1].with), R"({"status":400,"error":"n 400"})");
}

TEST(Variants, SettingsFollowTheVariantAndStepsFollowTheSettings) {
  const auto loaded = load_text(
      with_steps(R"({"id": "a", "do": "fake.see", "with": {"ok": "${setting.isPkceRequired}"}})",
                 R"("variants": {"pkce": [true, false]},
                    "settings": {"isPkceRequired": "${variant.pkce}"}, )"));
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.value().used_settings, std::vector<std::string>{"isPkceRequired"});
  const auto& plans = loaded.value().scenario.plans;
  EXPECT_EQ(dump_json(plans[0].steps[0].with), R"({"ok":true})");
  EXPECT_EQ(dump_json(plans[1].steps[0].with), R"({"ok":false})");
}

TEST(Variants, TheFirstRowThatFitsIsWhatAStepExpects) {
  const auto loaded = load_text(with_steps(R"({"id": "a", "do": "fake.see", "expect": [
      {"when": {"a": 1}, "outcome": "ok"},
      {"when": {"b": "x"}, "outcome": "refused", "reason": "${variant.a.reason}"},
      {"outcome": "lost"}]})",
                                           R"("variants": {
        "a": [1, {"name": "two", "value": {"reason": "token_spent"}}], "b": ["x", "y"]}, )"));
  ASSERT_TRUE(loaded.ok()) << to_text(loaded.error().front());
  std::vector<Outcome> outcomes;
  for (const Plan& plan : loaded.value().scenario.plans)
    outcomes.push_back(plan.steps[0].expect.outcome);
  EXPECT_THAT(outcomes, ElementsAre(Outcome::ok, Outcome::ok, Outcome::refused, Outcome::lost));
}

TEST(Variants, ATableThatMissesACombinationOrHasARowTooManyIsAProblem) {
  const std::string members = R"("variants": {"a": [1, 2]}, )";
  EXPECT_EQ(problems_of(with_steps(R"({"id": "a", "do": "fake.tick", "expect": [
      {"when": {"a": 1}}]})",
                                   members)),
            "scenarios/test.json:2: $.steps[0].expect: no row of this table matches a=2\n");
  EXPECT_EQ(problems_of(with_steps(R"({"id": "a", "do": "fake.tick", "expect": [
      {"outcome": "ok"},
      {"when": {"a": 1}}]})",
                                   members)),
            "scenarios/test.json:4: $.steps[0].expect[1]: no combination of the variants comes to "
            "this row\n");
}

TEST(Variants, MistakesAreNamed) {
  const auto problem = [](const std::string& members) { return runs_of(members).front(); };
  EXPECT_EQ(problem(R"("variants": {"a": []}, )"),
            "scenarios/test.json:1: $.variants.a: the variant \"a\" needs a list with at least one "
            "value");
  EXPECT_EQ(problem(R"("variants": {}, )"),
            "scenarios/test.json:1: $.variants: \"variants\" must be an object with at least one "
            "variant");
  EXPECT_EQ(problem(R"("variants": {"a": [1, "1"]}, )"),
            "scenarios/test.json:1: $.variants.a[1]: the variant \"a\" has \"1\" twice");
  EXPECT_EQ(problem(R"("variants": {"a": [{"name": "n"}]}, )"),
            "scenarios/test.json:1: $.variants.a[0]: a named value needs the member \"value\"");
  EXPECT_EQ(
      problem(R"("variants": {"a": [[1]]}, )"),
      "scenarios/test.json:1: $.variants.a[0]: a variant's value is a text, a number, true or "
      "false, or {\"name\", \"value\"}");
  EXPECT_EQ(problem(R"("variants": {"pkce": [1]}, "exclude": [{"pkc": 1}], )"),
            "scenarios/test.json:1: $.exclude[0].pkc: there is no variant \"pkc\"; did you mean "
            "\"pkce\"?");
  EXPECT_EQ(
      problem(R"("variants": {"pkce": ["yes"]}, "exclude": [{"pkce": "yep"}], )"),
      "scenarios/test.json:1: $.exclude[0].pkce: the variant \"pkce\" has no value \"yep\"; did "
      "you mean \"yes\"?");
  EXPECT_EQ(problem(R"("variants": {"a": [1]}, "exclude": [{"a": 1}], )"),
            "scenarios/test.json:1: $.exclude: \"exclude\" leaves nothing to run");
}

TEST(Variants, AsManyCombinationsAsTheLimitRunAndNoMore) {
  std::string sixteen = "[0";
  for (int value = 1; value < 16; ++value) sixteen += "," + std::to_string(value);
  sixteen += "]";
  const std::string both = R"("variants": {"a": )" + sixteen + R"(, "b": )" + sixteen;
  EXPECT_EQ(runs_of(both + "}, ").size(), kMostCombinations);
  EXPECT_EQ(runs_of(both + R"(, "c": [1, 2]}, )").front(),
            "scenarios/test.json:1: $.variants: the variants combine to more than 256 runs");
}

}  // namespace
}  // namespace rehearse::harness
