#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/driver/target_factory.h"
#include "harness/report/finding.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/vocabulary.h"

namespace rehearse::harness {

// StepRun performs the steps of one plan on one stage and judges each.
class StepRun {
 public:
  StepRun(const Plan& plan, const Vocabulary& vocabulary, Stage& stage)
      : plan_(plan),
        vocabulary_(vocabulary),
        stage_(stage),
        context_{*stage.target, *stage.driver, captures_} {}
  StepRun(const StepRun&) = delete;
  StepRun& operator=(const StepRun&) = delete;

  Finding perform(const PlanStep& step);
  // A finding for a step that can't or shouldn't run.
  Finding skip(const PlanStep& step, std::string because) const;
  // What there is to say about the whole plan at its end: planned faults that never fired, mocks
  // that broke.
  std::vector<Finding> at_end();
  // Has the target take away what the plan made, however it ended; a finding for all that is left.
  std::vector<Finding> leave();
  // The redacted journal as JSON, with the step of each exchange; `null` where the target has none.
  std::string transcript();
  // The lineage as JSON; empty where no app was given anything, or the target tells of none.
  std::string lineage();

 private:
  std::optional<std::string> obstacle(const PlanStep& step) const;
  // A step that the target has no way to perform; what follows builds on it, unless it only looks.
  Finding not_here(const PlanStep& step, std::string because);
  Finding blank(const PlanStep& step) const;
  void judge(const PlanStep& step, const Observation& observation, Finding& finding) const;
  void explain(const PlanStep& step, const Observation& observation, Finding& finding) const;
  void meet_trouble(const PlanStep& step, const Trouble& trouble, Finding& finding) const;
  void take_captures(const PlanStep& step, const Observation& observation, Finding& finding);
  void hide_captures(Finding& finding) const;
  std::string virtual_time();
  Json brief_journal();  // null where the target has none
  uint64_t exchanges_so_far();
  Json ask(std::string_view path, std::string_view body);  // null where there is no answer

  const Plan& plan_;
  const Vocabulary& vocabulary_;
  Stage& stage_;
  Captures captures_{};
  Context context_;
  std::string cannot_{};            // the first step that the target had no way to perform
  std::set<std::string> passed_{};  // ids of steps
  std::map<std::string, std::string> not_given_{};  // capture: the step that should have given it
  std::vector<std::pair<uint64_t, std::string>> begun_{};  // after how many exchanges, which step
  std::vector<std::pair<std::string, std::string>> secrets_{};  // value and what stands for it
};

}  // namespace rehearse::harness
