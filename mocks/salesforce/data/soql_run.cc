#include "mocks/salesforce/data/soql_run.h"

#include <algorithm>
#include <numeric>

namespace rehearse::salesforce::soql {
namespace {

using Kind = BoundQuery::Kind;

// As ORDER BY puts two values of one field: less than 0, 0 or more. Salesforce, documented: nulls
// come first unless NULLS LAST is asked for.
int place(const Value& left, const Value& right, const BoundOrder& order) {
  if (is_null(left) || is_null(right)) {
    const int nulls_first = int(is_null(right)) - int(is_null(left));
    return order.is_nulls_last ? -nulls_first : nulls_first;
  }
  const int ascending = compare(left, right, order.path.column->type);
  return order.is_descending ? -ascending : ascending;
}

// Sorts by keys taken once; rows that are equal stay in the order of the store.
std::vector<Row> sorted(std::vector<Row> rows, const std::vector<BoundOrder>& orders) {
  const size_t width = orders.size();
  std::vector<Value> keys;
  keys.reserve(rows.size() * width);
  for (const Row& row : rows) {
    for (const BoundOrder& order : orders) keys.push_back(order.path.value(row));
  }
  std::vector<size_t> places(rows.size());
  std::iota(places.begin(), places.end(), size_t{0});
  std::ranges::stable_sort(places, [&](size_t left, size_t right) {
    for (size_t at = 0; at < width; ++at) {
      const int order = place(keys[left * width + at], keys[right * width + at], orders[at]);
      if (order != 0) return order < 0;
    }
    return false;
  });
  std::vector<Row> in_order;
  in_order.reserve(rows.size());
  for (const size_t at : places) in_order.push_back(rows[at]);
  return in_order;
}

size_t saturated_sum(size_t left, size_t right) {
  return left > SIZE_MAX - right ? SIZE_MAX : left + right;
}

}  // namespace

RunResult run(const BoundQuery& query, const DataView& view) {
  RunResult result;
  result.counts.assign(query.kind == Kind::counts ? query.fields.size() : 0, 0);
  // Without an order the first rows will do; with one, or to count, all must be seen.
  const bool may_stop = query.order.empty();
  const size_t most =
      query.kind == Kind::counts ? SIZE_MAX : saturated_sum(query.limit, query.offset);
  if (query.limit > 0) {
    query.object->visit(view, [&](const Row& row) {
      if (query.where && !query.where->holds(row)) return true;
      ++result.total;
      if (query.kind == Kind::rows) result.rows.push_back(row);
      for (size_t at = 0; at < result.counts.size(); ++at)
        result.counts[at] += is_null(query.fields[at].path.value(row)) ? 0 : 1;
      return !(may_stop && result.total >= most);
    });
  }
  if (query.kind == Kind::counts) {
    result.total = 1;
    return result;
  }
  const size_t skipped = std::min(query.offset, result.total);
  result.total = std::min(result.total - skipped, query.limit);
  if (query.kind == Kind::row_count) return result;
  if (!query.order.empty()) result.rows = sorted(std::move(result.rows), query.order);
  result.rows.erase(result.rows.begin(), result.rows.begin() + std::ptrdiff_t(skipped));
  result.rows.resize(result.total);
  return result;
}

}  // namespace rehearse::salesforce::soql
