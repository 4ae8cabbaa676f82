#include "harness/explain.h"

#include <fmt/format.h>

#include <cstdio>

#include "harness/exit_codes.h"
#include "harness/explain_cell.h"
#include "mocks/known_names.h"
#include "mocks/ledger.h"
#include "mocks/sight.h"

namespace rehearse::harness {
namespace {

void line(std::string_view label, std::string_view text) {
  if (!text.empty()) fmt::print("  {:<13} {}\n", label, text);
}

// True if that is the name of a client bug or a mutant.
bool explain_mistake(std::string_view name) {
  for (const auto& rows : {client_bug_rows(), mutant_rows()}) {
    for (const MistakeRow& row : rows) {
      if (row.name != name) continue;
      fmt::print("{}\n", row.name);
      line("meaning", row.meaning);
      line(row.reason.empty() ? "rule" : "source", row.clause);
      if (const Reason* reason = find_reason(row.reason)) {
        line("consequence", reason->consequence);
        line("remedy", reason->remedy);
      }
      line("seen", row.seen);
      line("caught by", row.caught_by);
      return true;
    }
  }
  return false;
}

}  // namespace

int explain(const ExplainOptions& options) {
  if (looks_like_cell(options.what)) return explain_cell(options);
  const std::string& name = options.what;
  const Reason* reason = find_reason(name);
  if (reason == nullptr) {
    if (explain_mistake(name)) return kAllPassed;
    const auto close = nearest_reason(name);
    fmt::print(stderr, "rehearse explain: there is no reason \"{}\"{}\n", name,
               close ? fmt::format("; did you mean \"{}\"?", *close) : "");
    return kBadUsage;
  }
  fmt::print("{}\n", reason->name);
  line("meaning", reason->meaning);
  line("consequence", reason->consequence);
  const Sight sight = sight_of(*reason);
  line("in Workato", sight.workato);
  line("in Salesforce", sight.salesforce);
  line("remedy", reason->remedy);
  line("basis", to_text(reason->fidelity.basis));
  line("source", reason->fidelity.source);
  return kAllPassed;
}

}  // namespace rehearse::harness
