#include <gmock/gmock.h>
#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Commands, HelpAndVersionAreNoErrors) {
  const Outcome help = run_program({"--help"});
  EXPECT_EQ(help.code, 0);
  for (const char* command :
       {"run", "serve", "list", "bugs", "matrix", "report", "fidelity", "explain"})
    EXPECT_THAT(help.out, HasSubstr(command));
  EXPECT_EQ(run_program({"run", "--help"}).code, 0);
  EXPECT_THAT(run_program({"--version"}).out, StartsWith("rehearse "));
}

TEST(Commands, WhatMakesNoSenseIsUsage) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{}, "subcommand"},
      {{"lits"}, "there is no command \"lits\"; did you mean \"list\"?"},
      {{"run", "--colour"}, "--colour"},
      {{"run", "--seed", "many"}, "many"},
      {{"run", "guid"}, "there is no scenario \"guid\"; did you mean \"guide\"?"},
      {{"run", "--target", "sandbox.json"}, "the target file cannot be read; give mock"},
      {{"run", "--driver", "mouse"}, "--driver is pages, api or browser, not \"mouse\""},
      {{"run", "--shard", "2/1"}, "--shard takes I/N, such as 1/4"},
      {{"run", "--start", "noon"}, "--start takes a time such as"},
      {{"run", "--set", "isPkceRequird=true"}, "did you mean \"isPkceRequired\"?"},
      {{"run", "--set", "isPkceRequired=maybe"}, "--set isPkceRequired: "},
      {{"run", "--set", "apiName"}, "--set takes NAME=VALUE, not \"apiName\""},
      {{"run", "--dial", "rtr.replays=cascade"}, "did you mean \"rtr.replay\"?"},
      {{"run", "--dial", "rtr.replay=never"}, "--dial rtr.replay: "},
      {{"run", "--bug", "drops_rotated_tokn"}, "did you mean \"drops_rotated_token\"?"},
      {{"run", "--data-centre", "ue"}, "there is no data centre \"ue\"; did you mean \"us\"?"},
      {{"serve", "--bug", "no_pkc"}, "did you mean \"no_pkce\"?"},
      {{"serve", "--mutant", "code_reusabl"}, "did you mean \"code_reusable\"?"},
      {{"serve", "--data-centre", "mars"}, "there is no data centre \"mars\""},
      {{"run", "--mutant", "code_reusabl"}, "did you mean \"code_reusable\"?"},
      {{"run", "--variant", "pkce=true"}, "no chosen scenario has a variant \"pkce\""},
      {{"run", "life/use-now", "--root", "/nowhere"}, "\"/nowhere\" has no scenarios/schema.json"},
      {{"run", "otp/email", "--driver", "api"}, "otp/email only makes sense with --driver pages"},
      {{"explain", "code_expird"}, "did you mean \"code_expired\"?"}};
  for (const auto& [arguments, message] : mistakes) {
    const Outcome outcome = run_program(arguments);
    EXPECT_EQ(outcome.code, 2) << message;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr(message));
  }
}

TEST(Commands, EveryMistakeOfTheCommandLineIsToldAtOnce) {
  const Outcome outcome =
      run_program({"run", "--set", "a", "--dial", "b=1", "--start", "noon", "--driver", "mouse"});
  EXPECT_EQ(outcome.code, 2);
  for (const char* flag : {"--set", "--dial", "--start", "--driver"})
    EXPECT_THAT(outcome.err, HasSubstr(flag));
}

// How many runs the heading of a quiet run tells.
int runs_of(const Outcome& outcome) {
  const size_t end = outcome.out.find(" run");
  const size_t begin = outcome.out.rfind(' ', end - 1) + 1;
  return end == std::string::npos ? -1 : std::stoi(outcome.out.substr(begin, end - begin));
}

TEST(Commands, ShardsOfARunAreTheWholeRun) {
  const Outcome whole = run_program({"run", "tokens", "--quiet"});
  EXPECT_EQ(whole.code, 0) << whole.out;
  int runs = 0;
  for (const char* shard : {"1/2", "2/2"}) {
    const Outcome part = run_program({"run", "tokens", "--quiet", "--shard", shard});
    EXPECT_EQ(part.code, 0) << part.out;
    EXPECT_EQ(part.out, run_program({"run", "tokens", "--quiet", "--shard", shard}).out);
    runs += runs_of(part);
  }
  EXPECT_GT(runs, 1);
  EXPECT_EQ(runs, runs_of(whole));
}

TEST(Commands, AShardWithoutRunsIsNoMistake) {
  int nothing = 0;
  for (const char* shard : {"1/2", "2/2"}) {
    const Outcome part = run_program({"run", "life/use-now", "--quiet", "--shard", shard});
    EXPECT_EQ(part.code, 0) << part.err;
    if (part.out == "None of the 1 runs is of shard " + std::string(shard) + ": nothing to do.\n")
      ++nothing;
  }
  EXPECT_EQ(nothing, 1);
}

TEST(Commands, ABadScenarioIsToldWithFileAndLine) {
  const ScratchFolder scratch;
  const std::string file = (scratch.path() / "mine.json").string();
  std::ofstream(file) << "{\n\"name\": \"mine\", \"title\": \"Mine\",\n"
                         "\"steps\": [{\"id\": \"a\", \"do\": \"setup.ap\"}]}\n";
  const Outcome outcome = run_program({"run", file});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err, "rehearse run: " + file +
                             ":3: $.steps[0].do: there is no verb \"setup.ap\"; did you mean "
                             "\"setup.app\"?\n");
  EXPECT_EQ(outcome.out, "");
}

TEST(Commands, TheGuideRunsFromAnyFolderWithoutColour) {
  const ScratchFolder scratch;
  const Outcome outcome = run_program({"run"}, {.folder = scratch.path().string()});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Create an external client app in Salesforce"));
  EXPECT_THAT(outcome.out, HasSubstr("✓ done.4"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\033")));
}

TEST(Commands, TheCanaryFails) {
  const Outcome outcome = run_program({"run", "canary/must-fail"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("This scenario is there to fail, and it did."));
  EXPECT_THAT(outcome.out, HasSubstr("repeat     rehearse run canary/must-fail --seed 1"));
  EXPECT_EQ(run_program({"run", "canary"}).code, 2) << "a folder leaves it out";
}

TEST(Commands, OverridesChangeWhatTheGuideDoes) {
  const Outcome outcome = run_program({"run", "--set", "isSecretRequiredForRefreshToken=false"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("explain    rehearse explain guide_secret_refresh_flow"));
  EXPECT_THAT(outcome.out,
              HasSubstr("rehearse run guide --seed 1 --set isSecretRequiredForRefreshToken=false"));
}

// Everything passes; a third of it twice, for the same seed gives the same bytes
// (REHEARSE_EVERY_REPORT=1: all of it). In parts, for two processors.
class EveryScenario : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryScenario, TheSameSeedGivesTheSameReports) {
  const ScratchFolder scratch;
  const auto report = [&](const std::string& name) {
    const std::string folder = (scratch.path() / name).string();
    const Outcome outcome = run_program(
        {"run", "--all", "--quiet", "--seed", "7", "--shard", GetParam(), "--report", folder});
    EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
    std::string others;
    for (const std::string file : {"/junit.xml", "/report.tap", "/exchanges.har", "/report.html"}) {
      EXPECT_TRUE(fs::exists(folder + file)) << file;
      others += read_file(folder + file);
    }
    return std::pair(read_file(folder + "/report.json"), others);
  };
  const auto first = report("first");
  const bool is_twice =
      GetParam()[0] % 3 == '1' % 3 || std::getenv("REHEARSE_EVERY_REPORT") != nullptr;
  const auto second = is_twice ? report("second") : first;
  EXPECT_TRUE(first.first == second.first) << "report.json differs";
  EXPECT_TRUE(first.second == second.second) << "another file differs";
  const auto json = parse_json(first.first);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json.value()["seed"], 7);
  EXPECT_EQ(json.value()["summary"]["failed"], 0);
  EXPECT_GT(json.value()["summary"]["passed"], 20);
}

INSTANTIATE_TEST_SUITE_P(Part, EveryScenario,
                         ::testing::Values("1/6", "2/6", "3/6", "4/6", "5/6", "6/6"),
                         [](const auto& row) { return "Part" + row.param.substr(0, 1); });

TEST(Commands, AnotherSeedGivesOtherTranscripts) {
  const ScratchFolder scratch;
  for (const std::string seed : {"1", "2"})
    run_program({"run", "life/use-now", "--seed", seed, "--report", (scratch.path() / seed)});
  EXPECT_NE(read_file(scratch.path() / "1" / "report.json"),
            read_file(scratch.path() / "2" / "report.json"));
}

TEST(Commands, AnUnwritableReportFolderIsToldBeforeTheRun) {
  const ScratchFolder scratch;
  std::ofstream(scratch.path() / "taken") << "a file";
  const Outcome outcome =
      run_program({"run", "--report", (scratch.path() / "taken" / "in").string()});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("taken/in"));
  EXPECT_EQ(outcome.out, "");
}

TEST(Commands, AnInterruptLeavesReportsOfWhatRan) {
  const ScratchFolder scratch;
  Program program({"run", "--all", "--report", scratch.path().string()});
  ASSERT_TRUE(program.wrote("✓"));
  program.signal(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 130);
  EXPECT_THAT(outcome.out, HasSubstr("Interrupted"));
  const auto json = parse_json(read_file(scratch.path() / "report.json"));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json.value()["interrupted"], true);
  EXPECT_EQ(json.value()["exit_code"], 130);
  EXPECT_TRUE(fs::exists(scratch.path() / "junit.xml"));
}

TEST(Commands, ListShowsEveryScenarioAndEveryVerb) {
  const Outcome scenarios = run_program({"list"});
  EXPECT_EQ(scenarios.code, 0) << scenarios.err;
  EXPECT_THAT(scenarios.out, HasSubstr("\nguide "));
  EXPECT_THAT(scenarios.out, HasSubstr("(must fail)"));
  const Outcome verbs = run_program({"list", "--verbs"});
  EXPECT_EQ(verbs.code, 0);
  EXPECT_THAT(verbs.out, HasSubstr("client.refresh\n"));
}

TEST(Commands, ExplainTellsMeaningConsequenceRemedyAndSource) {
  const Outcome outcome = run_program({"explain", "refresh_token_replayed"});
  EXPECT_EQ(outcome.code, 0);
  for (const char* label : {"meaning ", "consequence ", "in Workato ", "in Salesforce ", "remedy ",
                            "basis ", "source "})
    EXPECT_THAT(outcome.out, HasSubstr(std::string("\n  ") + label));
}

TEST(Commands, FidelityIsATableOrJson) {
  const Outcome table = run_program({"fidelity"});
  EXPECT_EQ(table.code, 0);
  EXPECT_THAT(table.out, HasSubstr("What the mocks can't show"));
  EXPECT_THAT(table.out, HasSubstr("rtr.replay"));
  const Outcome outcome = run_program({"fidelity", "--json"});
  const auto json = parse_json(outcome.out);
  ASSERT_TRUE(json.ok());
  EXPECT_GT(json.value()["rules"].size(), 100U);
  for (const Json& rule : json.value()["rules"]) {
    EXPECT_THAT(rule["basis"], ::testing::AnyOf("Documented", "Observed", "Inferred"));
    EXPECT_NE(rule["source"], "") << rule["id"];
  }
}

TEST(Commands, LineageIsShownInThreeForms) {
  const ScratchFolder scratch;
  const std::string report = scratch.path().string();
  ASSERT_EQ(run_program({"run", "rotation/ancestor", "--report", report}).code, 0);
  const std::string file = report + "/lineage.json";
  const Outcome text = run_program({"lineage", file});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("by presenting g1.r0 from "));
  EXPECT_EQ(run_program({"lineage", file, "--format", "json"}).out, read_file(file));
  EXPECT_EQ(run_program({"lineage", file, "--format", "svg"}).out,
            read_file(report + "/lineage.svg"));
}

TEST(Commands, LineagesOfSeveralRunsAreAFolder) {
  const ScratchFolder scratch;
  const std::string report = scratch.path().string();
  ASSERT_EQ(run_program({"run", "rotation/lost-response", "--report", report}).code, 0);
  for (const char* name :
       {"rotation-lost-response,rotation=true.json", "rotation-lost-response,rotation=false.svg"})
    EXPECT_TRUE(fs::exists(report + "/lineage/" + name)) << name;
}

TEST(Commands, WhatIsNoLineageIsNamed) {
  const ScratchFolder scratch;
  const std::string file = (scratch.path() / "journal.json").string();
  std::ofstream(file) << R"({"exchanges":[]})";
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{"lineage"}, "give either a file, - for standard input, or --url"},
      {{"lineage", file, "--url", "http://127.0.0.1:1"}, "give either a file"},
      {{"lineage", file + "x"},
       "journal.jsonx\" can't be read; give a file with what GET /lineage"},
      {{"lineage", file},
       "journal.json: $.codes: a list should stand here; give what GET /lineage"},
      {{"lineage", file, "--format", "svgg"}, "did you mean \"svg\"?"}};
  for (const auto& [arguments, says] : mistakes) {
    const Outcome outcome = run_program(arguments);
    EXPECT_EQ(outcome.code, 2) << says;
    EXPECT_THAT(outcome.err, HasSubstr(says));
    EXPECT_EQ(outcome.out, "");
  }
  const Outcome nobody = run_program({"lineage", "--url", "http://127.0.0.1:1"});
  EXPECT_EQ(nobody.code, 3);
  EXPECT_THAT(nobody.err, HasSubstr("give the address of a control listener"));
}

}  // namespace
}  // namespace rehearse::testing
