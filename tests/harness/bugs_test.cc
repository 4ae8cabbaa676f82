// Every mistake that the mocks can be told to make is caught by the scenario that its row names.
#include <gmock/gmock.h>

#include "harness/driver/mock_stages.h"
#include "harness/scenario/mistake_check.h"
#include "tests/support/project_scenarios.h"

namespace rehearse {

// How googletest shows a row; found by the row's namespace.
inline void PrintTo(const MistakeRow& row, std::ostream* out) { *out << row.name; }

}  // namespace rehearse

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;

// The project's scenarios, on mocks of their own.
struct Bench {
  Vocabulary words = testing::project_words();
  Library library{rehearse::testing::source_root().string()};
  MistakeCheck check{words, testing::published_schema(), library, mock_targets};
};

std::string name_of(const ::testing::TestParamInfo<MistakeRow>& tested) {
  return std::string(tested.param.name);
}

class ClientBugs : public ::testing::TestWithParam<MistakeRow> {};

TEST_P(ClientBugs, AreCaughtByTheScenarioTheyName) {
  const MistakeVerdict verdict = Bench().check.check_client_bug(GetParam());
  EXPECT_TRUE(verdict.killed) << verdict.why;
}

class Mutants : public ::testing::TestWithParam<MistakeRow> {};

TEST_P(Mutants, AreCaughtByTheScenarioTheyName) {
  const MistakeVerdict verdict = Bench().check.check_mutant(GetParam());
  EXPECT_TRUE(verdict.killed) << verdict.why;
}

std::vector<MistakeRow> client_bugs() {
  std::vector<MistakeRow> rows = client_bug_rows();
  return rows;
}
INSTANTIATE_TEST_SUITE_P(Table, ClientBugs, ::testing::ValuesIn(client_bugs()), name_of);
INSTANTIATE_TEST_SUITE_P(Table, Mutants, ::testing::ValuesIn(mutant_rows()), name_of);

MistakeRow mutant_row(std::string_view name, std::string_view caught_by) {
  return {.name = name, .caught_by = caught_by};
}

TEST(MistakeCheck, LetsAMistakeSurviveThatTheScenarioDoesNotNotice) {
  const MistakeVerdict verdict =
      Bench().check.check_mutant(mutant_row("code_never_expires", "code/reused"));
  EXPECT_FALSE(verdict.killed);
  EXPECT_EQ(verdict.why, "code/reused passes under it");
}

TEST(MistakeCheck, BelievesNoScenarioThatFailsAnyway) {
  const MistakeVerdict verdict =
      Bench().check.check_mutant(mutant_row("code_never_expires", "canary/must-fail"));
  EXPECT_FALSE(verdict.killed);
  EXPECT_THAT(verdict.why, HasSubstr("canary/must-fail does not pass without the mistake either"));
}

TEST(MistakeCheck, SaysThatThereIsNoSuchScenario) {
  const MistakeVerdict verdict =
      Bench().check.check_mutant(mutant_row("code_never_expires", "code/expires"));
  EXPECT_FALSE(verdict.killed);
  EXPECT_THAT(verdict.why, HasSubstr("there is no scenario \"code/expires\""));
}

TEST(MistakeCheck, WantsTheMistakesOwnReasonWhereItHasOne) {
  MistakeRow row = mutant_row("wrong_verifier_keeps_code", "pkce/wrong-verifier");
  row.reason = "verifier_mismatch";
  MistakeVerdict verdict = Bench().check.check_mutant(row);
  EXPECT_FALSE(verdict.killed);
  EXPECT_EQ(verdict.why,
            "pkce/wrong-verifier fails under it at then-none, but for verifier_missing");
  row.reason = "verifier_missing";
  verdict = Bench().check.check_mutant(row);
  EXPECT_TRUE(verdict.killed) << verdict.why;
  EXPECT_EQ(verdict.step, "then-none");
}

TEST(MistakeCheck, TellsTheStepAndWhatItSaw) {
  const MistakeVerdict verdict =
      Bench().check.check_mutant(mutant_row("revoke_does_nothing", "tokens/introspect-and-revoke"));
  EXPECT_TRUE(verdict.killed);
  EXPECT_EQ(verdict.step, "dead");
  EXPECT_EQ(verdict.reason, "");
  EXPECT_THAT(verdict.actual, HasSubstr("the token is active"));
}

}  // namespace
}  // namespace rehearse::harness
