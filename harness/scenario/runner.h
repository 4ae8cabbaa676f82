#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/driver/target_factory.h"
#include "harness/report/observer.h"
#include "harness/report/result.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/vocabulary.h"

namespace rehearse::harness {

// PlannedRun is one plan and the command line that runs it again.
struct PlannedRun {
  const Plan* plan = nullptr;
  std::string repeat{};
};

// Runner runs plans one after the other, each on a fresh stage, and compares what the verbs observe
// with what the steps expect. Between steps it asks `interrupted`; after that, what is left is *not
// run*.
class Runner {
 public:
  Runner(const Vocabulary& vocabulary, TargetFactory& targets, RunObserver& observer,
         std::function<bool()> interrupted)
      : vocabulary_(vocabulary),
        targets_(targets),
        observer_(observer),
        interrupted_(std::move(interrupted)) {}

  // `run` has everything but the scenarios; `start` is its instant of virtual time.
  RunResult run(RunResult run, TimePoint start, const std::vector<PlannedRun>& planned,
                const Mistakes& mistakes = {});

  // Keeps what a person would see at the end of each step, where the driver draws: `keep` is handed
  // a name within the report and a PNG.
  using KeepPicture = std::function<void(const std::string&, std::string_view)>;
  void keep_pictures(KeepPicture keep) { keep_picture_ = std::move(keep); }

  // Transcripts take time to write; without a report nobody reads them.
  void leave_out_transcripts() { keeps_transcripts_ = false; }

 private:
  ScenarioResult run_plan(const PlannedRun& planned, const TargetRequest& request,
                          bool& interrupted);
  void take_picture(Driver& driver, Finding& finding);

  const Vocabulary& vocabulary_;
  TargetFactory& targets_;
  RunObserver& observer_;
  std::function<bool()> interrupted_;
  bool keeps_transcripts_ = true;
  KeepPicture keep_picture_{};
  size_t pictures_ = 0;
};

}  // namespace rehearse::harness
