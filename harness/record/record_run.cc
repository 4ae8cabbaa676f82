#include "harness/record/record_run.h"

#include <fmt/format.h>

#include <utility>

namespace rehearse::harness {
namespace {

Recording recording_of(const Recorder& recorder, const ScenarioResult& scenario) {
  Recording recording = recorder.recording(scenario.name);
  recording.meta.variant = scenario.variant;
  return recording;
}

}  // namespace

void RecordKeeper::scenario_ended(const ScenarioResult& scenario) {
  const Recorder* recorder = stages_.recorder();
  if (recorder != nullptr) {
    const auto written = folder_.write(recording_name(scenario.name, scenario.variant),
                                       write_recording(recording_of(*recorder, scenario)));
    if (!written && error_.empty()) error_ = written.error();
  }
  inner_.scenario_ended(scenario);
}

Result<RecordedRun, std::string> record_run(const Plan& plan, const Vocabulary& vocabulary,
                                            TargetFactory& targets, RecordingMeta meta,
                                            TimePoint start,
                                            const std::function<bool()>& interrupted) {
  RunResult run;
  run.seed = meta.seed;
  run.driver = meta.driver;
  RecordingStages stages(targets, std::move(meta));
  SilentObserver observer;
  Runner runner(vocabulary, stages, observer, interrupted);
  runner.leave_out_transcripts();
  run = runner.run(std::move(run), start, {{&plan, ""}});
  if (run.interrupted || run.scenarios.empty()) return std::string("the run was interrupted");
  ScenarioResult& result = run.scenarios[0];
  for (const Finding& finding : result.findings) {
    if (finding.trouble)
      return fmt::format("{}, step {}: {}", plan.scenario, finding.step_id, finding.actual);
  }
  Recording recording = recording_of(*stages.recorder(), result);
  return RecordedRun{std::move(result), std::move(recording)};
}

}  // namespace rehearse::harness
