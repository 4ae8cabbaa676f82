#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/record/recording.h"
#include "harness/record/recording_target.h"
#include "harness/report/observer.h"
#include "harness/report/report_folder.h"
#include "harness/scenario/runner.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

// RecordKeeper writes a file for each scenario as it ends, and hands on what it is told.
class RecordKeeper final : public RunObserver {
 public:
  RecordKeeper(RunObserver& inner, const RecordingStages& stages, const ReportFolder& folder)
      : inner_(inner), stages_(stages), folder_(folder) {}

  void run_begins(const RunResult& run, size_t planned) override {
    inner_.run_begins(run, planned);
  }
  void scenario_begins(const ScenarioResult& scenario) override {
    inner_.scenario_begins(scenario);
  }
  void step_ended(const Finding& finding) override { inner_.step_ended(finding); }
  void scenario_ended(const ScenarioResult& scenario) override;
  void run_ended(const RunResult& run) override { inner_.run_ended(run); }
  // What could not be written, a sentence; empty if all was.
  const std::string& error() const { return error_; }

 private:
  RunObserver& inner_;
  const RecordingStages& stages_;
  const ReportFolder& folder_;
  std::string error_{};
};

// RecordedRun is one plan's run and what was recorded of it.
struct RecordedRun {
  ScenarioResult result{};
  Recording recording{};
};
// Runs a plan once, without a word. The error is trouble that the run met.
Result<RecordedRun, std::string> record_run(const Plan& plan, const Vocabulary& vocabulary,
                                            TargetFactory& targets, RecordingMeta meta,
                                            TimePoint start,
                                            const std::function<bool()>& interrupted);

}  // namespace rehearse::harness
