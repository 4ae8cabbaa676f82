// An org that drifts, recorded as a sandbox is: through the login, the guard, deployments and a
// frontdoor session. Parity, on a mock that is reached in the same way, finds each difference and
// nothing else.
#include <gmock/gmock.h>

#include "harness/record/record_run.h"
#include "harness/sandbox/mock_sandbox.h"
#include "tests/support/expected_drifts.h"
#include "tests/support/project_scenarios.h"
#include "tests/support/sandbox_in_process.h"

namespace rehearse::testing {
namespace {

using namespace harness;
using harness::testing::Drift;
using harness::testing::ExpectedDrift;

// The network to an org that drifts.
class DriftingNetwork final : public wire::HttpCall {
 public:
  DriftingNetwork(const CurlOptions& curl, const std::set<Drift>& drifts)
      : inner_(curl), drifting_(inner_, drifts) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    return drifting_.send(request);
  }

 private:
  CurlCall inner_;
  harness::testing::DriftingCall drifting_;
};

class DriftingSandbox : public ::testing::Test {
 protected:
  DriftingSandbox()
      : words_(harness::testing::project_words()),
        scenario_(
            harness::testing::scenario_of("drift", harness::testing::kDriftScenario, words_)) {}

  Recording recorded_on(TargetFactory& targets) {
    const auto run = record_run(scenario_.plans.at(0), words_, targets,
                                {.seed = 1, .driver = "api", .target = "sandbox"}, kRunStart,
                                [] { return false; });
    EXPECT_TRUE(run.ok()) << run.error();
    if (!run) return {};
    for (const Finding& finding : run.value().result.findings)
      EXPECT_NE(finding.verdict, Verdict::not_run) << finding.step_id << " " << finding.actual;
    return run.value().recording;
  }
  Recording recorded(const std::set<Drift>& drifts) {
    SandboxOptions options = options_in_process(org_);
    options.make_http = [drifts](const CurlOptions& curl) {
      return std::make_unique<DriftingNetwork>(curl, drifts);
    };
    const auto targets =
        sandbox_targets(std::move(options), std::make_unique<MemoryTerminal>(), "api");
    return recorded_on(*targets);
  }
  // The mock that it is compared with.
  const Recording& mock() {
    if (mock_.steps.empty()) {
      SandboxOptions like = options_in_process(org_);
      like.target = {};
      mock_ = recorded_on(*mock_sandboxes(std::move(like)));
    }
    return mock_;
  }
  std::vector<ExpectedDrift> found(const std::set<Drift>& drifts) {
    return harness::testing::drifts_between(recorded(drifts), mock());
  }

  SandboxLike org_{};
  Vocabulary words_;
  Scenario scenario_;
  Recording mock_{};
};

TEST_F(DriftingSandbox, ThatDoesNotDriftShowsNothing) {
  EXPECT_EQ(found({}), std::vector<ExpectedDrift>{});
}

TEST_F(DriftingSandbox, ShowsEachDifferenceAndNothingElse) {
  for (const auto& [drift, one] : harness::testing::expected_drifts())
    EXPECT_EQ(found({drift}), std::vector<ExpectedDrift>{one}) << "drift " << int(drift);
}

TEST_F(DriftingSandbox, ShowsAllTwelveAtOnce) {
  std::set<Drift> all;
  std::vector<ExpectedDrift> wanted;
  for (const auto& [drift, one] : harness::testing::expected_drifts()) {
    all.insert(drift);
    wanted.push_back(one);
  }
  EXPECT_THAT(found(all), ::testing::UnorderedElementsAreArray(wanted));
}

}  // namespace
}  // namespace rehearse::testing
