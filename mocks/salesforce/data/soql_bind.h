#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mocks/salesforce/data/objects.h"
#include "mocks/salesforce/data/soql.h"
#include "mocks/salesforce/data/soql_compare.h"

namespace rehearse::salesforce::soql {

// A statement bound to the org's objects: every name has become a field, every literal a value of
// that field's type, so that evaluating it cannot fail.

// BoundPath leads from a record of the queried object to a value, by way of references.
struct BoundPath {
  struct Hop {
    const Column* reference = nullptr;
    const Object* target = nullptr;
  };
  std::vector<Hop> hops{};
  const Column* column = nullptr;
  // The value in that row; null where a reference on the way is null or leads nowhere.
  Value value(const Row& row) const;
};

struct BoundCondition {
  Condition::Kind kind = Condition::Kind::comparison;
  std::vector<BoundCondition> parts{};
  BoundPath path{};
  Comparison comparison{};
  bool holds(const Row& row) const;
};

struct BoundField {
  BoundPath path{};
  std::string alias{};  // of a count: `expr0`
};

struct BoundOrder {
  BoundPath path{};
  bool is_descending = false;
  bool is_nulls_last = false;
};

struct BoundQuery {
  const Object* object = nullptr;
  enum class Kind { rows, row_count, counts };
  Kind kind = Kind::rows;
  std::vector<BoundField> fields{};  // of rows: what to show; of counts: what to count
  std::optional<BoundCondition> where{};
  std::vector<BoundOrder> order{};
  size_t limit = SIZE_MAX, offset = 0;
};

// Binds the statement for who looks at it. Semi-joins are answered on the way.
Result<BoundQuery, Problem> bind(const Query& query, const DataView& view, DataApi api);

}  // namespace rehearse::salesforce::soql
