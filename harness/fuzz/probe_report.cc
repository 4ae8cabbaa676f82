#include "harness/fuzz/probe_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "harness/report/junit_report.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr std::array kVerdicts{ProbeVerdict::accepted, ProbeVerdict::refused,
                               ProbeVerdict::refused_strangely, ProbeVerdict::error,
                               ProbeVerdict::hang};

size_t count_of(const ProbeResult& result, ProbeVerdict verdict) {
  size_t count = 0;
  for (const ProbeRow& row : result.rows) count += row.server.verdict == verdict ? 1 : 0;
  return count;
}

std::string fact(const ProbeAnswer& seen, const std::string& name) {
  for (const auto& [each, value] : seen.facts) {
    if (each == name) return value;
  }
  return "nothing";
}

Json json_of(const ProbeAnswer& seen) {
  Json facts = Json::object();
  for (const auto& [name, value] : seen.facts) facts[name] = value;
  return {{"verdict", to_text(seen.verdict)},
          {"status", seen.status},
          {"error", seen.error},
          {"facts", facts}};
}

// The part of an id before its first parameter: what the suites of junit.xml are named after.
std::string suite_of(const ProbeRow& row) {
  return row.probe->id.starts_with("sequence/") ? "sequence"
                                                : std::string(to_text(row.probe->endpoint));
}

std::string full_text(const ProbeAnswer& seen) {
  std::string text = sentence_of(seen);
  if (seen.status == 0) return text;
  for (const auto& [name, value] : seen.facts) text += fmt::format("; {}: {}", name, value);
  return text;
}

}  // namespace

namespace {

// What the servers did, without what was sent.
std::string both_did(const ProbeRow& row) {
  std::string text =
      fmt::format("The server: {}; the mock: {}.", sentence_of(row.server), sentence_of(row.mock));
  for (const std::string& name : row.differs) {
    if (name == "verdict" || name == "error" || name == "status") continue;
    text += fmt::format(" {}: {}, with the mock {}.", name, fact(row.server, name),
                        fact(row.mock, name));
  }
  return text;
}

// Differences that are alike, in the order of the list.
using Groups = std::vector<std::vector<const ProbeRow*>>;
Groups grouped_differences(const ProbeResult& result) {
  Groups groups;
  std::map<std::string, size_t> places;
  for (const ProbeRow& row : result.rows) {
    if (row.differs.empty()) continue;
    const auto [place, is_new] = places.emplace(suite_of(row) + both_did(row), groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(&row);
  }
  return groups;
}

std::string others_text(const std::vector<const ProbeRow*>& alike) {
  if (alike.size() < 2) return "";
  std::string text =
      fmt::format("    and {} more alike: {}", alike.size() - 1, alike[1]->probe->id);
  if (alike.size() > 2) text += ", " + alike[2]->probe->id;
  return text + (alike.size() > 3 ? ", …\n" : "\n");
}

}  // namespace

std::string difference_text(const ProbeRow& row) {
  return fmt::format("{}: sent {}. {} {}", row.probe->id, row.probe->words, both_did(row),
                     why_it_matters(*row.probe));
}

std::string probe_summary(const ProbeResult& result, size_t most_shown) {
  std::string text;
  const Groups groups = grouped_differences(result);
  for (size_t at = 0; at < std::min(groups.size(), most_shown); ++at)
    text += "  " + difference_text(*groups[at].front()) + "\n" + others_text(groups[at]);
  if (groups.size() > most_shown)
    text += fmt::format("  … and {} more kinds; --report DIR keeps all of them.\n",
                        groups.size() - most_shown);
  text += fmt::format("{}: {} of {} probes sent, in {} requests.", result.target,
                      result.rows.size() + result.left_out, result.chosen, result.requests);
  for (const ProbeVerdict verdict : kVerdicts)
    text += fmt::format(" {}: {}.", replace_all(std::string(to_text(verdict)), "_", " "),
                        count_of(result, verdict));
  if (result.left_out > 0) text += fmt::format(" Without meaning here: {}.", result.left_out);
  text += result.different() == 0
              ? " No difference from the mock."
              : fmt::format(" Different from the mock: {}.", result.different());
  if (!result.why.empty()) text += "\nNot the whole list: " + result.why + ".";
  return text + "\n";
}

Json probe_json(const ProbeResult& result, std::string_view version) {
  Json verdicts = Json::object();
  for (const ProbeVerdict verdict : kVerdicts)
    verdicts[std::string(to_text(verdict))] = count_of(result, verdict);
  Json probes = Json::array();
  for (const ProbeRow& row : result.rows) {
    Json one = {{"id", row.probe->id},
                {"sent", row.probe->words},
                {"server", json_of(row.server)},
                {"mock", json_of(row.mock)},
                {"differs", row.differs}};
    if (!row.differs.empty()) one["why"] = why_it_matters(*row.probe);
    probes.push_back(std::move(one));
  }
  return {{"format", 1},
          {"version", version},
          {"target", result.target},
          {"end", to_text(result.end)},
          {"why", result.why},
          {"chosen", result.chosen},
          {"requests", result.requests},
          {"left_out", result.left_out},
          {"different", result.different()},
          {"verdicts", verdicts},
          {"probes", probes}};
}

std::string probe_junit(const ProbeResult& result, std::string_view version) {
  RunResult run;
  run.version = version;
  run.target = result.target;
  run.interrupted = result.end == ProbeResult::End::interrupted;
  std::map<std::string, ScenarioResult> suites;
  for (const ProbeRow& row : result.rows) {
    ScenarioResult& suite = suites[suite_of(row)];
    Finding finding;
    finding.step_id = row.probe->id;
    finding.title = row.probe->words;
    finding.verdict = row.differs.empty() ? Verdict::pass : Verdict::fail;
    finding.expected = "as the mock: " + full_text(row.mock);
    finding.actual = full_text(row.server);
    if (!row.differs.empty()) finding.why = why_it_matters(*row.probe);
    suite.findings.push_back(std::move(finding));
  }
  for (auto& [name, suite] : suites) {
    suite.name = "probe/" + name;
    suite.title = "What " + name + " makes of changed requests";
    run.scenarios.push_back(std::move(suite));
  }
  return junit_report(run);
}

}  // namespace rehearse::harness
