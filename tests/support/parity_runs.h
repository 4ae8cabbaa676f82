#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "harness/driver/mock_stages.h"
#include "harness/record/parity.h"
#include "harness/record/record_run.h"
#include "tests/support/drifting_org.h"
#include "tests/support/project_scenarios.h"

namespace rehearse::harness::testing {

// RunWith is what may change from one run of a scenario to the next.
struct RunWith {
  std::string driver{"api"};
  uint64_t seed = 1;
  TimePoint start = kRunStart;
  std::set<Drift> drifts{};
};

// Runs a plan on the mocks and gives what was recorded. The run has to meet no trouble.
inline Recording recorded(const Plan& plan, const Vocabulary& words, const RunWith& with = {}) {
  const auto mocks = mock_targets(with.driver);
  DriftingStages drifting(*mocks, with.drifts);
  auto run = record_run(plan, words, drifting,
                        {.seed = with.seed, .driver = with.driver, .target = "mock"}, with.start,
                        [] { return false; });
  EXPECT_TRUE(run.ok()) << run.error();
  return run ? std::move(run.value().recording) : Recording();
}

}  // namespace rehearse::harness::testing
