#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "mocks/salesforce/data/objects.h"
#include "mocks/salesforce/data/soql.h"

namespace rehearse::salesforce::soql {

// Operand is a literal as a value of the field's type. A date word stands for all of its days, so
// every time has a first and a last instant.
struct Operand {
  Value value{};  // of a time: the first instant
  TimePoint last{};
};

// Comparison is what a field is compared with, and how.
struct Comparison {
  Operator op = Operator::equal;
  FieldType type = FieldType::text;
  std::vector<Operand> operands{};
  std::unordered_set<std::string> ids{};  // of a semi-join: what it found, in 15 characters
  bool is_semi_join = false;
  // Salesforce, documented: text compares without regard to case, ids by their 15 characters.
  // Inferred: `!=` and NOT IN are true of null, every other comparison with null is false.
  bool holds(const Value& value) const;
};

// Less than 0, 0 or more than 0, as ORDER BY sorts two values of one field that aren't null.
int compare(const Value& left, const Value& right, FieldType type);
// LIKE without regard to case: % stands for any characters, _ for one, a backslash escapes.
bool is_like(std::string_view text, std::string_view pattern);

}  // namespace rehearse::salesforce::soql
