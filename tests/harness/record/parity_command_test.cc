#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "tests/support/program.h"
#include "tests/support/sandbox_like.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

// `rehearse run --record` and `rehearse parity` from outside.
namespace rehearse::testing {
namespace {

class ParityCommand : public ::testing::Test {
 protected:
  std::string folder(const std::string& name = "recordings") const {
    return (scratch_.path() / name).string();
  }
  void record(const std::string& scenario) {
    const Outcome outcome = run_program({"run", scenario, "--quiet", "--driver", "api", "--seed",
                                         "3", "--start", "2026-08-01", "--record", folder()});
    ASSERT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  }
  void record_on(const SandboxLike& org, const std::string& scenario) {
    const Outcome outcome = run_program({"run", scenario, "--quiet", "--target", org.target(),
                                         "--journal", org.journals(), "--record", folder()});
    ASSERT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  }
  void change(const std::string& file, const std::string& from, const std::string& to) {
    const std::string path = folder() + "/" + file, text = read_file(path);
    ASSERT_NE(text.find(from), std::string::npos) << from << " in " << text.substr(0, 500);
    std::ofstream(path) << replace_all(text, from, to);
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(scratch_.path() / name) << text;
  }
  Outcome parity(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"parity", folder()});
    return run_program(more);
  }
  ScratchFolder scratch_;
};

TEST_F(ParityCommand, WritesAFileAVariantForItsOwnerAlone) {
  record("rotation/reuse");
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    names.push_back(entry.path().filename().string());
    struct stat status {};
    ASSERT_EQ(stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << entry.path();
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"rotation-reuse.replay-cascade.json",
                                             "rotation-reuse.replay-reject_only.json"}));
  const auto file = parse_json(read_file(folder() + "/" + names[0]));
  ASSERT_TRUE(file.ok());
  const Json& meta = file.value()["meta"];
  EXPECT_EQ(meta["scenario"], "rotation/reuse");
  EXPECT_EQ(meta["variant"], Json({{"replay", "cascade"}}));
  EXPECT_EQ(meta["seed"], 3);
  EXPECT_EQ(meta["driver"], "api");
  EXPECT_EQ(meta["date"], "2026-08-01");
  EXPECT_EQ(meta["target"], "mock");
  EXPECT_NE(meta["program"], "");
}

TEST_F(ParityCommand, ATemporaryFolderThatIsNoneIsNamed) {
  record("rotation/reuse");
  write("file", "");
  for (const auto& [name, why] :
       {std::pair("file", "Not a directory"), std::pair("missing", "No such file or directory")}) {
    const Outcome outcome =
        run_program({"parity", folder()}, {.environment = {{"TMPDIR", folder(name)}}});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "rehearse parity: cannot make a temporary folder in " + folder(name) +
                               ": " + why + ". Set TMPDIR to a folder that you may write to.\n");
  }
}

TEST_F(ParityCommand, EndsWithZeroWhereNothingDiffers) {
  record("rotation/reuse");
  const Outcome outcome = parity({"--ledger"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("rotation/reuse replay=cascade (driver api, recorded on a mock on "
                             "2026-08-01): "),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("\n0 undeclared differences, 0 declared, 0 stale entries"),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("Recordings of the mock prove nothing: 2 left out."),
            std::string::npos);
}

TEST_F(ParityCommand, EndsWithOneForADifferenceAndZeroOnceItIsDeclared) {
  record("rotation/ancestor");
  change("rotation-ancestor.json", "expired access/refresh token", "token was rotated");
  const Outcome outcome = parity({"--report", folder("report")});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_NE(outcome.out.find("  ancestor\n"
                             "    harness POST /services/oauth2/token\n"
                             "      response.body.error_description: value\n"
                             "        recorded  token was rotated\n"
                             "        mock      expired access/refresh token\n"
                             "      also at newest\n"
                             "1 undeclared difference, 0 declared, 0 stale entries"),
            std::string::npos)
      << outcome.out;
  const auto report = parse_json(read_file(folder("report") + "/parity.json"));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value()["undeclared"], 1);

  const auto entry = [](const std::string& step) {
    return R"({"id": ")" + step + R"(", "scenario": "rotation/ancestor", "step": ")" + step +
           R"(", "where": "response.body.error_description", "reason": "r", "date": "2026-08-01"})";
  };
  write("both.json", "[" + entry("ancestor") + "," + entry("newest") + "]");
  EXPECT_EQ(parity({"--declared", folder("both.json")}).code, 0);
  write("stale.json", "[" + entry("ancestor") + "," + entry("newest") + "," + entry("app") + "]");
  const Outcome stale = parity({"--declared", folder("stale.json")});
  EXPECT_EQ(stale.code, 1);
  EXPECT_NE(stale.out.find("\"app\" is declared, but rotation/ancestor shows no such difference"),
            std::string::npos)
      << stale.out;
}

TEST_F(ParityCommand, SaysWhichRulesARealOrgBearsOut) {
  SandboxLike org;
  record_on(org, "code/not-a-code");
  const Outcome agrees = parity({"--ledger"});
  EXPECT_EQ(agrees.code, 0);
  const std::string row =
      "reason code_unknown is Inferred, and the recording agrees. In its row:\n"
      "  {Basis::observed, \"a sandbox on ";
  EXPECT_NE(agrees.out.find(row), std::string::npos) << agrees.out;
  // Where it does not, nothing is borne out.
  change("code-not-a-code.json", "invalid authorization code", "no such code");
  const Outcome differs = parity({"--ledger"});
  EXPECT_EQ(differs.code, 1);
  EXPECT_EQ(differs.out.find("reason code_unknown"), std::string::npos) << differs.out;
}

TEST_F(ParityCommand, WhatASandboxAnsweredIsRepeatedThroughTheSameCalls) {
  SandboxLike org;
  for (const char* scenario : {"guide", "rotation/ancestor"}) record_on(org, scenario);
  const Outcome outcome = parity();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_NE(outcome.out.find("guide (driver api, recorded on a sandbox on "), std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("0 differences"), std::string::npos) << outcome.out;
}

TEST_F(ParityCommand, WhatAPersonPerformedIsNotRepeated) {
  record("code/not-a-code");
  change("code-not-a-code.json", "\"target\": \"mock\"", "\"target\": \"sandbox\"");
  change("code-not-a-code.json", "\"driver\": \"api\"", "\"driver\": \"pages\"");
  const Outcome outcome = parity();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("a person performed it on a sandbox, which nothing can repeat"),
            std::string::npos)
      << outcome.err;
}

TEST_F(ParityCommand, EndsWithTwoForABadFolderOrFile) {
  Outcome outcome = parity();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("recordings\" can't be read: No such file"), std::string::npos)
      << outcome.err;
  std::filesystem::create_directories(folder());
  outcome = parity();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("has no recording; `rehearse run SCENARIO --record"),
            std::string::npos);
  record("rotation/ancestor");
  change("rotation-ancestor.json", "\"version\": 1", "\"version\": 9");
  outcome = parity();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("this is a recording of version 9; this program reads version 1"),
            std::string::npos);
  change("rotation-ancestor.json", "\"version\": 9", "\"version\": 1");
  change("rotation-ancestor.json", "rotation/ancestor", "rotation/ancester");
  outcome = parity();
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("did you mean \"rotation/ancestor\""), std::string::npos)
      << outcome.err;
}

TEST_F(ParityCommand, IsNotMadeOfMistakes) {
  const Outcome outcome =
      run_program({"run", "rotation/reuse", "--record", folder(), "--mutant", "no_rotation"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("--record keeps what is right: leave out --bug and --mutant"),
            std::string::npos);
}

}  // namespace
}  // namespace rehearse::testing
