#include "mocks/salesforce/data/soql_compare.h"

#include <algorithm>

#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce::soql {
namespace {

constexpr size_t kIdLength = 15;

char folded(char character) {
  return character >= 'A' && character <= 'Z' ? char(character - 'A' + 'a') : character;
}

int compare_text(std::string_view left, std::string_view right) {
  const size_t shared = std::min(left.size(), right.size());
  for (size_t at = 0; at < shared; ++at) {
    const auto a = static_cast<unsigned char>(folded(left[at]));
    const auto b = static_cast<unsigned char>(folded(right[at]));
    if (a != b) return a < b ? -1 : 1;
  }
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

template <class Number>
int order(Number left, Number right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

bool is_id_type(FieldType type) { return type == FieldType::id || type == FieldType::reference; }

// The value against one operand: below, equal or above it.
int against(const Value& value, const Operand& operand, FieldType type) {
  if (const auto* at = std::get_if<TimePoint>(&value)) {
    const TimePoint first = std::get<TimePoint>(operand.value);
    return *at < first ? -1 : *at > operand.last ? 1 : 0;
  }
  return compare(value, operand.value, type);
}

bool is_one_of(const Value& value, const Comparison& comparison) {
  if (comparison.is_semi_join)
    return comparison.ids.contains(std::string(text_of(value).substr(0, kIdLength)));
  return std::ranges::any_of(comparison.operands, [&](const Operand& operand) {
    if (is_null(value) || is_null(operand.value)) return is_null(value) && is_null(operand.value);
    return against(value, operand, comparison.type) == 0;
  });
}

// A pattern character from `at` on: what it stands for, and where the next begins.
struct PatternStep {
  enum class Kind { any_run, any_one, exact };
  Kind kind = Kind::exact;
  char character = 0;
  size_t next = 0;
};
PatternStep step_at(std::string_view pattern, size_t at) {
  using enum PatternStep::Kind;
  if (pattern[at] == '%') return {any_run, '%', at + 1};
  if (pattern[at] == '_') return {any_one, '_', at + 1};
  const bool is_escaped = pattern[at] == '\\' && at + 1 < pattern.size();
  return {exact, folded(pattern[is_escaped ? at + 1 : at]), at + (is_escaped ? 2 : 1)};
}

}  // namespace

int compare(const Value& left, const Value& right, FieldType type) {
  if (const auto* at = std::get_if<TimePoint>(&left)) return order(*at, std::get<TimePoint>(right));
  if (const auto* number = std::get_if<int64_t>(&left))
    return order(*number, std::get<int64_t>(right));
  if (const auto* flag = std::get_if<bool>(&left)) return order(*flag, std::get<bool>(right));
  if (is_id_type(type))
    return order(text_of(left).substr(0, kIdLength), text_of(right).substr(0, kIdLength));
  return compare_text(text_of(left), text_of(right));
}

bool is_like(std::string_view text, std::string_view pattern) {
  size_t at = 0, in_pattern = 0;
  size_t last_run = std::string_view::npos, resume = 0;  // where to go on after a % took one more
  while (at < text.size()) {
    if (in_pattern < pattern.size()) {
      const PatternStep step = step_at(pattern, in_pattern);
      if (step.kind == PatternStep::Kind::any_run) {
        last_run = in_pattern = step.next;
        resume = at;
        continue;
      }
      if (step.kind == PatternStep::Kind::any_one || step.character == folded(text[at])) {
        in_pattern = step.next;
        ++at;
        continue;
      }
    }
    if (last_run == std::string_view::npos) return false;
    in_pattern = last_run;
    at = ++resume;
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '%') ++in_pattern;
  return in_pattern == pattern.size();
}

bool Comparison::holds(const Value& value) const {
  if (op == Operator::in) return is_one_of(value, *this);
  if (op == Operator::not_in) return !is_one_of(value, *this);
  const Operand& operand = operands.front();
  if (is_null(value) || is_null(operand.value)) {
    const bool are_both = is_null(value) && is_null(operand.value);
    return op == Operator::equal ? are_both : op == Operator::not_equal && !are_both;
  }
  if (op == Operator::like) return is_like(text_of(value), text_of(operand.value));
  const int place = against(value, operand, type);
  switch (op) {
    case Operator::equal:
      return place == 0;
    case Operator::not_equal:
      return place != 0;
    case Operator::less:
      return place < 0;
    case Operator::at_most:
      return place <= 0;
    case Operator::greater:
      return place > 0;
    default:
      return place >= 0;
  }
}

}  // namespace rehearse::salesforce::soql
