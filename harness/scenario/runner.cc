#include "harness/scenario/runner.h"

#include <fmt/format.h>

#include "harness/scenario/step_run.h"
#include "harness/scenario/variants.h"

namespace rehearse::harness {
namespace {

// The one finding of a scenario whose stage never opened.
Finding no_stage(const Trouble& trouble) {
  Finding finding;
  finding.step_id = "target";
  finding.title = "Open the target";
  finding.trouble = trouble.kind != Trouble::Kind::not_here;
  if (!finding.trouble) finding.verdict = Verdict::not_run;
  finding.expected = "a target to run on";
  finding.actual =
      trouble.where.empty() ? trouble.what : fmt::format("{} ({})", trouble.what, trouble.where);
  return finding;
}

// The scenario's own mistakes and those that the command line adds; it has the last word on the
// mutant.
Mistakes mistakes_of(const Plan& plan, const Mistakes& added) {
  Mistakes all{plan.bugs, added.mutant.empty() ? plan.mutant : added.mutant};
  all.bugs.insert(all.bugs.end(), added.bugs.begin(), added.bugs.end());
  return all;
}

// Step ids are a scenario's own words: what is no plain letter of a file's name goes.
std::string picture_name(size_t number, std::string id) {
  for (char& c : id) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    if (!is_plain) c = '-';
  }
  return fmt::format("screenshots/{:03}-{}.png", number, id);
}

}  // namespace

RunResult Runner::run(RunResult run, TimePoint start, const std::vector<PlannedRun>& planned,
                      const Mistakes& mistakes) {
  observer_.run_begins(run, planned.size());
  for (const PlannedRun& one : planned) {
    if (interrupted_()) run.interrupted = true;
    if (run.interrupted) break;
    const TargetRequest request{.seed = run.seed,
                                .start = start,
                                .org_mode = one.plan->org_mode,
                                .data_centre = one.plan->data_centre,
                                .dials = one.plan->dials,
                                .mistakes = mistakes_of(*one.plan, mistakes)};
    run.scenarios.push_back(run_plan(one, request, run.interrupted));
    observer_.scenario_ended(run.scenarios.back());
  }
  observer_.run_ended(run);
  return run;
}

void Runner::take_picture(Driver& driver, Finding& finding) {
  if (!keep_picture_ || finding.verdict == Verdict::not_run) return;
  const auto png = driver.screenshot();
  if (!png) return;
  finding.screenshot = picture_name(++pictures_, finding.step_id);
  keep_picture_(finding.screenshot, *png);
}

ScenarioResult Runner::run_plan(const PlannedRun& planned, const TargetRequest& request,
                                bool& interrupted) {
  const Plan& plan = *planned.plan;
  ScenarioResult result{plan.scenario, plan.title, plan.must_fail, plan.variant, planned.repeat};
  observer_.scenario_begins(result);
  const auto add = [&](Finding finding) {
    if (finding.verdict != Verdict::pass && finding.verdict != Verdict::not_run)
      finding.repeat = planned.repeat;
    observer_.step_ended(finding);
    result.findings.push_back(std::move(finding));
  };

  auto stage = targets_.open(request);
  if (!stage) {
    add(no_stage(stage.error()));
    if (interrupted_()) interrupted = true;
    return result;
  }
  StepRun steps(plan, vocabulary_, stage.value());
  std::string stopped;
  for (const PlanStep& step : plan.steps) {
    if (stopped.empty() && interrupted_()) {
      stopped = "the run was interrupted";
      interrupted = true;
    }
    if (!stopped.empty()) {
      add(steps.skip(step, stopped));
      continue;
    }
    Finding finding = steps.perform(step);
    take_picture(*stage.value().driver, finding);
    // With the environment broken, every later step would only meet the same trouble.
    if (finding.trouble) stopped = fmt::format("the run stopped at {}", step.id);
    add(std::move(finding));
  }
  if (stopped.empty()) {
    for (Finding& finding : steps.at_end()) add(std::move(finding));
  }
  if (keeps_transcripts_) {
    result.transcript = steps.transcript();
    result.lineage = steps.lineage();
  }
  for (Finding& finding : steps.leave()) add(std::move(finding));
  // A step that an interrupt ended met trouble, and the run was interrupted; so was one whose end
  // was.
  if (interrupted_()) interrupted = true;
  return result;
}

}  // namespace rehearse::harness
