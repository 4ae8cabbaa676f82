#pragma once

#include <cstddef>

#include "harness/report/result.h"

namespace rehearse::harness {

// RunObserver is told of a run as it happens. It never influences the run.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  // `run` has everything but scenarios; `planned` is how many will run.
  virtual void run_begins(const RunResult& run, size_t planned) = 0;
  // The result has everything but findings.
  virtual void scenario_begins(const ScenarioResult& scenario) = 0;
  virtual void step_ended(const Finding& finding) = 0;
  virtual void scenario_ended(const ScenarioResult& scenario) = 0;
  virtual void run_ended(const RunResult& run) = 0;
};

// SilentObserver is for runs that nobody watches.
class SilentObserver final : public RunObserver {
 public:
  void run_begins(const RunResult&, size_t) override {}
  void scenario_begins(const ScenarioResult&) override {}
  void step_ended(const Finding&) override {}
  void scenario_ended(const ScenarioResult&) override {}
  void run_ended(const RunResult&) override {}
};

}  // namespace rehearse::harness
