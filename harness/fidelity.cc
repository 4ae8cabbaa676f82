#include "harness/fidelity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "harness/exit_codes.h"
#include "mocks/core/json.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

// {"rules": [{"kind", "id", "rule", "basis", "source"}], "cannot_show": [{"id", "what"}]}
void print_json(const std::vector<LedgerRow>& rows) {
  Json rules = Json::array(), gaps = Json::array();
  for (const LedgerRow& row : rows)
    rules.push_back({{"kind", to_text(row.kind)},
                     {"id", row.id},
                     {"rule", row.rule},
                     {"basis", to_text(row.fidelity.basis)},
                     {"source", row.fidelity.source}});
  for (const Behaviour& gap : cannot_show()) gaps.push_back({{"id", gap.id}, {"what", gap.rule}});
  const Json all{{"rules", std::move(rules)}, {"cannot_show", std::move(gaps)}};
  fmt::print("{}\n", dump_json(all, 2));
}

void print_table(const std::vector<LedgerRow>& rows) {
  size_t width = 0;
  for (const LedgerRow& row : rows) width = std::max(width, row.id.size());
  std::map<Basis, size_t> counts;
  const LedgerRow* before = nullptr;
  for (const LedgerRow& row : rows) {
    if (before == nullptr || before->kind != row.kind)
      fmt::print("{}{}s\n", before == nullptr ? "" : "\n", to_text(row.kind));
    fmt::print("  {:<{}}  {:<10}  {}\n", row.id, width, to_text(row.fidelity.basis), row.rule);
    if (!row.fidelity.source.empty())
      fmt::print("  {:<{}}  {:<10}  source: {}\n", "", width, "", row.fidelity.source);
    ++counts[row.fidelity.basis];
    before = &row;
  }
  fmt::print("\nWhat the mocks can't show\n");
  for (const Behaviour& gap : cannot_show()) fmt::print("  {:<{}}  {}\n", gap.id, width, gap.rule);
  fmt::print("\n{} rules: {} documented, {} observed, {} inferred\n", rows.size(),
             counts[Basis::documented], counts[Basis::observed], counts[Basis::inferred]);
}

}  // namespace

int fidelity(bool as_json) {
  const std::vector<LedgerRow> rows = ledger();
  as_json ? print_json(rows) : print_table(rows);
  return kAllPassed;
}

}  // namespace rehearse::harness
