// The table of races says what the scenarios prove, for each of the thirty-five.
#include "harness/scenario/races_table.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/support/program.h"
#include "tests/support/project_scenarios.h"

namespace rehearse::harness {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr int kRaces = 35;

std::string committed_table() {
  return rehearse::testing::read_file(rehearse::testing::source_root() /
                                      "scenarios/races/README.md");
}

TEST(Races, TheCommittedTableIsWhatTheScenariosSay) {
  const auto table = races_table(testing::project_scenarios(testing::project_words()));
  ASSERT_TRUE(table.ok()) << table.error().front();
  EXPECT_EQ(table.value(), committed_table())
      << "write it anew: rehearse list --races > scenarios/races/README.md";
}

TEST(Races, AllOfThemAreThereInOrderWithFourCellsEach) {
  std::vector<int> seen;
  for (const Scenario& scenario : testing::project_scenarios(testing::project_words())) {
    if (!scenario.name.starts_with(kRacesFolder)) continue;
    seen.push_back(std::stoi(scenario.name.substr(kRacesFolder.size() + 1, 2)));
    EXPECT_EQ(scenario.plans.size(), 4U) << scenario.name;
  }
  std::vector<int> all;
  for (int number = 1; number <= kRaces; ++number) all.push_back(number);
  EXPECT_EQ(seen, all);
}

TEST(Races, TheProgramPrintsTheTable) {
  const auto ran = rehearse::testing::run_program({"list", "--races"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, committed_table());
}

// A scenario that is a race, to take something away from.
class NoRace : public ::testing::Test {
 protected:
  NoRace() {
    const Scenario race = whole();
    EXPECT_TRUE(races_table({race}).ok());
  }
  static Scenario whole() {
    Scenario race;
    race.name = "races/r01-lost";
    race.title = "Lost.";
    race.why = "Because.";
    for (const char* client : {"naive", "correct"}) {
      for (const char* replay : {"cascade", "reject_only"}) {
        Plan plan;
        plan.variant = {{"client", client}, {"replay", replay}};
        PlanStep step;
        step.verb_name = "workato.outcome";
        step.expect.description = "lost";
        step.expect.reason = "token_spent";
        plan.steps.push_back(step);
        race.plans.push_back(plan);
      }
    }
    return race;
  }
  static std::vector<std::string> errors_of(const Scenario& scenario) {
    const auto table = races_table({scenario});
    return table ? std::vector<std::string>{} : table.error();
  }
};

TEST_F(NoRace, WithoutAWhyOrANumber) {
  Scenario race = whole();
  race.why.clear();
  race.name = "races/lost";
  EXPECT_THAT(errors_of(race), ElementsAre("races/lost: a race is called rNN-some-words",
                                           "races/lost: a race says \"why\""));
}

TEST_F(NoRace, WithoutOneOfTheFourRuns) {
  Scenario race = whole();
  race.plans.pop_back();
  EXPECT_THAT(errors_of(race), ElementsAre("races/r01-lost, client=correct replay=reject_only: a "
                                           "race has this variant, and no others"));
}

TEST_F(NoRace, WithoutExactlyOneStepThatFindsTheOutcome) {
  Scenario race = whole();
  race.plans[0].steps.clear();
  race.plans[1].steps.push_back(race.plans[1].steps[0]);
  EXPECT_THAT(errors_of(race),
              ElementsAre(HasSubstr("client=naive replay=cascade: a race has one step"),
                          HasSubstr("client=naive replay=reject_only: a race has one step")));
}

TEST_F(NoRace, WithAStepThatNeedNotRunOrNeedNotHold) {
  Scenario race = whole();
  race.plans[0].steps[0].severity = Severity::info;
  race.plans[1].steps[0].after = {"earlier"};
  race.plans[2].steps[0].needs = {"token"};
  EXPECT_EQ(errors_of(race).size(), 3U);
  EXPECT_THAT(errors_of(race), Contains(HasSubstr("always runs")).Times(3));
}

TEST_F(NoRace, WithAWordOfItsOwnOrALossWithoutAReason) {
  Scenario race = whole();
  race.plans[0].steps[0].expect.description = "fine";
  race.plans[1].steps[0].expect.reason.reset();
  race.plans[2].steps[0].expect.description = "lives";
  race.plans[2].steps[0].expect.reason.reset();
  EXPECT_THAT(errors_of(race),
              ElementsAre(HasSubstr("none of the words"), HasSubstr("has a reason")));
}

}  // namespace
}  // namespace rehearse::harness
