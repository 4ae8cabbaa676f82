#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "harness/report/guide.h"
#include "harness/scenario/library.h"
#include "harness/steps/verb.h"
#include "mocks/core/json.h"
#include "mocks/known_names.h"
#include "mocks/ledger.h"
#include "tests/support/scenario_words.h"
#include "tests/support/source_tree.h"

// The scenarios of the project, held against the tables they use.
namespace rehearse::harness {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

class Scenarios : public ::testing::Test {
 protected:
  Scenarios() {
    words.verbs = verb_table();
    words.settings = setting_names();
    words.check_setting = wrong_setting;
    words.dials = dial_names();
    words.data_centres = data_centre_names();
    words.check_dial = wrong_dial;
    words.reasons = all_reasons();
    auto guide = read_guide(rehearse::testing::read_file(rehearse::testing::source_root() /
                                                         "fixtures/guide_steps.json"));
    EXPECT_TRUE(guide.ok());
    if (guide) words.guide = std::move(guide).value();
    const auto files = Library(rehearse::testing::source_root().string()).all();
    EXPECT_TRUE(files.ok());
    if (!files) return;
    for (const Chosen& file : files.value()) load(file);
  }

  void load(const Chosen& file) {
    auto loaded = load_scenario(file.source, words, testing::published_schema());
    if (loaded) {
      scenarios.push_back(std::move(loaded.value().scenario));
    } else {
      for (const Problem& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
    }
  }

  const Scenario* find(std::string_view name) const {
    const auto found = std::find_if(scenarios.begin(), scenarios.end(),
                                    [&](const Scenario& one) { return one.name == name; });
    return found == scenarios.end() ? nullptr : &*found;
  }

  Vocabulary words{};
  std::vector<Scenario> scenarios{};
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
