// What every scenario does on a sandbox.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <map>

#include "tests/support/killed_run.h"
#include "tests/support/project_scenarios.h"
#include "tests/support/sandbox_in_process.h"

namespace rehearse::testing {
namespace {

using namespace harness;
using ::testing::IsEmpty;

// A part of the scenarios: several processes share them.
constexpr size_t kParts = 6;
class EveryScenario : public ::testing::TestWithParam<size_t> {};

// Real time passes: the engine has a clock of its own.
bool let_pass(std::chrono::milliseconds length, const std::function<bool()>&) {
  (void)poll(nullptr, 0, int(length.count()));
  return true;
}

// What a scenario cannot do there it says, and nothing fails for it. A run of its own for each: a
// run has caps.
TEST_P(EveryScenario, RunsWhatCanRun) {
  SandboxLike org;
  org.write_target({{"salesforce", {{"limits", {{"pause_seconds", 1}}}}}});
  const std::vector<std::string> before = org.apps();
  std::map<Verdict, size_t> verdicts;
  const Vocabulary words = harness::testing::project_words();
  size_t number = 0;
  for (const Scenario& one : harness::testing::project_scenarios(words)) {
    if (one.must_fail || one.driver == "pages" || number++ % kParts != GetParam()) continue;
    SandboxOptions options = options_in_process(org);
    options.wait = let_pass;
    std::vector<PlannedRun> planned;
    for (const Plan& plan : one.plans) planned.push_back({&plan, ""});
    const RunResult result = run_in_process(std::move(options), words, planned);
    ASSERT_EQ(result.scenarios.size(), planned.size()) << one.name;
    for (const ScenarioResult& ran : result.scenarios) {
      for (const Finding& finding : ran.findings) {
        ++verdicts[finding.verdict];
        EXPECT_TRUE(finding.verdict == Verdict::pass || finding.verdict == Verdict::not_run)
            << ran.name << " " << finding.step_id << ": " << to_text(finding.verdict) << " "
            << finding.actual;
        EXPECT_NE(finding.actual, "") << ran.name << " " << finding.step_id;
      }
    }
    ASSERT_EQ(org.apps(), before) << one.name;
  }
  EXPECT_GT(verdicts[Verdict::pass], 50U);
  EXPECT_GT(verdicts[Verdict::not_run], 50U);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Parts, EveryScenario, ::testing::Range<size_t>(0, kParts));

}  // namespace
}  // namespace rehearse::testing
