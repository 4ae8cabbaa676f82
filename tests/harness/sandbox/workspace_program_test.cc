// The program on a sandbox and a real workspace: the mocks, served as if they were those.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/killed_run.h"
#include "tests/support/program.h"
#include "tests/support/sandbox_like.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// The mock's limits are those of minutes, and the runs here take less than a second.
BenchOptions without_limits() {
  BenchOptions options;
  EXPECT_TRUE(options.first.dials.set("workato.rate_limits", "off").ok());
  options.first.workato_token = "wrkprod-canary-fedcba9876543210";
  return options;
}

class WorkspaceProgram : public ::testing::Test {
 protected:
  WorkspaceProgram() : org_(without_limits()) {
    org_.become_workspace();
    // What is not the run's own: it bears the prefix, and in part the scenario's own name.
    for (const char* name : {"rehearse_r1p1_1", "Salesforce rehearsal"})
      org_.ask(
          "POST", "/workato/profiles",
          dump_json({{"name", name}, {"client_id", "3MVG9other"}, {"client_secret", "other"}}));
    before_ = state();
  }

  struct State {
    std::vector<std::string> apps{};
    Json workspace{};
    bool operator==(const State&) const = default;
  };
  State state() { return {org_.apps(), org_.ask("GET", "/workato")}; }
  std::vector<std::string> journals() const { return journals_of(org_); }
  Outcome run(std::vector<std::string> line) const {
    if (line.front() == "run") {
      line.insert(line.end(), {"--target", org_.target(), "--journal", org_.journals()});
    } else {
      line.push_back(org_.target());
    }
    return run_program(line);
  }
  Outcome clean() const { return run_program({"cleanup", "--journal", org_.journals()}); }
  // Kills a run that waits for the answer to its Nth request to Workato, or to the org; false if it
  // makes no such request.
  bool kill_at(const std::string& side, int ordinal, const std::string& point,
               const std::string& route = "*") {
    return kill_run(org_, {side, ordinal, point, route});
  }

  // Kills a run when the app, the profile and the connection are there.
  bool kill_late() { return kill_at("workato", 1, "before", "api_oauth_url"); }
  // All that is written in the folder.
  static std::string text_of(const std::string& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      if (entry.is_regular_file())
        all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return all;
  }

  SandboxLike org_;
  State before_{};
};

TEST_F(WorkspaceProgram, TheGuidePassesAndLeavesNothing) {
  const Outcome outcome = run({"run", "guide"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(state(), before_);
  EXPECT_THAT(journals(), IsEmpty());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Workato is connected"),
                                 HasSubstr("a real workspace runs no job over its API")));
}

TEST_F(WorkspaceProgram, TheReportSaysWhatTheWorkspaceShowed) {
  const Outcome outcome = run({"run", "guide", "--report", org_.path("report")});
  std::ifstream file(org_.path("report") + "/report.json");
  const std::string report{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_THAT(report, AllOf(HasSubstr(R"("workspace")"), HasSubstr(R"("sandbox")"),
                            Not(HasSubstr(R"("mock")"))))
      << outcome.err;
}

// Six connections, one after the other: the end of each is the end of its authorization.
TEST_F(WorkspaceProgram, AuthorizesAgainOnceTheConnectionIsGone) {
  const Outcome outcome = run({"run", "life/idle", "--quiet", "--variant", "idle_limit=false"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, Not(HasSubstr("one authorization at a time")));
  EXPECT_THAT(outcome.out, HasSubstr("6 passed, 24 not run"));
  EXPECT_EQ(state(), before_);
}

// A workspace that is not the pinned one, says nothing, or breaks down in the middle of a run.
TEST_F(WorkspaceProgram, IsRefusedByAnotherWorkspaceBeforeAnythingIsMade) {
  org_.write_target({{"workato", {{"workspace_id", "102"}}}});
  const Outcome outcome = run({"run", "guide"});
  EXPECT_EQ(outcome.code, 3) << outcome.out;
  EXPECT_THAT(outcome.out + outcome.err,
              HasSubstr("the token is of the workspace 101, and the target file pins 102"));
  EXPECT_EQ(state(), before_);
  EXPECT_THAT(journals(), IsEmpty());
}

// A pass would be one of something else.
TEST_F(WorkspaceProgram, RunsNothingThatAWorkspaceCannotBeTold) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> lines{
      {{"--bug", "no_pkce"}, "a real workspace makes its own"},
      {{"--dial", "workato.rate_limits=off"}, "a real workspace is as it is"},
      {{"--data-centre", "eu"}, "the workspace is in us"}};
  for (const auto& [more, sentence] : lines) {
    std::vector<std::string> line{"run", "guide"};
    line.insert(line.end(), more.begin(), more.end());
    const Outcome outcome = run(line);
    EXPECT_THAT(outcome.out, AllOf(HasSubstr(sentence), HasSubstr("0 passed")));
  }
  EXPECT_EQ(state(), before_);
}

TEST_F(WorkspaceProgram, SaysWhatAnApiClientLacks) {
  const Json client = org_.ask("POST", "/workato/api-clients",
                               R"({"name":"narrow","privileges":["Get workspace details"]})");
  org_.write("workato-token", client["token"]);
  const Outcome checked = run({"target", "check"});
  EXPECT_EQ(checked.code, 1) << checked.err;
  EXPECT_THAT(checked.out, AllOf(HasSubstr("there   Workato workspace 101"),
                                 HasSubstr("missing Custom OAuth profiles can be listed"),
                                 HasSubstr("List, Create, Update and Delete custom OAuth profile"),
                                 HasSubstr("missing Connections can be listed")));
  EXPECT_EQ(state(), before_);
}

TEST_F(WorkspaceProgram, FindsAllThereForAFullApiClient) {
  const Outcome checked = run({"target", "check"});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  EXPECT_THAT(checked.out, AllOf(HasSubstr("there   Workato workspace 101"),
                                 HasSubstr("there   Custom OAuth profiles can be listed: allowed"),
                                 HasSubstr("there   Connections can be listed: allowed"),
                                 Not(HasSubstr("  missing "))));
}

TEST_F(WorkspaceProgram, FindsNoWorkspaceBehindATokenThatIsNone) {
  org_.write("workato-token", "wrkprod-canary-0123456789abcdef");
  for (const char* what : {"run", "target"}) {
    const Outcome outcome =
        run(std::string(what) == "run" ? std::vector<std::string>{"run", "guide"}
                                       : std::vector<std::string>{"target", "check"});
    EXPECT_EQ(outcome.code, 3) << outcome.out;
    EXPECT_THAT(outcome.out + outcome.err,
                AllOf(HasSubstr("Get workspace details"), Not(HasSubstr("canary"))));
  }
  EXPECT_EQ(state(), before_);
}

TEST_F(WorkspaceProgram, CleansUpInTheRunsOwnWorkspaceOnly) {
  ASSERT_TRUE(kill_late());
  org_.write_target({{"workato", {{"workspace_id", "102"}}}});
  const Outcome refused = clean();
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("was in the workspace 101, the target file is about 102"));
  EXPECT_THAT(journals(), SizeIs(1));
  org_.write_target();
  const Outcome cleaned = clean();
  EXPECT_EQ(cleaned.code, 0) << cleaned.err;
  EXPECT_EQ(state(), before_);
}

// Wherever a run writes, and whatever it prints: neither the API token nor the app's secret.
TEST_F(WorkspaceProgram, WritesNoSecretAnywhere) {
  ASSERT_TRUE(kill_late());
  std::string secret;
  {
    auto tx = org_.bench().first().world()->workspace.begin();
    secret = tx.profiles().all().back().client_secret.value;
  }
  ASSERT_GT(secret.size(), 30U);
  const Outcome listed = run_program({"cleanup", "--list", "--journal", org_.journals()});
  EXPECT_THAT(listed.out, AllOf(HasSubstr("profile rehearse_"), HasSubstr("connection rehearse_")));
  std::string all = text_of(org_.journals()) + listed.out + listed.err;
  const Outcome cleaned = clean();
  ASSERT_EQ(cleaned.code, 0) << cleaned.err;
  const Outcome outcome =
      run({"run", "guide", "--report", org_.path("report"), "--record", org_.path("record")});
  all += cleaned.out + cleaned.err + outcome.out + outcome.err + text_of(org_.path("report")) +
         text_of(org_.path("record"));
  EXPECT_GT(text_of(org_.path("record")).size(), 10'000U);
  for (const std::string& canary : {org_.workato_token(), secret, org_.session()})
    EXPECT_THAT(all, Not(HasSubstr(canary)));
  EXPECT_EQ(state(), before_);
}

}  // namespace
}  // namespace rehearse::testing
