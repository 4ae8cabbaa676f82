// `rehearse bugs` from outside.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/known_names.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(BugsCommand, ListsEveryMistakeWithoutRunningAnything) {
  const Outcome outcome = run_program({"bugs", "--list"});
  EXPECT_EQ(outcome.code, 0);
  for (const auto& rows : {client_bug_rows(), mutant_rows()}) {
    for (const MistakeRow& row : rows) {
      EXPECT_THAT(outcome.out, HasSubstr("\n  " + std::string(row.name) + "\n"));
      EXPECT_THAT(outcome.out, HasSubstr(std::string(row.seen)));
    }
  }
  EXPECT_THAT(outcome.out, Not(HasSubstr("killed")));
}

TEST(BugsCommand, TellsWhatCaughtAMistake) {
  const Outcome outcome =
      run_program({"bugs", "introspect_says_why", "rotation_off_revives_tokens"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("introspect_says_why: killed"));
  EXPECT_THAT(outcome.out, HasSubstr("caught by  rotation/turned-off\n    at         former: "));
  EXPECT_THAT(outcome.out, HasSubstr("\n2 mistakes: 2 killed, 0 survived\n"));
}

TEST(BugsCommand, TellsTheSameAsJson) {
  const Outcome outcome = run_program({"bugs", "--json", "revoke_does_nothing"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto json = parse_json(outcome.out);
  ASSERT_TRUE(json.ok()) << outcome.out;
  EXPECT_TRUE(json.value()["client_bugs"].empty());
  ASSERT_EQ(json.value()["mutants"].size(), 1U);
  const Json& row = json.value()["mutants"][0];
  EXPECT_EQ(row["name"], "revoke_does_nothing");
  EXPECT_EQ(row["caught_by"], "tokens/introspect-and-revoke");
  EXPECT_EQ(row["killed"], true);
  EXPECT_EQ(row["step"], "dead");
  EXPECT_EQ(row["reason"], nullptr);
}

TEST(BugsCommand, KnowsTheNearestOfAWrongName) {
  const Outcome outcome = run_program({"bugs", "code_reusable", "code_never_expire", "no_pcke"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "rehearse bugs: there is no client bug or mutant \"code_never_expire\"; did you mean "
            "\"code_never_expires\"?\n"
            "rehearse bugs: there is no client bug or mutant \"no_pcke\"; did you mean "
            "\"no_pkce\"?\n");
  EXPECT_EQ(outcome.out, "");
}

TEST(BugsCommand, FailsWhenAMistakeSurvives) {
  const ScratchFolder scratch;
  fs::create_directories(scratch.path() / "scenarios/rotation");
  fs::create_directory_symlink(source_root() / "fixtures", scratch.path() / "fixtures");
  fs::copy(source_root() / "scenarios/schema.json", scratch.path() / "scenarios");
  // The scenario that is to catch the mutant, without the step that does.
  std::ofstream(scratch.path() / "scenarios/rotation/ancestor.json")
      << R"({"name": "rotation/ancestor", "title": "Nothing is looked at",
             "steps": [{"id": "app", "do": "setup.app"}]})";
  const std::string root = scratch.path().string();
  const Outcome outcome = run_program({"bugs", "ancestor_refresh_tokens_good", "--root", root});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("ancestor_refresh_tokens_good: SURVIVED"));
  EXPECT_THAT(outcome.out, HasSubstr("but        rotation/ancestor passes under it\n"));
  EXPECT_THAT(outcome.out, HasSubstr("1 mistake: 0 killed, 1 survived"));
  EXPECT_EQ(run_program({"bugs", "--root", "/nowhere"}).code, 2);
}

TEST(BugsCommand, HasItsNamesExplained) {
  const Outcome outcome = run_program({"explain", "code_of_any_client"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("rule          RFC 6749 section 4.1.3\n"));
  EXPECT_THAT(outcome.out, HasSubstr("caught by     code/other-client\n"));
  EXPECT_EQ(run_program({"explain", "no_pkce"}).code, 0);
}

}  // namespace
}  // namespace rehearse::testing
