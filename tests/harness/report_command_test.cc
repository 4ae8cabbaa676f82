// `rehearse report`, as a person runs it.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using Files = std::map<std::string, std::string>;

Files files_in(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      files[fs::relative(entry.path(), folder).generic_string()] = read_file(entry.path());
  }
  return files;
}

void put(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

// Byte for byte what the run wrote, whatever had become of the files.
TEST(ReportCommand, MakesTheSameFilesAgain) {
  for (const std::vector<std::string>& scenarios :
       {std::vector<std::string>{"guide", "--set", "isSecretRequiredForRefreshToken=false"},
        std::vector<std::string>{"rotation/lost-response", "canary/must-fail"}}) {
    const ScratchFolder scratch;
    std::vector<std::string> arguments{"run", "--quiet", "--report", scratch.path().string()};
    arguments.insert(arguments.end(), scenarios.begin(), scenarios.end());
    EXPECT_EQ(run_program(arguments).code, 1);
    const Files written = files_in(scratch.path());
    for (const std::string name :
         {"report.html", "report.json", "report.tap", "exchanges.har", "junit.xml"})
      EXPECT_TRUE(written.contains(name)) << name;
    for (const auto& [name, text] : written) {
      if (name == "report.json") continue;
      name.ends_with("l") ? put(scratch.path() / name, "gone wrong")
                          : void(fs::remove(scratch.path() / name));
    }
    const Outcome again = run_program({"report", scratch.path().string()});
    EXPECT_EQ(again.code, 0) << again.err;
    EXPECT_THAT(again.out, HasSubstr(scratch.path().string() + "/report.html\n"));
    const Files rebuilt = files_in(scratch.path());
    ASSERT_EQ(rebuilt.size(), written.size());
    for (const auto& [name, text] : written) EXPECT_TRUE(rebuilt.at(name) == text) << name;
  }
}

TEST(ReportCommand, EachExchangeNamesItsStep) {
  const ScratchFolder scratch;
  ASSERT_EQ(run_program({"run", "--quiet", "--report", scratch.path().string()}).code, 0);
  const auto json = parse_json(read_file(scratch.path() / "report.json"));
  ASSERT_TRUE(json.ok());
  const Json& scenario = json.value()["scenarios"][0];
  std::map<std::string, std::string> path_of;
  for (const Json& exchange : scenario["transcript"]["exchanges"]) {
    ASSERT_TRUE(exchange["step"].is_string()) << dump_json(exchange);
    path_of.try_emplace(exchange["step"].get<std::string>(), exchange["path"].get<std::string>());
  }
  EXPECT_EQ(path_of["w.2"], "/tools");
  EXPECT_EQ(path_of["w.6"], "/custom_oauth_keys/new_app");
  EXPECT_FALSE(path_of.contains("four-weeks")) << "the clock is moved, nothing is exchanged";
  EXPECT_EQ(json.value()["words"]["reasons"]["refresh_idle_limit"]["basis"], "Documented");
  EXPECT_EQ(json.value()["words"]["guide"]["w.2"]["section"],
            "Create a custom OAuth profile in Workato");
}

// What is asked of a folder, and what is said of it.
struct Refusal {
  std::string text{};  // of report.json
  std::string says{};
};

TEST(ReportCommand, AFolderWithoutAReportIsToldInASentence) {
  const ScratchFolder scratch;
  const std::string folder = scratch.path().string();
  const Outcome missing = run_program({"report", folder + "/none"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.err, "rehearse report: there is no folder \"" + folder +
                             "/none\"; give the folder of `rehearse run --report DIR`\n");
  const Outcome empty = run_program({"report", folder});
  EXPECT_EQ(empty.code, 2);
  EXPECT_EQ(empty.err, "rehearse report: the folder \"" + folder +
                           "\" has no report.json; give the folder of `rehearse run --report "
                           "DIR`\n");
  for (const Refusal& one :
       {Refusal{"{\"program\": \"rehearse\", \"sche", "is no whole JSON, perhaps cut short: "},
        Refusal{"", "is no whole JSON, perhaps cut short: "},
        Refusal{"{\"program\": \"other\"}", ": it is no report of rehearse\n"},
        Refusal{R"({"program":"rehearse","schema_version":9,"version":"7.0"})",
                ": it is of schema 9, and this program reads schema 1; use the version that "
                "wrote it, 7.0\n"},
        Refusal{R"({"program":"rehearse","schema_version":1,"version":7})",
                ": $.version should be a text\n"}}) {
    put(scratch.path() / "report.json", one.text);
    const Outcome refused = run_program({"report", folder});
    EXPECT_EQ(refused.code, 2) << one.text;
    EXPECT_THAT(refused.err, StartsWith("rehearse report: \"" + folder + "/report.json\""));
    EXPECT_THAT(refused.err, HasSubstr(one.says));
    EXPECT_EQ(refused.out, "");
  }
  EXPECT_EQ(files_in(scratch.path()).size(), 1U) << "nothing was written";
}

TEST(ReportCommand, WhatCannotBeReadOrWrittenIsNamed) {
  const ScratchFolder scratch;
  const std::string folder = scratch.path().string();
  fs::create_directories(scratch.path() / "report.json");
  const Outcome unreadable = run_program({"report", folder});
  EXPECT_EQ(unreadable.code, 2);
  EXPECT_EQ(unreadable.err,
            "rehearse report: \"" + folder + "/report.json\" can't be read; see who may read it\n");
  fs::remove(scratch.path() / "report.json");
  ASSERT_EQ(run_program({"run", "life/use-now", "--quiet", "--report", folder}).code, 0);
  fs::remove(scratch.path() / "report.html");
  fs::create_directories(scratch.path() / "report.html" / "in the way");
  const Outcome unwritable = run_program({"report", folder});
  EXPECT_EQ(unwritable.code, 3);
  EXPECT_THAT(unwritable.err, HasSubstr("report.html\" can't be written: "));
}

TEST(ReportCommand, TheFolderIsAskedFor) {
  const Outcome outcome = run_program({"report"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("DIR is required"));
}

}  // namespace
}  // namespace rehearse::testing
