// SOQL. Input: the bytes of a statement.
// Holds: reading, binding and answering a statement never fails but by a problem that can be shown;
// the place that is shown lies within the statement.
#include <cstdint>
#include <string_view>

#include "fuzz/support/promise.h"
#include "mocks/salesforce/data/soql_run.h"

namespace {

using rehearse::fuzz::require;

void show(const rehearse::salesforce::soql::Problem& problem, std::string_view statement) {
  require(problem.reason != nullptr && !problem.code.empty(), "reason",
          "A problem has a reason and a code.");
  require(!problem.at || *problem.at <= statement.size(), "place",
          "The place lies within the statement.");
  require(!shown(problem, statement).empty(), "shown", "A problem can be shown.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace rehearse;
  using namespace rehearse::salesforce;
  const std::string_view statement(reinterpret_cast<const char*>(data), size);
  const auto query = soql::parse(statement);
  if (!query) {
    show(query.error(), statement);
    return 0;
  }
  static const oauth::Dials dials;
  static Org org({}, dials, kRunStart);
  auto tx = org.begin();
  const DataView view{org, tx, tx.users().all().front(), kRunStart, 67};
  const auto bound = soql::bind(query.value(), view, DataApi::data);
  if (!bound) {
    show(bound.error(), statement);
    return 0;
  }
  const soql::RunResult found = soql::run(bound.value(), view);
  require(found.rows.size() <= found.total, "total", "No more rows are given than there are.");
  return 0;
}
