#include "mocks/salesforce/data/soql_lexer.h"

namespace rehearse::salesforce::soql {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         character == '_';
}

bool is_blank(char character) {
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

// How far a token reaches whose characters all pass.
template <class Passes>
size_t run_of(std::string_view text, Passes passes) {
  size_t length = 0;
  while (length < text.size() && passes(text[length])) ++length;
  return length;
}

// A quoted string from its opening quote to its closing one; 0 if it doesn't end.
size_t length_of_text(std::string_view text) {
  for (size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '\'') {
      return at + 1;
    }
  }
  return 0;
}

// Digits with what numbers, dates and times hold besides; which of them it is shows by a dash or a
// colon inside.
Token number_or_date(std::string_view text) {
  const bool is_signed = text[0] == '-' || text[0] == '+';
  size_t length = is_signed ? 1 : 0;
  bool is_date = false;
  while (length < text.size()) {
    const char character = text[length];
    const bool joins = character == '-' || character == ':' || character == '+';
    const char before = text[length - (length > 0 ? 1 : 0)];
    const bool is_exponent_sign = joins && (before == 'e' || before == 'E');
    if (joins && !is_exponent_sign) {
      if (is_signed) break;
      is_date = true;
    }
    if (!joins && !is_digit(character) && !is_letter(character) && character != '.') break;
    ++length;
  }
  return {is_date ? Token::Kind::date : Token::Kind::number, text.substr(0, length)};
}

Token next_token(std::string_view text) {
  if (is_letter(text[0])) {
    return {Token::Kind::word, text.substr(0, run_of(text, [](char character) {
                                             return is_letter(character) || is_digit(character) ||
                                                    character == '.';
                                           }))};
  }
  const bool is_signed = (text[0] == '-' || text[0] == '+') && text.size() > 1;
  if (is_digit(text[is_signed ? 1 : 0])) return number_or_date(text);
  if (text[0] == '\'') {
    const size_t length = length_of_text(text);
    return length == 0 ? Token{Token::Kind::broken, text}
                       : Token{Token::Kind::text, text.substr(0, length)};
  }
  for (const std::string_view symbol :
       {"!=", "<>", "<=", ">=", "<", ">", "=", ",", "(", ")", ":"}) {
    if (text.starts_with(symbol)) return {Token::Kind::symbol, text.substr(0, symbol.size())};
  }
  return {Token::Kind::broken, text.substr(0, 1)};
}

}  // namespace

std::vector<Token> tokens_of(std::string_view statement) {
  std::vector<Token> tokens;
  size_t at = 0;
  for (;;) {
    at += run_of(statement.substr(at), is_blank);
    Token token;
    if (at < statement.size()) token = next_token(statement.substr(at));
    token.at = at;
    at += token.raw.size();
    tokens.push_back(token);
    if (token.kind == Token::Kind::end || token.kind == Token::Kind::broken) return tokens;
  }
}

std::optional<std::string> text_of(std::string_view quoted, bool is_pattern) {
  constexpr std::string_view kEscapes = "nrtbf\"'\\_%NRTBF";
  constexpr std::string_view kMeanings = "\n\r\t\b\f\"'\\_%\n\r\t\b\f";
  std::string text;
  for (size_t at = 1; at + 1 < quoted.size(); ++at) {
    if (quoted[at] != '\\') {
      text += quoted[at];
      continue;
    }
    const size_t found = kEscapes.find(quoted[++at]);
    if (found == std::string_view::npos) return std::nullopt;
    const char meaning = kMeanings[found];
    if (is_pattern && (meaning == '_' || meaning == '%' || meaning == '\\')) text += '\\';
    text += meaning;
  }
  return text;
}

}  // namespace rehearse::salesforce::soql
