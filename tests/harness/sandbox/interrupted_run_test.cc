// Runs on a sandbox that somebody interrupts, once or twice, at any request.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/killed_run.h"
#include "tests/support/project_scenarios.h"
#include "tests/support/pseudo_terminal.h"
#include "tests/support/sandbox_in_process.h"
#include "tests/support/silent_server.h"

namespace rehearse::testing {
namespace {

using namespace harness;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// How long deployments take in the org.
class InterruptedRun : public ::testing::TestWithParam<const char*> {
 protected:
  InterruptedRun() : org_(org_with(GetParam())), words_(harness::testing::project_words()) {
    guide_ = harness::testing::project_scenario("guide", words_);
    before_ = org_.apps();
  }
  static BenchOptions org_with(const char* duration) {
    BenchOptions options;
    EXPECT_TRUE(options.first.dials.set("metadata.duration", duration).ok());
    EXPECT_TRUE(options.first.dials.set("metadata.listing_delay", duration).ok());
    return options;
  }

  // A run that is interrupted before its `first` request, and again before the `second` one after
  // that; 0: it is not.
  RunResult run(int first, int second = 0) {
    requests_ = times_ = answered_after_ = 0;
    SandboxOptions options = options_in_process(org_);
    options.interrupted = [this] { return times_ > 0; };
    options.times_interrupted = [this] { return times_.load(); };
    const auto watch = [this, first, second](const wire::HttpRequest&,
                                             const WatchedCall::Answer* answer) {
      if (answer != nullptr) {
        if (times_ == 2 && *answer) ++answered_after_;
        return;
      }
      ++requests_;
      if (requests_ == first) times_ = 1;
      if (second > 0 && times_ == 1 && requests_ == first + second) times_ = 2;
    };
    return run_in_process(watched(std::move(options), watch), words_, {{&guide_.plans.at(0), ""}});
  }
  // What a run says about what it leaves.
  static std::vector<Finding> left_of(const RunResult& run) {
    std::vector<Finding> left =
        run.scenarios.empty() ? std::vector<Finding>() : run.scenarios[0].findings;
    std::erase_if(left, [](const Finding& finding) { return finding.step_id != "cleanup"; });
    return left;
  }

  SandboxLike org_;
  Vocabulary words_;
  Scenario guide_{};
  std::vector<std::string> before_{};
  std::atomic<int> requests_ = 0, times_ = 0, answered_after_ = 0;
};

TEST_P(InterruptedRun, TakesAwayWhatItMadeWhereverThatWas) {
  int first = 1;
  for (;; ++first) {
    const RunResult result = run(first);
    if (times_ == 0) break;
    EXPECT_EQ(exit_code(result), 130) << first;
    EXPECT_THAT(left_of(result), IsEmpty()) << first;
    ASSERT_EQ(org_.apps(), before_) << first;
    ASSERT_THAT(journals_of(org_), IsEmpty()) << first;
  }
  EXPECT_GT(first, 20);
}

// Nothing more is asked once somebody does not want to wait any more, and what stays is named.
TEST_P(InterruptedRun, LeavesTheRestToTheCleanupWhereItIsInterruptedAgain) {
  constexpr int kTheAppIsThere = 20;
  int second = 1;
  size_t told = 0;
  for (;; ++second) {
    const RunResult result = run(kTheAppIsThere, second);
    if (times_ < 2) break;
    EXPECT_EQ(exit_code(result), 130) << second;
    EXPECT_LE(answered_after_, 1) << second;
    const std::vector<Finding> left = left_of(result);
    told += left.size();
    for (const Finding& finding : left) {
      EXPECT_THAT(finding.actual, HasSubstr("is left: its removal was interrupted"));
      EXPECT_EQ(finding.hint, "Run: rehearse cleanup");
    }
    EXPECT_EQ(left.empty(), journals_of(org_).empty() && org_.apps() == before_) << second;
    EXPECT_THAT(clean_up(org_), IsEmpty()) << second;
    ASSERT_EQ(org_.apps(), before_) << second;
    ASSERT_THAT(journals_of(org_), IsEmpty()) << second;
  }
  EXPECT_GT(second, 5);
  EXPECT_GT(told, 5U);
}

INSTANTIATE_TEST_SUITE_P(Deployments, InterruptedRun, ::testing::Values("0s", "900ms"),
                         [](const auto& one) {
                           return one.param[0] == '0' ? std::string("AtOnce")
                                                      : std::string("TakeTheirTime");
                         });

// An org that holds every answer back for longer than a test waits for a program.
void hold_answers(SandboxLike& org, const std::string& route) {
  org.ask("POST", "/faults",
          dump_json({{"route", route},
                     {"side", "salesforce"},
                     {"ordinal", 1},
                     {"times", 1'000},
                     {"at", "before"},
                     {"action", "delay"},
                     {"value", 30'000}}));
}

TEST(InterruptedProgram, EndsAlthoughTheOrgNeverAnswers) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  org.write_target({{"salesforce", {{"limits", {{"request_seconds", 120}}}}}});
  hold_answers(org, "deploy_status");
  PseudoTerminal terminal;
  Program program({"run", "guide", "--target", org.target(), "--journal", org.journals()},
                  {.terminal = terminal.device()});
  ASSERT_TRUE(
      program.lives_until([&] { return org.apps() != before && !journals_of(org).empty(); }));
  hold_answers(org, "*");
  program.signal(SIGINT);
  EXPECT_THAT(terminal.seen("leaves it there.\r\n", 20'000),
              HasSubstr("Interrupted: what the run made is taken away."));
  program.signal(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 130) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("is left: its removal was interrupted"),
                                 HasSubstr("Run: rehearse cleanup")));
  EXPECT_NE(org.apps(), before);
  org.ask("DELETE", "/faults");
  const Outcome cleaned = run_program({"cleanup", "--journal", org.journals()});
  EXPECT_EQ(cleaned.code, 0) << cleaned.out << cleaned.err;
  EXPECT_EQ(org.apps(), before);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

TEST(InterruptedProgram, TheCleanupEndsToo) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  org.write_target({{"salesforce", {{"limits", {{"request_seconds", 120}}}}}});
  ASSERT_TRUE(kill_run(org, {.ordinal = 20}));
  ASSERT_NE(org.apps(), before);
  hold_answers(org, "*");
  Program program({"cleanup", "--journal", org.journals()});
  ASSERT_TRUE(program.lives_until([&] {
    const Json faults = org.ask("GET", "/faults");
    const Json* list = find_member(faults, "faults");
    return integer_member((list != nullptr ? *list : faults).front(), "fired").value_or(0) > 0;
  }));
  program.signal(SIGTERM);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 130) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("interrupted; what is left goes when it is run again"));
  org.ask("DELETE", "/faults");
  EXPECT_THAT(clean_up(org), IsEmpty());
  EXPECT_EQ(org.apps(), before);
}

// What takes the connection and then says nothing, or never comes to an end.
TEST(InterruptedProgram, EndsBehindAProxyThatNeverAnswersOrDrips) {
  for (const char* drip : {"", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nX-Drip: "}) {
    SandboxLike org;
    const SilentServer proxy(drip);
    org.write_target({{"network", {{"proxy", proxy.origin()}}},
                      {"salesforce", {{"limits", {{"request_seconds", 120}}}}}});
    Program program({"run", "guide", "--target", org.target(), "--journal", org.journals()});
    ASSERT_TRUE(program.lives_until([&] { return proxy.is_reached(); }));
    program.signal(SIGINT);
    const Outcome outcome = program.wait();
    EXPECT_EQ(outcome.code, 130) << drip << outcome.out << outcome.err;
    EXPECT_THAT(journals_of(org), IsEmpty());
  }
}

}  // namespace
}  // namespace rehearse::testing
