#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"

namespace rehearse::salesforce::soql {

// What a SOQL statement says, apart from which objects and fields there are (Salesforce,
// documented: SOQL and SOSL Reference). Positions are offsets into the statement, for error
// messages.

// Path is a field, or a field reached through relationships: `Id`, `Profile.Name`.
struct Path {
  std::vector<std::string> names{};
  size_t at = 0;
  std::string text() const;  // joined by dots
};

struct Literal {
  enum class Kind { null, boolean, number, text, date, date_time, date_word };
  Kind kind = Kind::null;
  std::string text{};  // unescaped; as written for all but text
  int64_t days = 0;    // of a date word with a number: LAST_N_DAYS:30
  size_t at = 0;
};

enum class Operator { equal, not_equal, less, at_most, greater, at_least, like, in, not_in };

struct Query;

// Condition is a comparison, or conditions joined by AND, by OR or preceded by NOT.
struct Condition {
  enum class Kind { comparison, all, any, negation };
  Kind kind = Kind::comparison;
  std::vector<Condition> parts{};  // of all and any: at least two; of a negation: one

  // Of a comparison.
  Path field{};
  Operator op = Operator::equal;
  std::vector<Literal> values{};       // one, or those of a list
  std::shared_ptr<Query> semi_join{};  // IN (SELECT …), in place of values
};

// Selected is one entry of the select list.
struct Selected {
  enum class Kind { field, count, all_fields, standard_fields, custom_fields };
  Kind kind = Kind::field;
  Path path{};          // of a field, and of COUNT(field)
  std::string alias{};  // of COUNT(field) alias
  size_t at = 0;
};

struct Order {
  Path field{};
  bool is_descending = false;
  bool is_nulls_last = false;
};

struct Query {
  std::vector<Selected> fields{};
  bool is_row_count = false;  // SELECT COUNT(), which has no fields
  std::string type{};
  std::string alias{};  // FROM type alias
  size_t type_at = 0;
  std::optional<Condition> where{};
  std::vector<Order> order{};
  std::optional<int64_t> limit{}, offset{};
};

// Problem is why a statement is refused, in Salesforce's words.
struct Problem {
  std::string_view code{};     // `MALFORMED_QUERY`
  std::string message{};       // `unexpected token: 'FROM'`
  std::optional<size_t> at{};  // the place it is about; none: the whole statement
  const Reason* reason = nullptr;
};
// The message as it goes on the wire: where the problem has a place, the words around it, a caret
// under it, `ERROR at Row:1:Column:8`, then the message (Salesforce, observed).
std::string shown(const Problem& problem, std::string_view statement);

inline constexpr size_t kLongestStatement = 100'000;  // characters (documented)
inline constexpr size_t kLongestText = 4'000;         // of a string in WHERE (documented)
inline constexpr int kDeepestNesting = 50;            // of parentheses and NOT; the mock's own

// Reads a statement. Nothing is known here of objects and fields.
Result<Query, Problem> parse(std::string_view statement);

}  // namespace rehearse::salesforce::soql
