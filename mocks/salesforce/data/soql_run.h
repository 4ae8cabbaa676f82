#pragma once

#include <vector>

#include "mocks/salesforce/data/soql_bind.h"

namespace rehearse::salesforce::soql {

// RunResult is what a query found. Rows point into the stores, so they are good while the
// transaction lasts.
struct RunResult {
  std::vector<Row> rows{};        // in order; none for counts
  std::vector<int64_t> counts{};  // of COUNT(field), in the order of the fields
  size_t total = 0;               // the rows, or what COUNT() counted
};
RunResult run(const BoundQuery& query, const DataView& view);

}  // namespace rehearse::salesforce::soql
