#include "harness/parity_ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/record/parity.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// True if the path of a recorded call is one of a route: `:id` in the route stands for any part.
bool is_of_route(const std::string& path, const std::string& route) {
  const std::vector<std::string> parts = split(path, '/'), wanted = split(route, '/');
  if (parts.size() != wanted.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool is_any = wanted[i].starts_with(':');
    if (!is_any && parts[i] != wanted[i]) return false;
  }
  return true;
}

}  // namespace

void BorneOut::see(const LedgerRow& row, const RecordingMeta& meta, const std::string& step) {
  seen_.try_emplace(row.id, fmt::format("a {} on {} (API {}): {}, step {}", meta.target, meta.date,
                                        meta.api_version, meta.scenario, step));
}

void BorneOut::add(const Recording& recorded, const ScenarioResult& result,
                   const std::vector<Difference>& differences) {
  if (recorded.meta.target == "mock") {
    ++of_mocks_;
    return;
  }
  std::set<std::string> steps, calls;  // that differ
  for (const Difference& one : differences) {
    steps.insert(one.step);
    calls.insert(one.exchange);
  }
  std::set<std::string> asked;  // steps with an exchange
  for (const RecordedExchange& one : recorded.exchanges) {
    asked.insert(one.step);
    const std::string path = path_template(one.url);
    if (calls.contains(fmt::format("{} {} {}", one.by, one.method, path))) continue;
    for (const LedgerRow& row : rows_) {
      const std::string prefix = one.method + " ";
      if (row.kind == LedgerRow::Kind::route && row.id.starts_with("salesforce/") &&
          row.rule.starts_with(prefix) && is_of_route(path, row.rule.substr(prefix.size())))
        see(row, recorded.meta, one.step);
    }
  }
  for (const Finding& finding : result.findings) {
    if (finding.reason.empty() || steps.contains(finding.step_id) ||
        !asked.contains(finding.step_id))
      continue;
    for (const LedgerRow& row : rows_) {
      if (row.kind == LedgerRow::Kind::reason && row.id == finding.reason)
        see(row, recorded.meta, finding.step_id);
    }
  }
}

std::string BorneOut::text() const {
  std::string text;
  for (const LedgerRow& row : rows_) {
    const auto seen = seen_.find(row.id);
    if (seen == seen_.end() || row.fidelity.basis != Basis::inferred) continue;
    text += fmt::format("{} {} is Inferred, and the recording agrees. In its row:\n",
                        to_text(row.kind), row.id);
    text += fmt::format("  {{Basis::observed, \"{}\"}}\n", seen->second);
  }
  if (text.empty()) text = "No inferred rule was borne out.\n";
  if (of_mocks_ > 0)
    text += fmt::format("Recordings of the mock prove nothing: {} left out.\n", of_mocks_);
  return text;
}

}  // namespace rehearse::harness
