#include "harness/report/json_report.h"

#include <nlohmann/json.hpp>
#include <set>

#include "harness/report/page_text.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// What is read back must be what was written: broken UTF-8 is replaced before it counts.
Json whole(const std::string& text) { return mended_text(text); }

Json write(const Finding& finding) {
  Json json{{"step", whole(finding.step_id)},
            {"title", whole(finding.title)},
            {"guide", whole(finding.guide)},
            {"clause", whole(finding.clause)},
            {"verdict", to_text(finding.verdict)},
            {"trouble", finding.trouble},
            {"expected", whole(finding.expected)},
            {"actual", whole(finding.actual)},
            {"reason", whole(finding.reason)},
            {"why", whole(finding.why)},
            {"consequence", whole(finding.consequence)},
            {"hint", whole(finding.hint)},
            {"repeat", whole(finding.repeat)},
            {"virtual_time", whole(finding.virtual_time)},
            {"source", whole(finding.source)}};
  if (!finding.screenshot.empty()) json["screenshot"] = whole(finding.screenshot);
  return json;
}

Json read_or_null(const std::string& text) {
  auto read = parse_json(text);
  return read ? std::move(read).value() : Json(nullptr);
}

Json write(const ScenarioResult& scenario) {
  Json variant = Json::object();
  for (const auto& [name, label] : scenario.variant) variant[name] = whole(label);
  Json findings = Json::array();
  for (const Finding& finding : scenario.findings) findings.push_back(write(finding));
  return Json{{"name", whole(scenario.name)},
              {"title", whole(scenario.title)},
              {"variant", std::move(variant)},
              {"must_fail", scenario.must_fail},
              {"verdict", to_text(verdict_of(scenario))},
              {"repeat", whole(scenario.repeat)},
              {"findings", std::move(findings)},
              {"lineage", read_or_null(scenario.lineage)},
              // The longest comes last: a member that is added after it could copy it.
              {"transcript", read_or_null(scenario.transcript)}};
}

// The names of reasons that a scenario's findings and exchanges give.
void gather_reasons(const Json& scenario, std::set<std::string>& names) {
  const auto take = [&](const Json& from) {
    if (const auto name = string_member(from, "reason"); name && !name->empty())
      names.insert(*name);
  };
  for (const Json& finding : scenario["findings"]) take(finding);
  const Json* exchanges = find_member(scenario["transcript"], "exchanges");
  if (exchanges == nullptr || !exchanges->is_array()) return;
  for (const Json& exchange : *exchanges) take(exchange);
}

Json reason_words(const Json& scenarios, const Wording& wording) {
  Json words = Json::object();
  if (!wording.find_reason) return words;
  std::set<std::string> names;
  for (const Json& scenario : scenarios) gather_reasons(scenario, names);
  for (const std::string& name : names) {
    const Reason* reason = wording.find_reason(name);
    if (reason == nullptr) continue;
    words[name] = {{"meaning", reason->meaning},
                   {"consequence", reason->consequence},
                   {"remedy", reason->remedy},
                   {"basis", to_text(reason->fidelity.basis)},
                   {"source", reason->fidelity.source}};
  }
  return words;
}

Json guide_words(const RunResult& run, const Wording& wording) {
  Json words = Json::object();
  if (wording.guide == nullptr) return words;
  std::set<std::string> ids;
  for (const ScenarioResult& scenario : run.scenarios) {
    for (const Finding& finding : scenario.findings) {
      for (const std::string& id : split(finding.guide, ',')) ids.emplace(trim(id));
    }
  }
  for (const std::string& id : ids) {
    const Guide::Section* section = wording.guide->section_of(id);
    if (section == nullptr) continue;
    const Guide::Step* step = wording.guide->find_step(id);
    words[id] = {{"section", section->title}, {"text", step == nullptr ? "" : step->text}};
  }
  return words;
}

}  // namespace

Json report_document(const RunResult& run, const Wording& wording) {
  const Tally counts = tally(run);
  Json scenarios = Json::array();
  for (const ScenarioResult& scenario : run.scenarios) scenarios.push_back(write(scenario));
  const Json summary{{"scenarios", run.scenarios.size()}, {"steps", counts.total()},
                     {"passed", counts.passed},           {"failed", counts.failed},
                     {"warnings", counts.warnings},       {"infos", counts.infos},
                     {"not_run", counts.not_run},         {"errors", counts.errors}};
  Json words{{"reasons", reason_words(scenarios, wording)}, {"guide", guide_words(run, wording)}};
  return Json{{"schema_version", kReportSchema},
              {"program", "rehearse"},
              {"version", run.version},
              {"seed", run.seed},
              {"start", run.start},
              {"target", whole(run.target)},
              {"driver", whole(run.driver)},
              {"interrupted", run.interrupted},
              {"exit_code", exit_code(run)},
              {"summary", summary},
              {"scenarios", std::move(scenarios)},
              {"words", std::move(words)}};
}

std::string json_report(const RunResult& run, const Wording& wording) {
  return dump_json(report_document(run, wording), 2) + "\n";
}

}  // namespace rehearse::harness
