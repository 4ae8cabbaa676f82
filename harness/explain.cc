#include "harness/explain.h"

#include <fmt/format.h>

#include <cstdio>

#include "harness/exit_codes.h"
#include "mocks/ledger.h"

namespace rehearse::harness {

int explain(const std::string& name) {
  const Reason* reason = find_reason(name);
  if (reason == nullptr) {
    const auto close = nearest_reason(name);
    fmt::print(stderr, "rehearse explain: there is no reason \"{}\"{}\n", name,
               close ? fmt::format("; did you mean \"{}\"?", *close) : "");
    return kBadUsage;
  }
  fmt::print("{}\n", reason->name);
  const auto line = [](std::string_view label, std::string_view text) {
    if (!text.empty()) fmt::print("  {:<11} {}\n", label, text);
  };
  line("meaning", reason->meaning);
  line("consequence", reason->consequence);
  line("remedy", reason->remedy);
  line("basis", to_text(reason->fidelity.basis));
  line("source", reason->fidelity.source);
  return kAllPassed;
}

}  // namespace rehearse::harness
