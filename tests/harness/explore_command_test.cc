// `rehearse explore` and `rehearse simulate` from outside.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ExploreCommand, ListsTheWorldsAndThePromises) {
  const Outcome outcome = run_program({"explore", "--list"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("jobs_share "));
  EXPECT_THAT(outcome.out, HasSubstr("O-R2   With rotation a grant has at most one active"));
  EXPECT_THAT(outcome.out, HasSubstr("O-21   If the org has an active refresh token"));
}

TEST(ExploreCommand, TriesAWorldToItsEnd) {
  const Outcome outcome =
      run_program({"explore", "keep_alives", "--losses", "0", "--crashes", "0"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "") << "no progress where nobody watches";
  EXPECT_THAT(outcome.out, HasSubstr("everything that can happen; every promise was kept"));
  const Outcome bounded = run_program({"explore", "keep_alives", "--most-states", "50"});
  EXPECT_EQ(bounded.code, 0);
  EXPECT_THAT(bounded.out, HasSubstr("  50 states"));
  EXPECT_THAT(bounded.out, HasSubstr("not everything: stopped before the end"));
}

TEST(ExploreCommand, SavesWhatItFindsAsAScenario) {
  const ScratchFolder scratch;
  const std::string file = (scratch.path() / "two-winners.json").string();
  const Outcome found =
      run_program({"explore", "copied_tokens", "--mutant", "race_has_two_winners", "--out", file});
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.out, HasSubstr("BROKEN O-R2: g1.r0 was rotated twice: m1 won as well."));
  EXPECT_THAT(found.out, HasSubstr("a shortest schedule, seed 1:"));
  EXPECT_THAT(found.out, HasSubstr("5  serve m1"));
  EXPECT_THAT(found.err, HasSubstr("saved as "));
  const Outcome again = run_program({"run", file});
  EXPECT_EQ(again.code, 1) << again.err;
  EXPECT_THAT(again.out, HasSubstr("O-R2: g1.r0 was rotated twice"));
}

TEST(ExploreCommand, SpeaksJson) {
  const Outcome outcome =
      run_program({"explore", "copied_tokens", "--mutant", "race_has_two_winners", "--json"});
  EXPECT_EQ(outcome.code, 1);
  const auto json = parse_json(outcome.out);
  ASSERT_TRUE(json.ok()) << json.error();
  const Json& row = json.value()[0];
  EXPECT_EQ(row["world"], "copied_tokens");
  EXPECT_EQ(row["complete"], false);
  EXPECT_EQ(row["violation"]["schedule"],
            Json({"start 1", "start 2", "arrive m1", "serve m2", "serve m1"}));
}

TEST(ExploreCommand, NamesWhatIsWrong) {
  const auto wrong = [](std::vector<std::string> words) {
    words.insert(words.begin(), "explore");
    const Outcome outcome = run_program(words);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_THAT(wrong({"keep_alive"}), HasSubstr("did you mean \"keep_alives\"?"));
  EXPECT_THAT(wrong({"--mutant", "race_has_two_winner"}), HasSubstr("race_has_two_winners"));
  EXPECT_THAT(wrong({"--bug", "no_pcke"}), HasSubstr("no_pkce"));
  EXPECT_THAT(wrong({"--dial", "rtr.replay"}), HasSubstr("write it as NAME=VALUE"));
  EXPECT_THAT(wrong({"--dial", "rtr.replay=cascad"}), HasSubstr("cascade"));
  EXPECT_THAT(wrong({"--losses", "-1"}), HasSubstr("--losses -1: give a number from 0 to 100"));
  EXPECT_THAT(wrong({"--most-states", "-5"}), HasSubstr("--most-states are numbers from 0"));
  EXPECT_THAT(wrong({"--losses", "101"}), HasSubstr("--losses 101: give a number from 0 to 100"));
}

TEST(ExploreCommand, SaysWhatItCannotWrite) {
  const ScratchFolder scratch;
  const Outcome outcome =
      run_program({"explore", "copied_tokens", "--mutant", "race_has_two_winners", "--out",
                   (scratch.path() / "none/found.json").string()});
  EXPECT_EQ(outcome.code, 2) << "before the search";
  EXPECT_THAT(outcome.err, HasSubstr("none/found.json: cannot be written"));
}

TEST(SimulateCommand, RepeatsARunByItsSeed) {
  const std::vector<std::string> words{"simulate", "jobs_share", "--seed", "11"};
  const Outcome once = run_program(words), again = run_program(words);
  EXPECT_EQ(once.code, 0) << once.err;
  EXPECT_EQ(once.out, again.out);
  EXPECT_THAT(once.out, StartsWith("jobs_share, seed 11: "));
  EXPECT_NE(once.out, run_program({"simulate", "jobs_share", "--seed", "12"}).out);
}

TEST(SimulateCommand, RunsMany) {
  const Outcome outcome = run_program({"simulate", "one_code", "--runs", "20", "--quiet"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "20 runs of 1 world, seeds 1 to 20: every promise was kept\n");
}

TEST(SimulateCommand, RunsAtLeastOnce) {
  for (const char* runs : {"0", "-1"}) {
    const Outcome outcome = run_program({"simulate", "one_code", "--runs", runs});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("--runs is one from 1"));
  }
}

TEST(SimulateCommand, StopsAtABrokenPromise) {
  const Outcome outcome =
      run_program({"simulate", "copied_tokens", "--mutant", "former_refresh_token_stays_good",
                   "--runs", "50", "--quiet"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("BROKEN O-R2"));
}

}  // namespace
}  // namespace rehearse::testing
