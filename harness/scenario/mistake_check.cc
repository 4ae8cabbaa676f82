#include "harness/scenario/mistake_check.h"

#include <fmt/format.h>

#include <utility>

#include "harness/scenario/problem.h"
#include "harness/scenario/runner.h"
#include "harness/scenario/variants.h"

namespace rehearse::harness {
namespace {

std::string with_variant(const Plan& plan) {
  return plan.variant.empty() ? std::string() : " with " + to_text(plan.variant);
}

// The first finding that isn't a pass.
const Finding* first_trouble(const RunResult& run) {
  for (const ScenarioResult& scenario : run.scenarios) {
    for (const Finding& finding : scenario.findings) {
      if (finding.verdict != Verdict::pass) return &finding;
    }
  }
  return nullptr;
}

}  // namespace

RunResult MistakeCheck::run(const Scenario& scenario, const Plan& plan, const Mistakes& mistakes) {
  SilentObserver silence;
  const auto targets = open_targets_(scenario.driver.empty() ? "pages" : scenario.driver);
  Runner runner(vocabulary_, *targets, silence, [] { return false; });
  runner.leave_out_transcripts();
  RunResult result;
  result.seed = 1;
  return runner.run(std::move(result), kRunStart, {{&plan, {}}}, mistakes);
}

MistakeCheck::Judge MistakeCheck::load_judge(const std::string& name) {
  Judge judge;
  const auto files = library_.choose({name});
  if (!files) {
    judge.unfit = files.error().front();
    return judge;
  }
  auto loaded = load_scenario(files.value().front().source, vocabulary_, schema_);
  if (!loaded) {
    judge.unfit = to_text(loaded.error().front());
    return judge;
  }
  judge.scenario = std::move(loaded.value().scenario);
  for (const Plan& plan : judge.scenario.plans) {
    const RunResult passed = run(judge.scenario, plan, {});
    if (exit_code(passed) == 0) continue;
    const Finding* broken = first_trouble(passed);
    judge.unfit = fmt::format("{}{} does not pass without the mistake either, at {}", name,
                              with_variant(plan), broken == nullptr ? "no step" : broken->step_id);
    break;
  }
  return judge;
}

const MistakeCheck::Judge& MistakeCheck::judge_named(const std::string& name) {
  const auto found = judges_.find(name);
  if (found != judges_.end()) return found->second;
  return judges_.emplace(name, load_judge(name)).first->second;
}

MistakeVerdict MistakeCheck::check(const MistakeRow& row, const Mistakes& mistakes) {
  const Judge& judge = judge_named(std::string(row.caught_by));
  if (!judge.unfit.empty()) return {.why = judge.unfit};
  std::string why;  // the first of what speaks against the row
  for (const Plan& plan : judge.scenario.plans) {
    const RunResult result = run(judge.scenario, plan, mistakes);
    for (const Finding& finding : result.scenarios.front().findings) {
      if (finding.verdict == Verdict::error && why.empty())
        why = fmt::format("{}{} meets trouble under it, at {}: {}", row.caught_by,
                          with_variant(plan), finding.step_id, finding.actual);
      if (finding.verdict != Verdict::fail) continue;
      if (row.reason.empty() || finding.reason == row.reason)
        return {.killed = true,
                .step = finding.step_id,
                .reason = finding.reason,
                .actual = finding.actual};
      if (why.empty())
        why = fmt::format("{}{} fails under it at {}, but {}", row.caught_by, with_variant(plan),
                          finding.step_id,
                          finding.reason.empty() ? "names no reason" : "for " + finding.reason);
    }
  }
  if (why.empty()) why = fmt::format("{} passes under it", row.caught_by);
  return {.why = why};
}

MistakeVerdict MistakeCheck::check_client_bug(const MistakeRow& row) {
  return check(row, {.bugs = {std::string(row.name)}});
}

MistakeVerdict MistakeCheck::check_mutant(const MistakeRow& row) {
  return check(row, {.mutant = std::string(row.name)});
}

}  // namespace rehearse::harness
