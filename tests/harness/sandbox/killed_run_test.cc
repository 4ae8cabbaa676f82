// The program on a sandbox, killed at any request: what its cleanup makes of the org.
#include "tests/support/killed_run.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Killing is where runs are killed, and of what kind the org is.
struct Killing {
  const char* name = "";
  KillPoint point{};
  bool has_workspace = false;  // Workato's side is a real workspace
  bool is_slow = false;        // deployments take their time, and so does the listing of an app
  int least = 0;               // so many kills at the least

  friend void PrintTo(const Killing& one, std::ostream* out) { *out << one.name; }
};

BenchOptions org_for(const Killing& killing) {
  BenchOptions options;
  const auto set = [&](std::string_view dial, std::string_view value) {
    EXPECT_TRUE(options.first.dials.set(dial, value).ok()) << dial;
  };
  // The mock's limits are those of minutes, and the runs here take less than a second.
  if (killing.has_workspace) set("workato.rate_limits", "off");
  if (killing.is_slow) {
    set("metadata.duration", "300ms");
    set("metadata.listing_delay", "600ms");
  }
  return options;
}

class KilledRun : public ::testing::TestWithParam<Killing> {
 protected:
  KilledRun() : org_(org_for(GetParam())) {
    if (GetParam().has_workspace) org_.become_workspace();
    before_ = state();
  }
  Json state() {
    Json state{{"apps", org_.apps()}};
    if (GetParam().has_workspace) state["workspace"] = org_.ask("GET", "/workato");
    return state;
  }
  // By the program itself, twice.
  void clean_up_by_program() {
    const std::vector<std::string> line{"cleanup", "--journal", org_.journals()};
    const Outcome cleaned = run_program(line);
    EXPECT_EQ(cleaned.code, 0) << cleaned.out << cleaned.err;
    const Outcome again = run_program(line);
    EXPECT_EQ(again.code, 0) << again.out << again.err;
    EXPECT_THAT(again.out, HasSubstr("Nothing is left of earlier runs"));
  }

  SandboxLike org_;
  Json before_{};
};

TEST_P(KilledRun, LeavesAllAsItWasOnceItIsCleanedUp) {
  // A process of its own for each cleanup is what takes the time; what it does is the same.
  constexpr int kByProgram = 10;
  KillPoint point = GetParam().point;
  for (point.ordinal = 1; kill_run(org_, point); ++point.ordinal) {
    if (point.ordinal % kByProgram == 1) clean_up_by_program();
    EXPECT_THAT(clean_up(org_), IsEmpty());
    ASSERT_EQ(state(), before_) << point.ordinal;
    ASSERT_THAT(journals_of(org_), IsEmpty()) << point.ordinal;
  }
  EXPECT_GE(point.ordinal - 1, GetParam().least);
}

// A poll changes nothing: before and after it is the same.
INSTANTIATE_TEST_SUITE_P(
    Everywhere, KilledRun,
    ::testing::Values(
        Killing{"OrgBefore", {.at = "before"}, false, false, 20},
        Killing{"OrgCommitted", {.at = "committed"}, false, false, 20},
        Killing{
            "SlowDeploymentBefore", {.at = "before", .route = "deploy_request"}, false, true, 3},
        Killing{"SlowDeploymentCommitted",
                {.at = "committed", .route = "deploy_request"},
                false,
                true,
                3},
        Killing{"SlowPoll", {.at = "before", .route = "deploy_status"}, false, true, 8},
        Killing{"SlowListing", {.at = "before", .route = "data_query"}, false, true, 8},
        Killing{"WorkspaceBefore", {.side = "workato", .at = "before"}, true, false, 15},
        Killing{"WorkspaceCommitted", {.side = "workato", .at = "committed"}, true, false, 15},
        Killing{"OrgOfAWorkspaceBefore", {.at = "before"}, true, false, 15},
        Killing{"OrgOfAWorkspaceCommitted", {.at = "committed"}, true, false, 15}),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace rehearse::testing
