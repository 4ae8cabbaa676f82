#include "harness/report/tap_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/report/page_text.h"
#include "harness/report/words.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string point(bool passed, size_t number, std::string_view description) {
  return fmt::format("{} {} - {}", passed ? "ok" : "not ok", number, tap_text(description));
}

std::string diagnostics(const Finding& finding, std::string_view indent) {
  std::string text = fmt::format("{}  ---\n", indent);
  const auto line = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}  {}: {}\n", indent, key, yaml_text(value));
  };
  line("severity", finding.trouble ? "trouble" : to_text(finding.verdict));
  line("guide", finding.guide);
  line("expected", finding.expected);
  line("actual", finding.actual);
  line("reason", finding.reason);
  line("why", finding.why);
  line("means", finding.consequence);
  line("hint", finding.hint);
  line("rule", finding.clause);
  line("repeat", finding.repeat);
  line("at", finding.virtual_time);
  return text + fmt::format("{}  ...\n", indent);
}

std::string step_point(const Finding& finding, size_t number) {
  constexpr std::string_view kIndent = "    ";
  const bool passed = !is_broken(finding.verdict);
  const std::string guide = finding.guide.empty() ? "" : fmt::format(" [{}]", finding.guide);
  std::string text{kIndent};
  text += point(passed, number, fmt::format("{}{}: {}", finding.step_id, guide, finding.title));
  if (finding.verdict == Verdict::not_run) text += " # SKIP " + tap_text(finding.actual);
  text += '\n';
  if (finding.verdict == Verdict::pass || finding.verdict == Verdict::not_run) return text;
  return text + diagnostics(finding, kIndent);
}

std::string subtest(const ScenarioResult& scenario, size_t number) {
  const std::string name = name_with_variant(scenario);
  std::string text = fmt::format("# Subtest: {}\n", tap_text(name));
  text += fmt::format("    1..{}\n", scenario.findings.size());
  size_t steps = 0;
  for (const Finding& finding : scenario.findings) text += step_point(finding, ++steps);
  const Verdict verdict = verdict_of(scenario);
  text += point(!is_broken(verdict), number, name);
  if (verdict == Verdict::not_run) text += " # SKIP nothing of it ran";
  return text + '\n';
}

}  // namespace

std::string tap_text(std::string_view text) {
  std::string out;
  for (const char letter : visible_text(text)) {
    if (letter == '\\' || letter == '#') out += '\\';
    out += letter == '\n' || letter == '\t' ? ' ' : letter;
  }
  return std::string(trim(out));
}

// JSON's strings are YAML's (YAML 1.2 section 1.2), as long as nothing in them ends a line.
std::string yaml_text(std::string_view text) { return dump_json(Json(visible_text(text))); }

std::string tap_report(const RunResult& run) {
  std::string text = "TAP version 14\n";
  text += fmt::format("1..{}\n", run.scenarios.size());
  text += fmt::format("# rehearse {}, seed {}, target {}, driver {}\n", run.version, run.seed,
                      tap_text(run.target), tap_text(run.driver));
  size_t number = 0;
  for (const ScenarioResult& scenario : run.scenarios) text += subtest(scenario, ++number);
  if (run.interrupted) text += "Bail out! The run was interrupted.\n";
  return text;
}

}  // namespace rehearse::harness
