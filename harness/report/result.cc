#include "harness/report/result.h"

#include <algorithm>

namespace rehearse::harness {
namespace {

void count(const Finding& finding, Tally& tally) {
  switch (finding.verdict) {
    case Verdict::pass:
      ++tally.passed;
      break;
    case Verdict::fail:
      ++tally.failed;
      break;
    case Verdict::warning:
      ++tally.warnings;
      break;
    case Verdict::info:
      ++tally.infos;
      break;
    case Verdict::not_run:
      ++tally.not_run;
      break;
    case Verdict::error:
      ++tally.errors;
      break;
  }
}

bool met_trouble(const ScenarioResult& result) {
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [](const Finding& finding) { return finding.trouble; });
}

bool check_failed(const ScenarioResult& result) {
  const bool failed =
      std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
        return finding.verdict == Verdict::fail ||
               (finding.verdict == Verdict::error && !finding.trouble);
      });
  return failed;
}

}  // namespace

Tally tally(const ScenarioResult& result) {
  Tally tally;
  for (const Finding& finding : result.findings) count(finding, tally);
  return tally;
}

Tally tally(const RunResult& result) {
  Tally tally;
  for (const ScenarioResult& scenario : result.scenarios) {
    for (const Finding& finding : scenario.findings) count(finding, tally);
  }
  return tally;
}

Verdict verdict_of(const ScenarioResult& result) {
  const Tally counts = tally(result);
  if (counts.errors > 0) return Verdict::error;
  if (counts.failed > 0) return Verdict::fail;
  if (counts.not_run > 0 || counts.total() == 0) return Verdict::not_run;
  return counts.warnings > 0 ? Verdict::warning : Verdict::pass;
}

bool ran_in_part(const ScenarioResult& result) {
  const Tally counts = tally(result);
  return verdict_of(result) == Verdict::not_run && counts.not_run < counts.total();
}

bool nothing_ran(const ScenarioResult& result) {
  return verdict_of(result) == Verdict::not_run && !ran_in_part(result);
}

int exit_code(const RunResult& result) {
  if (result.interrupted) return 130;
  const auto any = [&](auto&& property) {
    return std::any_of(result.scenarios.begin(), result.scenarios.end(), property);
  };
  const bool all_idle = std::all_of(result.scenarios.begin(), result.scenarios.end(), nothing_ran);
  if (all_idle || any(check_failed)) return 1;
  return any(met_trouble) ? 3 : 0;
}

}  // namespace rehearse::harness
