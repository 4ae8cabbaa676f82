#include "harness/report/json_report.h"

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

Json write(const Finding& finding) {
  Json json{{"step", finding.step_id},
              {"title", finding.title},
              {"guide", finding.guide},
              {"clause", finding.clause},
              {"verdict", to_text(finding.verdict)},
              {"trouble", finding.trouble},
              {"expected", finding.expected},
              {"actual", finding.actual},
              {"reason", finding.reason},
              {"why", finding.why},
              {"consequence", finding.consequence},
              {"hint", finding.hint},
              {"repeat", finding.repeat},
              {"virtual_time", finding.virtual_time},
              {"source", finding.source}};
  if (!finding.screenshot.empty()) json["screenshot"] = finding.screenshot;
  return json;
}

Json write(const ScenarioResult& scenario) {
  Json variant = Json::object();
  for (const auto& [name, label] : scenario.variant) variant[name] = label;
  Json findings = Json::array();
  for (const Finding& finding : scenario.findings) findings.push_back(write(finding));
  const auto transcript = parse_json(scenario.transcript);
  return Json{{"name", scenario.name},
              {"title", scenario.title},
              {"variant", std::move(variant)},
              {"must_fail", scenario.must_fail},
              {"verdict", to_text(verdict_of(scenario))},
              {"repeat", scenario.repeat},
              {"findings", std::move(findings)},
              {"transcript", transcript ? transcript.value() : Json(nullptr)}};
}

}  // namespace

std::string json_report(const RunResult& run) {
  const Tally counts = tally(run);
  Json scenarios = Json::array();
  for (const ScenarioResult& scenario : run.scenarios) scenarios.push_back(write(scenario));
  const Json summary{{"scenarios", run.scenarios.size()}, {"steps", counts.total()},
                     {"passed", counts.passed},           {"failed", counts.failed},
                     {"warnings", counts.warnings},       {"infos", counts.infos},
                     {"not_run", counts.not_run},         {"errors", counts.errors}};
  const Json report{{"schema_version", kReportSchema},
                    {"program", "rehearse"},
                    {"version", run.version},
                    {"seed", run.seed},
                    {"start", run.start},
                    {"target", run.target},
                    {"driver", run.driver},
                    {"interrupted", run.interrupted},
                    {"exit_code", exit_code(run)},
                    {"summary", summary},
                    {"scenarios", std::move(scenarios)}};
  return dump_json(report, 2) + "\n";
}

}  // namespace rehearse::harness
