#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/soql.h"
#include "mocks/salesforce/data/soql_lexer.h"
#include "mocks/salesforce/data/soql_words.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce::soql {
namespace {

using Kind = Token::Kind;

// Clauses that SOQL has and this reader hasn't, so that the reason can say so.
constexpr std::array<std::string_view, 9> kOtherClauses{
    "using", "with", "group", "having", "for", "update", "typeof", "all", "tracking"};
constexpr std::array<std::string_view, 18> kFunctions{"count_distinct",
                                                      "sum",
                                                      "avg",
                                                      "min",
                                                      "max",
                                                      "tolabel",
                                                      "format",
                                                      "convertcurrency",
                                                      "converttimezone",
                                                      "calendar_year",
                                                      "calendar_month",
                                                      "day_only",
                                                      "hour_in_day",
                                                      "day_in_month",
                                                      "day_in_week",
                                                      "grouping",
                                                      "distance",
                                                      "geolocation"};

template <class Words>
bool is_one_of(const Words& words, std::string_view word) {
  return std::ranges::find(words, lower(word)) != words.end();
}

struct OperatorRow {
  std::string_view symbol{};
  Operator op{};
};
constexpr std::array<OperatorRow, 7> kOperators{{{"=", Operator::equal},
                                                 {"!=", Operator::not_equal},
                                                 {"<>", Operator::not_equal},
                                                 {"<", Operator::less},
                                                 {"<=", Operator::at_most},
                                                 {">", Operator::greater},
                                                 {">=", Operator::at_least}}};

// Parser reads one statement by recursive descent. Every read_… fills its argument and says
// whether it could; the first problem stays.
class Parser {
 public:
  explicit Parser(std::string_view statement) : tokens_(tokens_of(statement)) {}

  bool read_statement(Query& query) { return read_query(query) && expect_end(); }
  Problem& problem() { return problem_; }

 private:
  const Token& here() const { return tokens_[at_]; }
  bool is(std::string_view word) const {
    return here().kind == Kind::word && lower(here().raw) == word;
  }
  bool is_symbol(std::string_view symbol) const {
    return here().kind == Kind::symbol && here().raw == symbol;
  }
  bool next_is_symbol(std::string_view symbol) const {
    return at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == Kind::symbol &&
           tokens_[at_ + 1].raw == symbol;
  }
  bool take(std::string_view word) { return is(word) && advance(); }
  bool take_symbol(std::string_view symbol) { return is_symbol(symbol) && advance(); }
  bool advance() {
    ++at_;
    return true;
  }

  bool fail(std::string message, const Reason& why = reason::data_query_malformed) {
    return fail_at(here().at, std::move(message), why);
  }
  bool fail_at(size_t at, std::string message, const Reason& why = reason::data_query_malformed) {
    problem_ = {"MALFORMED_QUERY", std::move(message), at, &why};
    return false;
  }
  // Salesforce, observed: what an ANTLR grammar says about a word that doesn't fit.
  bool unexpected();
  bool too_complicated();
  bool expect(std::string_view word) { return take(word) || unexpected(); }
  bool expect_symbol(std::string_view symbol) { return take_symbol(symbol) || unexpected(); }
  bool expect_end() { return here().kind == Kind::end || unexpected(); }

  bool read_query(Query& query);
  bool read_select_list(Query& query);
  bool read_selected(Query& query);
  bool read_count(Query& query);
  bool read_fields_function(Query& query);
  bool read_from(Query& query);
  bool read_order(Query& query);
  bool read_number(std::optional<int64_t>& number);
  bool read_path(Path& path);
  bool read_condition(Condition& condition);
  bool read_joined(Condition& condition, std::string_view word, Condition::Kind kind);
  bool read_part(Condition& condition);
  bool read_comparison(Condition& condition);
  bool read_operator(Condition& condition);
  bool read_list(Condition& condition);
  bool read_literal(Literal& literal, bool is_pattern);
  bool read_word_literal(Literal& literal);
  bool read_text(Literal& literal, bool is_pattern);

  std::vector<Token> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  bool is_inner_ = false;  // within a semi-join
  Problem problem_{};
};

bool Parser::unexpected() {
  const Token& token = here();
  if (token.kind == Kind::end) return fail("unexpected token: '<EOF>'");
  if (token.kind == Kind::broken && token.raw[0] == '\'')
    return fail(fmt::format("line 1:{} mismatched character '<EOF>' expecting '''", token.at));
  if (token.kind == Kind::broken && token.raw != "*")
    return fail(
        fmt::format("line 1:{} no viable alternative at character '{}'", token.at, token.raw));
  const bool is_real_soql = token.kind == Kind::word && is_one_of(kOtherClauses, token.raw);
  return fail(fmt::format("unexpected token: '{}'", token.raw),
              is_real_soql ? reason::data_query_not_modelled : reason::data_query_malformed);
}

bool Parser::too_complicated() {
  problem_ = {"QUERY_TOO_COMPLICATED",
              "Query is either selecting too many fields or the filter conditions are too "
              "complicated.",
              {},
              &reason::data_query_too_complicated};
  return false;
}

bool Parser::read_query(Query& query) {
  if (!expect("select") || !read_select_list(query) || !expect("from") || !read_from(query))
    return false;
  if (take("where") && !read_condition(query.where.emplace())) return false;
  if (take("order") && !read_order(query)) return false;
  if (take("limit") && !read_number(query.limit)) return false;
  return !take("offset") || read_number(query.offset);
}

bool Parser::read_select_list(Query& query) {
  do {
    if (!read_selected(query)) return false;
  } while (!query.is_row_count && take_symbol(","));
  return true;
}

bool Parser::read_selected(Query& query) {
  if (is("count") && next_is_symbol("(")) return read_count(query);
  if (is("fields") && next_is_symbol("(")) return read_fields_function(query);
  const bool is_other = is_symbol("(") || (here().kind == Kind::word &&
                                           (is("typeof") || is_one_of(kFunctions, here().raw)));
  // A subquery, TYPEOF or a function: real, but not played here.
  if (is_other && (is_symbol("(") || is("typeof") || next_is_symbol("(")))
    return fail(fmt::format("unexpected token: '{}'", here().raw), reason::data_query_not_modelled);
  Selected& selected = query.fields.emplace_back();
  selected.at = here().at;
  return read_path(selected.path);
}

bool Parser::read_count(Query& query) {
  const size_t at = here().at;
  at_ += 2;
  if (take_symbol(")")) {
    query.is_row_count = true;
    return query.fields.empty() || fail_at(at, "unexpected token: 'COUNT'");
  }
  Selected& selected = query.fields.emplace_back();
  selected.kind = Selected::Kind::count;
  selected.at = at;
  if (!read_path(selected.path) || !expect_symbol(")")) return false;
  if (here().kind == Kind::word && !is("from")) {
    selected.alias = here().raw;
    advance();
  }
  return true;
}

bool Parser::read_fields_function(Query& query) {
  Selected& selected = query.fields.emplace_back();
  selected.at = here().at;
  at_ += 2;
  if (take("all")) {
    selected.kind = Selected::Kind::all_fields;
  } else if (take("standard")) {
    selected.kind = Selected::Kind::standard_fields;
  } else if (take("custom")) {
    selected.kind = Selected::Kind::custom_fields;
  } else {
    return unexpected();
  }
  return expect_symbol(")");
}

bool Parser::read_from(Query& query) {
  query.type_at = here().at;
  const bool is_name = here().kind == Kind::word && !is_keyword(here().raw);
  if (!is_name || here().raw.find('.') != std::string_view::npos) return unexpected();
  query.type = here().raw;
  advance();
  const bool has_alias =
      here().kind == Kind::word && !is_keyword(here().raw) && !is_one_of(kOtherClauses, here().raw);
  if (has_alias) {
    query.alias = here().raw;
    advance();
  }
  // FROM a, a.b: the old way to name relationships.
  if (is_symbol(",")) return fail("unexpected token: ','", reason::data_query_not_modelled);
  return true;
}

bool Parser::read_order(Query& query) {
  if (!expect("by")) return false;
  do {
    Order& order = query.order.emplace_back();
    if (here().kind == Kind::word && next_is_symbol("("))
      return fail(fmt::format("unexpected token: '{}'", here().raw),
                  reason::data_query_not_modelled);
    if (!read_path(order.field)) return false;
    if (!take("asc")) order.is_descending = take("desc");
    if (!take("nulls")) continue;
    order.is_nulls_last = take("last");
    if (!order.is_nulls_last && !expect("first")) return false;
  } while (take_symbol(","));
  return true;
}

bool Parser::read_number(std::optional<int64_t>& number) {
  const std::string_view text = here().raw;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = here().kind == Kind::number && error == std::errc() &&
                        end == text.data() + text.size() && value >= 0;
  if (!is_whole) return unexpected();
  number = value;
  return advance();
}

bool Parser::read_path(Path& path) {
  if (here().kind != Kind::word || is_keyword(here().raw)) return unexpected();
  path.at = here().at;
  path.names = split(here().raw, '.');
  if (std::ranges::find(path.names, "") != path.names.end()) return unexpected();
  return advance();
}

// Salesforce, documented: AND and OR may not be mixed without parentheses, and a NOT stands alone
// or in parentheses of its own.
bool Parser::read_condition(Condition& condition) {
  if (++depth_ > kDeepestNesting) return too_complicated();
  bool is_good = false;
  if (take("not")) {
    condition.kind = Condition::Kind::negation;
    is_good = read_part(condition.parts.emplace_back());
  } else {
    is_good = read_part(condition);
    if (is_good && is("and")) {
      is_good = read_joined(condition, "and", Condition::Kind::all);
    } else if (is_good && is("or")) {
      is_good = read_joined(condition, "or", Condition::Kind::any);
    }
  }
  --depth_;
  return is_good;
}

bool Parser::read_joined(Condition& condition, std::string_view word, Condition::Kind kind) {
  Condition whole;
  whole.kind = kind;
  whole.parts.push_back(std::move(condition));
  while (take(word)) {
    if (!read_part(whole.parts.emplace_back())) return false;
  }
  condition = std::move(whole);
  return true;
}

bool Parser::read_part(Condition& condition) {
  if (take_symbol("(")) return read_condition(condition) && expect_symbol(")");
  return read_comparison(condition);
}

bool Parser::read_comparison(Condition& condition) {
  if (here().kind == Kind::word && next_is_symbol("(")) {
    return fail(fmt::format("unexpected token: '{}'", here().raw),
                is_one_of(kFunctions, here().raw) ? reason::data_query_not_modelled
                                                  : reason::data_query_malformed);
  }
  if (!read_path(condition.field) || !read_operator(condition)) return false;
  if (condition.op == Operator::in || condition.op == Operator::not_in) return read_list(condition);
  return read_literal(condition.values.emplace_back(), condition.op == Operator::like);
}

bool Parser::read_operator(Condition& condition) {
  for (const OperatorRow& row : kOperators) {
    if (!take_symbol(row.symbol)) continue;
    condition.op = row.op;
    return true;
  }
  condition.op = Operator::like;
  if (take("like")) return true;
  condition.op = Operator::in;
  if (take("in")) return true;
  if (is("includes") || is("excludes"))
    return fail(fmt::format("unexpected token: '{}'", here().raw), reason::data_query_not_modelled);
  condition.op = Operator::not_in;
  return take("not") ? expect("in") : unexpected();
}

bool Parser::read_list(Condition& condition) {
  if (!expect_symbol("(")) return false;
  if (is("select")) {
    // Salesforce, documented: one level of semi-joins.
    if (is_inner_)
      return fail("Nesting of semi join sub-selects is not supported",
                  reason::data_query_malformed);
    is_inner_ = true;
    condition.semi_join = std::make_shared<Query>();
    if (!read_query(*condition.semi_join)) return false;
    is_inner_ = false;
    return expect_symbol(")");
  }
  do {
    if (!read_literal(condition.values.emplace_back(), false)) return false;
  } while (take_symbol(","));
  return expect_symbol(")");
}

bool Parser::read_literal(Literal& literal, bool is_pattern) {
  literal.at = here().at;
  literal.text = here().raw;
  switch (here().kind) {
    case Kind::text:
      return read_text(literal, is_pattern);
    case Kind::number:
      literal.kind = Literal::Kind::number;
      return is_number(literal.text) ? advance() : unexpected();
    case Kind::date:
      if (!is_date_or_time(literal.text)) return unexpected();
      literal.kind = literal.text.size() == 10 ? Literal::Kind::date : Literal::Kind::date_time;
      return advance();
    case Kind::word:
      return read_word_literal(literal);
    case Kind::symbol:
      if (is_symbol(":")) return fail("Bind variables only allowed in Apex code");
      [[fallthrough]];
    default:
      return unexpected();
  }
}

bool Parser::read_word_literal(Literal& literal) {
  const std::string word = lower(here().raw);
  if (word == "null") {
    literal.kind = Literal::Kind::null;
    return advance();
  }
  if (word == "true" || word == "false") {
    literal.kind = Literal::Kind::boolean;
    literal.text = word;
    return advance();
  }
  const DateWord* known = find_date_word(word);
  // Salesforce, observed: a word that is no value is taken for the start of a date word.
  if (known == nullptr)
    return is_keyword(word) ? unexpected()
                            : fail(fmt::format("expecting a colon, found '{}'", here().raw));
  literal.kind = Literal::Kind::date_word;
  literal.text = word;
  advance();
  if (!known->has_number) return true;
  std::optional<int64_t> number;
  if (!expect_symbol(":") || !read_number(number)) return false;
  constexpr int64_t kMostDays = 1'000'000;  // no date word reaches further than the calendar
  literal.days = std::min(*number, kMostDays);
  return true;
}

bool Parser::read_text(Literal& literal, bool is_pattern) {
  auto text = text_of(here().raw, is_pattern);
  if (!text) return fail("Illegal character sequence in string literal");
  if (text->size() > kLongestText)
    return fail(fmt::format("String literal is too long: more than {} characters", kLongestText));
  literal.kind = Literal::Kind::text;
  literal.text = std::move(*text);
  return advance();
}

}  // namespace

Result<Query, Problem> parse(std::string_view statement) {
  if (trim(statement).empty())
    return Problem{"MALFORMED_QUERY",
                   "SOQL statements cannot be empty or null",
                   {},
                   &reason::data_query_malformed};
  if (statement.size() > kLongestStatement)
    return Problem{
        "MALFORMED_QUERY",
        fmt::format("SOQL statements cannot be longer than {} characters.", kLongestStatement),
        {},
        &reason::data_query_too_long};
  Parser parser(statement);
  Query query;
  if (!parser.read_statement(query)) return std::move(parser.problem());
  return query;
}

}  // namespace rehearse::salesforce::soql
