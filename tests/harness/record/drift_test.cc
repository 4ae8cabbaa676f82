#include <gtest/gtest.h>

#include <algorithm>

#include "harness/record/declared.h"
#include "tests/support/expected_drifts.h"
#include "tests/support/parity_runs.h"

// An org that answers otherwise, as one of a newer release might: each difference is found, alone
// and with the others, and nothing else is.
namespace rehearse::harness::testing {
namespace {

class DriftingOrg : public ::testing::Test {
 protected:
  // What parity finds on an org that drifts so.
  std::vector<ExpectedDrift> found(const std::set<Drift>& drifts) {
    return drifts_between(recorded(plan(), words_, {.seed = 5, .drifts = drifts}),
                          recorded(plan(), words_));
  }
  std::vector<Difference> differences(const std::set<Drift>& drifts) {
    return compare_recordings(recorded(plan(), words_, {.seed = 5, .drifts = drifts}),
                              recorded(plan(), words_));
  }
  const Plan& plan() const { return scenario_.plans.at(0); }

  Vocabulary words_ = project_words();
  Scenario scenario_ = scenario_of("drift", kDriftScenario, words_);
};

TEST_F(DriftingOrg, ThatDoesNotDriftShowsNothing) {
  const std::vector<ExpectedDrift> seen = found({});
  EXPECT_EQ(seen, std::vector<ExpectedDrift>{});
}

TEST_F(DriftingOrg, ShowsEachDifferenceAndNothingElse) {
  ASSERT_EQ(expected_drifts().size(), size_t(kDrifts));
  for (const auto& [drift, one] : expected_drifts())
    EXPECT_EQ(found({drift}), std::vector<ExpectedDrift>{one}) << "drift " << int(drift);
}

TEST_F(DriftingOrg, ShowsAllTwelveAtOnce) {
  std::set<Drift> all;
  for (const auto& [drift, one] : expected_drifts()) all.insert(drift);
  std::vector<ExpectedDrift> seen = found(all);
  EXPECT_EQ(seen.size(), size_t(kDrifts));
  for (const auto& [drift, one] : expected_drifts())
    EXPECT_NE(std::find(seen.begin(), seen.end(), one), seen.end()) << "drift " << int(drift);
}

TEST_F(DriftingOrg, IsClearedByADeclaration) {
  std::vector<Difference> seen = differences({Drift::error_status});
  ASSERT_EQ(seen.size(), 1U);
  auto ledger = DeclaredDifferences::read(
      R"([{"id": "x", "scenario": "drift", "step": "client", "where": "response.status",
           "recorded": "401", "mock": "400", "reason": "since Summer", "date": "2026-05-12"}])",
      "ledger.json");
  ASSERT_TRUE(ledger.ok()) << ledger.error();
  ledger.value().mark({.scenario = "drift", .date = "2026-05-12"}, seen);
  EXPECT_EQ(seen[0].declared, "x");
  EXPECT_TRUE(ledger.value().stale().empty());
}

}  // namespace
}  // namespace rehearse::harness::testing
