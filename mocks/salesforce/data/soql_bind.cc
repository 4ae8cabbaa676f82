#include "mocks/salesforce/data/soql_bind.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/soql_run.h"
#include "mocks/salesforce/data/soql_words.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce::soql {
namespace {

constexpr size_t kMostHops = 5;           // documented: relationships of up to five levels
constexpr int64_t kMostOffset = 2'000;    // documented
constexpr int64_t kMostWithFields = 200;  // documented: of FIELDS(ALL) and FIELDS(CUSTOM)

// Salesforce's name of a type in its messages.
std::string_view type_name(FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return "boolean";
    case FieldType::integer:
      return "int";
    case FieldType::date_time:
      return "dateTime";
    default:
      return "string";
  }
}

bool is_text(FieldType type) {
  return type != FieldType::boolean && type != FieldType::integer && type != FieldType::date_time;
}
bool is_id_type(FieldType type) { return type == FieldType::id || type == FieldType::reference; }

bool is_record_id(std::string_view text) {
  return (text.size() == 15 || text.size() == 18) && std::ranges::all_of(text, [](char character) {
           return (character >= '0' && character <= '9') ||
                  (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
         });
}

// Binder turns names and literals into fields and values; the first problem stays.
class Binder {
 public:
  Binder(const DataView& view, DataApi api) : view_(view), api_(api) {}

  bool bind_query(const Query& query, BoundQuery& bound);
  Problem& problem() { return problem_; }

 private:
  bool fail(std::string_view code, std::string message, std::optional<size_t> at,
            const Reason& why) {
    problem_ = {code, std::move(message), at, &why};
    return false;
  }
  bool mismatch(const Path& field, FieldType type);
  bool unknown_column(const Object& object, const Path& path, std::string_view name);

  bool bind_object(const Query& query, BoundQuery& bound);
  bool bind_fields(const Query& query, BoundQuery& bound);
  bool bind_selected(const Query& query, const Selected& selected, BoundQuery& bound);
  bool bind_path(const Path& path, BoundPath& bound);
  bool bind_condition(const Condition& condition, BoundCondition& bound);
  bool bind_comparison(const Condition& condition, BoundCondition& bound);
  bool check_operator(const Condition& condition, FieldType type);
  bool bind_literal(const Condition& condition, const Literal& literal, FieldType type,
                    Operand& operand);
  bool bind_text(const Condition& condition, const Literal& literal, FieldType type,
                 Operand& operand);
  bool bind_number(const Condition& condition, const Literal& literal, Operand& operand);
  bool bind_time(const Condition& condition, const Literal& literal, Operand& operand);
  bool answer_semi_join(const Condition& condition, Comparison& comparison);
  bool bind_window(const Query& query, BoundQuery& bound);

  const DataView& view_;
  DataApi api_;
  const Object* object_ = nullptr;
  std::string alias_{};
  Problem problem_{};
};

bool Binder::bind_query(const Query& query, BoundQuery& bound) {
  alias_ = lower(query.alias);
  if (!bind_object(query, bound) || !bind_fields(query, bound)) return false;
  if (query.where && !bind_condition(*query.where, bound.where.emplace())) return false;
  for (const Order& order : query.order) {
    BoundOrder& row = bound.order.emplace_back();
    row.is_descending = order.is_descending;
    row.is_nulls_last = order.is_nulls_last;
    if (!bind_path(order.field, row.path)) return false;
  }
  return bind_window(query, bound);
}

bool Binder::bind_object(const Query& query, BoundQuery& bound) {
  object_ = bound.object = find_object(view_, api_, query.type);
  if (object_ != nullptr) return true;
  return fail("INVALID_TYPE",
              fmt::format("sObject type '{}' is not supported. If you are attempting to use a "
                          "custom object, be sure to append the '__c' after the entity name. "
                          "Please reference your WSDL or the describe call for the appropriate "
                          "names.",
                          query.type),
              query.type_at, why_no_object(view_, api_, query.type));
}

bool Binder::bind_fields(const Query& query, BoundQuery& bound) {
  if (query.is_row_count) {
    bound.kind = BoundQuery::Kind::row_count;
    return true;
  }
  const auto is_count = [](const Selected& selected) {
    return selected.kind == Selected::Kind::count;
  };
  const bool counts = std::ranges::any_of(query.fields, is_count);
  if (counts) bound.kind = BoundQuery::Kind::counts;
  for (const Selected& selected : query.fields) {
    if (counts && !is_count(selected))
      return fail("MALFORMED_QUERY",
                  fmt::format("Field must be grouped or aggregated: {}", selected.path.text()),
                  selected.at, reason::data_query_malformed);
    if (!bind_selected(query, selected, bound)) return false;
  }
  return true;
}

bool Binder::bind_selected(const Query& query, const Selected& selected, BoundQuery& bound) {
  using Kind = Selected::Kind;
  if (selected.kind == Kind::all_fields || selected.kind == Kind::custom_fields) {
    // Salesforce, documented: what may grow without bound needs a bound on its rows.
    if (!query.limit || *query.limit > kMostWithFields)
      return fail("MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200",
                  selected.at, reason::data_fields_unbounded);
  }
  if (selected.kind == Kind::all_fields || selected.kind == Kind::standard_fields) {
    for (const Column& column : object_->columns)
      bound.fields.push_back({BoundPath{{}, &column}, {}});
    return true;
  }
  if (selected.kind == Kind::custom_fields) return true;  // the org's objects have none
  BoundField field;
  if (!bind_path(selected.path, field.path)) return false;
  if (selected.kind == Kind::count) {
    field.alias =
        selected.alias.empty() ? fmt::format("expr{}", bound.fields.size()) : selected.alias;
  } else if (std::ranges::any_of(bound.fields, [&](const BoundField& other) {
               return other.path.column == field.path.column &&
                      other.path.hops.size() == field.path.hops.size() &&
                      std::ranges::equal(other.path.hops, field.path.hops, {},
                                         &BoundPath::Hop::reference, &BoundPath::Hop::reference);
             })) {
    return fail("MALFORMED_QUERY",
                fmt::format("duplicate field selected: {}", selected.path.text()), selected.at,
                reason::data_query_malformed);
  }
  bound.fields.push_back(std::move(field));
  return true;
}

bool Binder::unknown_column(const Object& object, const Path& path, std::string_view name) {
  return fail("INVALID_FIELD",
              fmt::format("No such column '{}' on entity '{}'. If you are attempting to use a "
                          "custom field, be sure to append the '__c' after the custom field name. "
                          "Please reference your WSDL or the describe call for the appropriate "
                          "names.",
                          name, object.name),
              path.at, reason::data_field_unknown);
}

bool Binder::bind_path(const Path& path, BoundPath& bound) {
  const Object* object = object_;
  size_t first = 0;
  // `u.Name` under the alias u, and `User.Name` of the object itself, mean its own fields.
  const std::string start = lower(path.names.front());
  const bool is_own = start == alias_ || start == lower(object->name);
  if (path.names.size() > 1 && is_own && find_relationship(*object, start) == nullptr) first = 1;
  for (; first + 1 < path.names.size(); ++first) {
    const Column* reference = find_relationship(*object, path.names[first]);
    const Object* target =
        reference == nullptr ? nullptr : find_object(view_, api_, reference->refers_to);
    if (target == nullptr || bound.hops.size() == kMostHops)
      return fail("INVALID_FIELD",
                  fmt::format("Didn't understand relationship '{}' in field path. If you are "
                              "attempting to use a custom relationship, be sure to append the "
                              "'__r' after the custom relationship name. Please reference your "
                              "WSDL or the describe call for the appropriate names.",
                              path.names[first]),
                  path.at, reason::data_relationship_unknown);
    bound.hops.push_back({reference, target});
    object = target;
  }
  bound.column = find_column(*object, path.names.back());
  return bound.column != nullptr || unknown_column(*object, path, path.names.back());
}

bool Binder::bind_condition(const Condition& condition, BoundCondition& bound) {
  bound.kind = condition.kind;
  if (condition.kind == Condition::Kind::comparison) return bind_comparison(condition, bound);
  return std::ranges::all_of(condition.parts, [&](const Condition& part) {
    return bind_condition(part, bound.parts.emplace_back());
  });
}

bool Binder::bind_comparison(const Condition& condition, BoundCondition& bound) {
  if (!bind_path(condition.field, bound.path)) return false;
  const Column& column = *bound.path.column;
  // Salesforce, observed: LoginHistory.Status and its like can be shown but not asked for.
  if (!column.is_filterable)
    return fail("INVALID_FIELD",
                fmt::format("field '{}' can not be filtered in a query call", column.name),
                condition.field.at, reason::data_field_not_filterable);
  if (!check_operator(condition, column.type)) return false;
  bound.comparison.op = condition.op;
  bound.comparison.type = column.type;
  if (condition.semi_join != nullptr) return answer_semi_join(condition, bound.comparison);
  return std::ranges::all_of(condition.values, [&](const Literal& literal) {
    return bind_literal(condition, literal, column.type, bound.comparison.operands.emplace_back());
  });
}

bool Binder::check_operator(const Condition& condition, FieldType type) {
  const bool is_order = condition.op == Operator::less || condition.op == Operator::at_most ||
                        condition.op == Operator::greater || condition.op == Operator::at_least;
  const bool is_wrong = (condition.op == Operator::like && (!is_text(type) || is_id_type(type))) ||
                        (is_order && type == FieldType::boolean);
  if (!is_wrong) return true;
  // Salesforce, observed of ids.
  const std::string_view name = is_id_type(type) ? "id" : type_name(type);
  return fail("INVALID_QUERY_FILTER_OPERATOR", fmt::format("invalid operator on {} field", name),
              condition.field.at, reason::data_operator_refused);
}

bool Binder::mismatch(const Path& field, FieldType type) {
  // Salesforce, observed in three reports.
  const std::string_view ending =
      is_text(type) ? "and should be enclosed in quotes" : "and should not be enclosed in quotes";
  return fail("INVALID_FIELD",
              fmt::format("value of filter criterion for field '{}' must be of type {} {}",
                          field.text(), type_name(type), ending),
              field.at, reason::data_value_mismatch);
}

bool Binder::bind_literal(const Condition& condition, const Literal& literal, FieldType type,
                          Operand& operand) {
  if (literal.kind == Literal::Kind::null) return true;
  switch (type) {
    case FieldType::boolean:
      operand.value = literal.text == "true";
      return literal.kind == Literal::Kind::boolean || mismatch(condition.field, type);
    case FieldType::integer:
      return bind_number(condition, literal, operand);
    case FieldType::date_time:
      return bind_time(condition, literal, operand);
    default:
      return bind_text(condition, literal, type, operand);
  }
}

bool Binder::bind_text(const Condition& condition, const Literal& literal, FieldType type,
                       Operand& operand) {
  if (literal.kind != Literal::Kind::text) return mismatch(condition.field, type);
  if (literal.text.empty()) return true;  // Salesforce keeps an empty text as null
  if (is_id_type(type) && !is_record_id(literal.text))
    return fail("INVALID_QUERY_FILTER_OPERATOR", fmt::format("invalid ID field: {}", literal.text),
                condition.field.at, reason::data_id_malformed);
  operand.value = literal.text;
  return true;
}

bool Binder::bind_number(const Condition& condition, const Literal& literal, Operand& operand) {
  int64_t number = 0;
  const std::string_view text = literal.text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = literal.kind == Literal::Kind::number && error == std::errc() &&
                        end == text.data() + text.size();
  operand.value = number;
  return is_whole || mismatch(condition.field, FieldType::integer);
}

bool Binder::bind_time(const Condition& condition, const Literal& literal, Operand& operand) {
  std::optional<Span> span;
  if (literal.kind == Literal::Kind::date_time) span = span_of_date(literal.text);
  if (literal.kind == Literal::Kind::date_word)
    span = span_of_word(literal.text, literal.days, view_.now);
  if (!span) return mismatch(condition.field, FieldType::date_time);
  operand.value = span->start;
  operand.last = span->start == span->end ? span->end : span->end - Duration(1);
  return true;
}

bool Binder::answer_semi_join(const Condition& condition, Comparison& comparison) {
  const Query& inner = *condition.semi_join;
  Binder binder(view_, api_);
  BoundQuery bound;
  if (!binder.bind_query(inner, bound)) {
    problem_ = std::move(binder.problem());
    return false;
  }
  const bool is_one_id = bound.kind == BoundQuery::Kind::rows && bound.fields.size() == 1 &&
                         is_id_type(bound.fields.front().path.column->type);
  if (!is_one_id || !is_id_type(comparison.type))
    return fail("MALFORMED_QUERY",
                "Semi join sub-selects need an id or a reference field on both sides",
                condition.field.at, reason::data_query_malformed);
  comparison.is_semi_join = true;
  for (const Row& row : run(bound, view_).rows) {
    const Value value = bound.fields.front().path.value(row);
    if (!is_null(value)) comparison.ids.insert(std::string(text_of(value).substr(0, 15)));
  }
  return true;
}

bool Binder::bind_window(const Query& query, BoundQuery& bound) {
  if (query.limit) bound.limit = size_t(*query.limit);
  if (!query.offset) return true;
  if (*query.offset > kMostOffset)
    return fail("NUMBER_OUTSIDE_VALID_RANGE",
                fmt::format("Maximum SOQL offset allowed is {}", kMostOffset), {},
                reason::data_offset_too_large);
  bound.offset = size_t(*query.offset);
  return true;
}

}  // namespace

Value BoundPath::value(const Row& row) const {
  if (hops.empty()) return value_of(*column, row);
  Row at = row;
  for (const Hop& hop : hops) {
    const Value id = value_of(*hop.reference, at);
    const auto next = is_null(id) ? std::nullopt : find_record(*row.view, *hop.target, text_of(id));
    if (!next) return {};
    at = *next;
  }
  return value_of(*column, at);
}

bool BoundCondition::holds(const Row& row) const {
  const auto part_holds = [&](const BoundCondition& part) { return part.holds(row); };
  switch (kind) {
    case Condition::Kind::comparison:
      return comparison.holds(path.value(row));
    case Condition::Kind::all:
      return std::ranges::all_of(parts, part_holds);
    case Condition::Kind::any:
      return std::ranges::any_of(parts, part_holds);
    case Condition::Kind::negation:
      return !part_holds(parts.front());
  }
  return false;
}

Result<BoundQuery, Problem> bind(const Query& query, const DataView& view, DataApi api) {
  Binder binder(view, api);
  BoundQuery bound;
  if (!binder.bind_query(query, bound)) return std::move(binder.problem());
  return bound;
}

}  // namespace rehearse::salesforce::soql
