// The program on a sandbox and a real workspace: the mocks, served as if they were those.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/program.h"
#include "tests/support/sandbox_like.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The mock's limits are those of minutes, and the runs here take less than a second.
BenchOptions without_limits() {
  BenchOptions options;
  EXPECT_TRUE(options.first.dials.set("workato.rate_limits", "off").ok());
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
  std::vector<std::string> journals() const {
    std::vector<std::string> left;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(org_.journals(), none))
      left.push_back(entry.path().filename().string());
    return left;
  }
  Outcome run(std::vector<std::string> line) const {
    line.insert(line.end(), {"--target", org_.target()});
    if (line.front() == "run") line.insert(line.end(), {"--journal", org_.journals()});
    return run_program(line);
  }
  Outcome clean() const { return run_program({"cleanup", "--journal", org_.journals()}); }
  // Kills a run that waits for the answer to its Nth request to Workato, or to the org; false if it
  // makes no such request.
  bool kill_at(const std::string& side, int ordinal, const std::string& point) {
    org_.ask("DELETE", "/faults");
    org_.ask("POST", "/faults",
             dump_json({{"route", "*"},
                        {"side", side},
                        {"ordinal", ordinal},
                        {"at", point},
                        {"action", "delay"},
                        {"value", 30'000}}));
    Program program({"run", "guide", "--target", org_.target(), "--journal", org_.journals()});
    const bool fired = program.lives_until([&] {
      const Json faults = org_.ask("GET", "/faults");
      const Json* list = find_member(faults, "faults");
      const Json& one = list != nullptr ? list->front() : faults.front();
      return integer_member(one, "fired").value_or(0) > 0;
    });
    program.signal(SIGKILL);
    (void)program.wait();
    org_.ask("DELETE", "/faults");
    return fired;
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

TEST_F(WorkspaceProgram, KilledAtAnyRequestTheCleanupLeavesBothAsTheyWere) {
  int killed = 0;
  for (const std::string point : {"before", "committed"}) {
    for (int ordinal = 1; kill_at("workato", ordinal, point); ++ordinal) {
      ++killed;
      const Outcome cleaned = clean();
      ASSERT_EQ(cleaned.code, 0) << point << " " << ordinal << cleaned.out << cleaned.err;
      ASSERT_EQ(state(), before_) << point << " " << ordinal;
      ASSERT_THAT(journals(), IsEmpty()) << point << " " << ordinal;
      const Outcome again = clean();
      ASSERT_EQ(again.code, 0);
      ASSERT_THAT(again.out, HasSubstr("Nothing is left of earlier runs."));
    }
  }
  EXPECT_GT(killed, 30);
}

}  // namespace
}  // namespace rehearse::testing
