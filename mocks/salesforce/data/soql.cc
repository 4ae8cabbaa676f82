#include "mocks/salesforce/data/soql.h"

#include <algorithm>
#include <charconv>

#include "mocks/core/text.h"

namespace rehearse::salesforce {
namespace {

struct Token {
  std::string text{};
  bool is_string = false;
};

bool is_word(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '_' || character == '.' ||
         character == '-' || character == ':' || character == '+';
}

// A quoted string from its opening quote on; nothing if it doesn't end.
std::optional<std::string> read_string(std::string_view& text) {
  std::string value;
  for (size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '\'') {
      text.remove_prefix(at + 1);
      return value;
    }
    if (text[at] == '\\' && ++at == text.size()) return std::nullopt;
    value += text[at];
  }
  return std::nullopt;
}

std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  while (!(text = trim(text)).empty()) {
    if (text[0] == '\'') {
      auto value = read_string(text);
      if (!value) return std::nullopt;
      tokens.push_back({std::move(*value), true});
      continue;
    }
    size_t length = 0;
    while (length < text.size() && is_word(text[length])) ++length;
    if (length == 0) length = text.starts_with("!=") || text.starts_with("<>") ? 2 : 1;
    tokens.push_back({std::string(text.substr(0, length)), false});
    text.remove_prefix(length);
  }
  return tokens;
}

// Reader walks over the tokens; each take_… gives nothing, and stays, where the next is another.
class Reader {
 public:
  explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  bool take(std::string_view word) {
    if (at_ == tokens_.size() || tokens_[at_].is_string || lower(tokens_[at_].text) != word)
      return false;
    ++at_;
    return true;
  }
  std::optional<std::string> take_name() {
    if (at_ == tokens_.size() || tokens_[at_].is_string || !is_word(tokens_[at_].text[0]))
      return {};
    return tokens_[at_++].text;
  }
  std::optional<std::string> take_value() {
    if (at_ < tokens_.size() && tokens_[at_].is_string) return tokens_[at_++].text;
    return take_name();
  }
  bool is_done() const { return at_ == tokens_.size(); }

 private:
  std::vector<Token> tokens_;
  size_t at_ = 0;
};

bool read_fields(Reader& reader, Soql& soql) {
  do {
    const auto field = reader.take_name();
    if (!field) return false;
    if (lower(*field) == "count" && reader.take("(")) {
      soql.is_count = true;
      return soql.fields.empty() && reader.take(")");
    }
    soql.fields.push_back(*field);
  } while (reader.take(","));
  return true;
}

bool read_conditions(Reader& reader, Soql& soql) {
  do {
    Soql::Condition condition;
    const auto field = reader.take_name();
    if (!field) return false;
    condition.field = *field;
    condition.is_negated = reader.take("!=") || reader.take("<>");
    if (!condition.is_negated && !reader.take("=")) return false;
    const auto value = reader.take_value();
    if (!value) return false;
    condition.value = *value;
    soql.conditions.push_back(condition);
  } while (reader.take("and"));
  return true;
}

bool read_order(Reader& reader) {
  if (!reader.take("by")) return false;
  do {
    if (!reader.take_name()) return false;
    if (!reader.take("asc")) reader.take("desc");
  } while (reader.take(","));
  return true;
}

bool read_limit(Reader& reader, Soql& soql) {
  const auto text = reader.take_name();
  size_t limit = 0;
  if (!text) return false;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (error != std::errc() || end != text->data() + text->size()) return false;
  soql.limit = limit;
  return true;
}

}  // namespace

std::optional<Soql> parse_soql(std::string_view text) {
  auto tokens = tokens_of(text);
  if (!tokens) return std::nullopt;
  Reader reader(std::move(*tokens));
  Soql soql;
  if (!reader.take("select") || !read_fields(reader, soql) || !reader.take("from"))
    return std::nullopt;
  const auto type = reader.take_name();
  if (!type) return std::nullopt;
  soql.type = *type;
  if (reader.take("where") && !read_conditions(reader, soql)) return std::nullopt;
  if (reader.take("order") && !read_order(reader)) return std::nullopt;
  if (reader.take("limit") && !read_limit(reader, soql)) return std::nullopt;
  if (!reader.is_done()) return std::nullopt;
  return soql;
}

}  // namespace rehearse::salesforce
