#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "harness/report/finding.h"

namespace rehearse::harness {

// ScenarioResult is what came of one scenario in one combination of its variants.
struct ScenarioResult {
  std::string name{};
  std::string title{};
  bool must_fail = false;
  std::vector<std::pair<std::string, std::string>> variant{};
  std::string repeat{};  // the command line that runs this again
  std::vector<Finding> findings{};
  std::string transcript{"null"};  // the journal as JSON, redacted; null where there is none
  std::string lineage{};  // the document of GET /lineage; empty where no app was given anything
};

// RunResult is what came of a whole run.
struct RunResult {
  std::string version{};
  uint64_t seed = 0;
  std::string start{};   // the first instant of virtual time, ISO 8601
  std::string target{};  // "mock"
  std::string driver{};  // "pages" or "api"
  bool interrupted = false;
  std::vector<ScenarioResult> scenarios{};
};

// Tally counts verdicts.
struct Tally {
  size_t passed = 0, failed = 0, warnings = 0, infos = 0, not_run = 0, errors = 0;
  size_t total() const { return passed + failed + warnings + infos + not_run + errors; }
};
Tally tally(const ScenarioResult& result);
Tally tally(const RunResult& result);

// The worst a scenario met: error, fail, not_run (not everything that was due ran), warning, pass.
Verdict verdict_of(const ScenarioResult& result);
// Of a scenario whose verdict is not_run: something of it ran, and all of that passed.
bool ran_in_part(const ScenarioResult& result);
// Of a scenario whose verdict is not_run: nothing of it ran.
bool nothing_ran(const ScenarioResult& result);

// How the program ends after a run: 130 interrupted, 1 a check failed, 3 trouble, 0 all passed. A
// check that failed weighs more than trouble elsewhere. A run in which nothing ran didn't pass.
int exit_code(const RunResult& result);

}  // namespace rehearse::harness
