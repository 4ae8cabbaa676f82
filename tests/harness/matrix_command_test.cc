// `rehearse matrix` and the cells of `rehearse explain` from outside.
#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

// A matrix of 64 cells.
std::vector<std::string> small(const std::vector<std::string>& more) {
  std::vector<std::string> words{"matrix",
                                 "--dimension",
                                 "pkce_required=on",
                                 "--dimension",
                                 "idle_limit=on",
                                 "--dimension",
                                 "refresh_policy=until_revoked,lifetime_30",
                                 "--dimension",
                                 "allowlist=off,two_of_three",
                                 "--dimension",
                                 "scopes=standard",
                                 "--dimension",
                                 "usage=daily,idle_31_days",
                                 "--where",
                                 "client!=double_refresh and client_pkce in (s256,wrong)"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

const char* const kFiles[] = {"matrix.csv", "matrix.json", "matrix.html", "summary.txt"};

TEST(MatrixCommand, PrintsASummaryAndWritesItsFiles) {
  const ScratchFolder scratch;
  const std::string out = (scratch.path() / "new/folder").string();
  const Outcome outcome = run_program(small({"--out", out}));
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "") << "no progress where nobody watches";
  EXPECT_THAT(outcome.out, HasSubstr("a matrix of 64 cells, seed 1\n"));
  EXPECT_THAT(outcome.out, HasSubstr("decides alone: never connects"));
  EXPECT_THAT(outcome.out, HasSubstr("verifier_mismatch"));
  for (const char* name : kFiles) EXPECT_TRUE(fs::exists(fs::path(out) / name)) << name;
  EXPECT_FALSE(fs::exists(fs::path(out) / "matrix.resume"));
  const auto json = parse_json(read_file(fs::path(out) / "matrix.json"));
  ASSERT_TRUE(json.ok()) << json.error();
  EXPECT_EQ(json.value()["partial"], false);
  EXPECT_EQ(json.value()["selected"]["usage"], Json({"daily", "idle_31_days"}));
  const std::string csv = read_file(fs::path(out) / "matrix.csv");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 65);
}

TEST(MatrixCommand, GivesTheSameFilesForAnyNumberOfThreads) {
  const ScratchFolder scratch;
  const std::string one = (scratch.path() / "one").string();
  const std::string two = (scratch.path() / "two").string();
  const Outcome with_one = run_program(small({"--out", one, "--jobs", "1"}));
  const Outcome with_two = run_program(small({"--out", two, "--jobs", "2"}));
  EXPECT_EQ(with_one.code, 0) << with_one.err;
  EXPECT_EQ(replace_all(with_one.out, one, two), with_two.out);
  for (const char* name : kFiles)
    EXPECT_EQ(read_file(fs::path(one) / name), read_file(fs::path(two) / name)) << name;
}

TEST(MatrixCommand, MergesShardsIntoTheWhole) {
  const ScratchFolder scratch;
  const auto folder = [&](std::string_view name) { return (scratch.path() / name).string(); };
  EXPECT_EQ(run_program(small({"--out", folder("whole")})).code, 0);
  for (const char* part : {"1", "2"}) {
    const Outcome outcome =
        run_program(small({"--out", folder(part), "--shard", std::string(part) + "/2"}));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr(std::string(", shard ") + part + "/2\n"));
  }
  const Outcome merged =
      run_program({"matrix", "merge", folder("2"), folder("1"), "--out", folder("merged")});
  EXPECT_EQ(merged.code, 0) << merged.err;
  for (const char* name : kFiles)
    EXPECT_EQ(read_file(folder("merged") + "/" + name), read_file(folder("whole") + "/" + name))
        << name;
  const Outcome lacking = run_program({"matrix", "merge", folder("1"), "--out", folder("none")});
  EXPECT_EQ(lacking.code, 2);
  EXPECT_EQ(lacking.err, "rehearse matrix: no folder has the shard 2/2\n");
  EXPECT_FALSE(fs::exists(folder("none"))) << "nothing is made for shards that do not fit";
  const Outcome over =
      run_program({"matrix", "merge", folder("1"), folder("2"), "--out", folder("2") + "/."});
  EXPECT_EQ(over.code, 2);
  EXPECT_THAT(over.err, HasSubstr("is the folder of a shard; name another"));
  for (const char* part : {"1", "2"}) {
    const std::string file = folder(part) + "/matrix.json", text = read_file(file);
    const auto json = parse_json(text);
    ASSERT_TRUE(json.ok()) << json.error();
    const std::string version = json.value()["version"].get<std::string>();
    std::ofstream(file, std::ios::trunc)
        << replace_all(text, "\"version\":\"" + version + "\"", "\"version\":\"0.0.9\"");
  }
  const Outcome old = run_program({"matrix", "merge", folder("1"), folder("2")});
  EXPECT_EQ(old.code, 2);
  EXPECT_THAT(old.err, HasSubstr("the shards are of version 0.0.9, but this is version "));
}

TEST(MatrixCommand, LeavesAPartThatIsResumedWhenInterrupted) {
  const ScratchFolder scratch;
  const std::string out = scratch.path().string();
  std::vector<std::string> words{"matrix", "--jobs", "1", "--out", out};
  for (const char* chosen :
       {"pkce_required=on", "rotation=on", "idle_limit=on", "refresh_policy=until_revoked,unused_7",
        "allowlist=off", "scopes=standard"}) {
    words.emplace_back("--dimension");
    words.emplace_back(chosen);
  }
  Program program(words);
  // Wait for the first cells, whenever they come.
  const fs::path resume = scratch.path() / "matrix.resume";
  const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (read_file(resume).find("\"cells\"") == std::string::npos)
    ASSERT_LT(std::chrono::steady_clock::now(), patience);
  program.signal(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 130) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Partial: "));
  EXPECT_THAT(outcome.err, HasSubstr("--resume --out " + out + " goes on"));
  const auto part = parse_json(read_file(scratch.path() / "matrix.json"));
  ASSERT_TRUE(part.ok()) << part.error();
  EXPECT_EQ(part.value()["partial"], true);

  std::vector<std::string> other = words;
  other.insert(other.end(), {"--resume", "--seed", "2"});
  const Outcome refused = run_program(other);
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.err, "rehearse matrix: \"" + resume.string() +
                             "\" is of seed 1, not 2; give the same options, or leave --resume "
                             "out\n");

  std::vector<std::string> again = words;
  again.push_back("--resume");
  EXPECT_EQ(run_program(again).code, 0);
  EXPECT_FALSE(fs::exists(resume));
  const std::string resumed = read_file(scratch.path() / "matrix.json");
  EXPECT_EQ(run_program(words).code, 0);
  EXPECT_EQ(resumed, read_file(scratch.path() / "matrix.json"));
}

TEST(MatrixCommand, NamesWhatMakesNoSense) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{"--dimension", "rotaton=on"}, "did you mean \"rotation\"?"},
      {{"--dimension", "usage=dayly"}, "did you mean \"daily\"?"},
      {{"--usage", "dayly"}, "did you mean \"daily\"?"},
      {{"--where", "usage=daily and client=corect"},
       "--where: client has no value \"corect\"; did you mean \"correct\"?\n"
       "  usage=daily and client=corect\n"
       "                         ^\n"},
      {{"--where", "usage=daily and usage=monthly"}, "keeps no cell of the selection"},
      {{"--shard", "3/2"}, "--shard takes I/N, such as 1/4"},
      {{"--jobs", "0"}, "--jobs: takes a whole number from 1 to 256, not \"0\""},
      {{"--jobs", "257"}, "--jobs: takes a whole number from 1 to 256, not \"257\""},
      {{"--jobs", "-1"}, "--jobs: takes a whole number from 1 to 256, not \"-1\""},
      {{"--jobs", "x"}, "--jobs: takes a whole number from 1 to 256, not \"x\""},
      {{"--seed", "-1"}, "--seed: takes a whole number from 0 to 18446744073709551615, not \"-1\""},
      {{"--out", ""}, "--out: takes the name of a folder, not an empty text"},
      {{"--where", "usage=daily\nor"}, "\n  usage=daily or\n             ^\n"},
      {{"--resume"}, "--resume goes on with the folder of --out; name it"},
      {{"--preset", "2026"},
       "--preset: there is no preset \"2026\"; the one there is: appexchange-2026"},
      {{"--preset", "appexchange-2026", "--jobs", "2"}, "--jobs has no use with --preset"},
      {{"--preset", "appexchange-2026", "--dimension", "rotation=on"},
       "the preset switches rotation from off to on"},
      {{"--preset", "appexchange-2026", "--shard", "1/2"}, "--shard has no use with --preset"},
      {{"--out", "/proc/nothing"}, "the report folder \"/proc/nothing\" can't be made"},
      {{"merge", "/nowhere"}, "\"/nowhere/matrix.json\" is no matrix: it can't be read"}};
  for (const auto& [flags, message] : mistakes) {
    std::vector<std::string> words{"matrix"};
    words.insert(words.end(), flags.begin(), flags.end());
    const Outcome outcome = run_program(words);
    EXPECT_EQ(outcome.code, 2) << message;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr(message));
  }
}

TEST(MatrixCommand, ComparesBeforeAndAfterTheRequirements) {
  const ScratchFolder scratch;
  const std::string out = scratch.path().string();
  const Outcome outcome = run_program({"matrix", "--preset", "appexchange-2026", "--usage", "daily",
                                       "--dimension", "client=correct", "--out", out});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("The AppExchange requirements of 2026: 112 connections"));
  EXPECT_THAT(outcome.out, HasSubstr("survive the switch"));
  EXPECT_TRUE(fs::exists(scratch.path() / "preset.csv"));
  EXPECT_TRUE(parse_json(read_file(scratch.path() / "preset.json")).ok());
}

TEST(ExplainCommand, TellsTheLifeOfACell) {
  const Outcome outcome = run_program({"explain", "client_pkce=wrong,usage=monthly"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("  client_pkce            wrong                not the guide's"));
  EXPECT_THAT(outcome.out, HasSubstr("The connection never comes about."));
  EXPECT_THAT(outcome.out, HasSubstr("\nverifier_mismatch\n"));
  EXPECT_THAT(outcome.out,
              HasSubstr("  in Salesforce Login history: Failed: Invalid Code Verifier."));
  EXPECT_THAT(outcome.out, HasSubstr("  it works with client_pkce=s256\n"));
  const std::string number = outcome.out.substr(5, outcome.out.find('\n') - 5);
  EXPECT_EQ(run_program({"explain", number}).out, outcome.out);
}

TEST(ExplainCommand, OfACellThatWorksNeedsNoRemedy) {
  const Outcome outcome = run_program({"explain", "235203"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("The connection works for all 400 days."));
  EXPECT_THAT(outcome.out, Not(HasSubstr("What to change")));
}

TEST(ExplainCommand, NamesWhatIsWrongWithACell) {
  const Outcome outcome = run_program({"explain", "usage=dayly"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "rehearse explain: usage has no value \"dayly\"; did you mean \"daily\"?\n");
  EXPECT_EQ(run_program({"explain", "1505280"}).code, 2);
}

}  // namespace
}  // namespace rehearse::testing
