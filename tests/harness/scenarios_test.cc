#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "tests/support/project_scenarios.h"

// The scenarios of the project, held against the tables they use.
namespace rehearse::harness {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

class Scenarios : public ::testing::Test {
 protected:
  const Scenario* find(std::string_view name) const {
    const auto found = std::find_if(scenarios.begin(), scenarios.end(),
                                    [&](const Scenario& one) { return one.name == name; });
    return found == scenarios.end() ? nullptr : &*found;
  }

  const Vocabulary words = testing::project_words();
  const std::vector<Scenario> scenarios = testing::project_scenarios(words);
};

TEST_F(Scenarios, TheGuideIsPerformedStepByStepAndBulletByBullet) {
  const Scenario* guide = find("guide");
  ASSERT_NE(guide, nullptr);
  ASSERT_EQ(guide->plans.size(), 1U);
  std::set<std::string> performed;
  for (const PlanStep& step : guide->plans[0].steps)
    performed.insert(step.guide.begin(), step.guide.end());
  for (const Guide::Section& section : words.guide.sections) {
    for (const Guide::Step& step : section.steps)
      EXPECT_THAT(performed, Contains(step.id)) << step.text;
  }
}

TEST_F(Scenarios, TheGuideIsPerformedInItsOrder) {
  const Scenario* guide = find("guide");
  ASSERT_NE(guide, nullptr);
  const std::vector<std::string> ids = words.guide.ids();
  const auto place = [&](const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) - ids.begin();
  };
  std::set<std::string> seen;
  ptrdiff_t furthest = 0;
  for (const PlanStep& step : guide->plans[0].steps) {
    // A later check may come back to a step that was performed.
    if (step.guide.empty() || !seen.insert(step.guide.front()).second) continue;
    EXPECT_GE(place(step.guide.front()), furthest) << step.id;
    furthest = place(step.guide.front());
  }
}

TEST_F(Scenarios, EveryVerbIsUsed) {
  std::set<std::string> used;
  for (const Scenario& scenario : scenarios) {
    for (const Plan& plan : scenario.plans) {
      for (const PlanStep& step : plan.steps) used.insert(step.verb_name);
    }
  }
  std::vector<std::string> unused;
  for (const Verb& verb : verb_table()) {
    if (used.find(std::string(verb.name)) == used.end()) unused.emplace_back(verb.name);
  }
  EXPECT_THAT(unused, IsEmpty());
}

TEST_F(Scenarios, ExactlyOneMustFail) {
  const auto canaries = std::count_if(scenarios.begin(), scenarios.end(),
                                      [](const Scenario& one) { return one.must_fail; });
  EXPECT_EQ(canaries, 1);
}

TEST_F(Scenarios, ARefusalIsAlwaysExpectedWithItsReason) {
  for (const Scenario& scenario : scenarios) {
    for (const Plan& plan : scenario.plans) {
      for (const PlanStep& step : plan.steps) {
        if (step.expect.outcome != Outcome::refused) continue;
        EXPECT_TRUE(step.expect.reason || step.expect.says || step.expect.description)
            << scenario.name << ": " << step.id;
      }
    }
  }
}

}  // namespace
}  // namespace rehearse::harness
