#include <fmt/format.h>

#include <algorithm>

#include "mocks/salesforce/data/soql.h"
#include "mocks/salesforce/data/soql_lexer.h"

namespace rehearse::salesforce::soql {
namespace {

// Salesforce, inferred from published messages: about this many words stand on either side.
constexpr size_t kWordsAround = 5;

struct Line {
  size_t row = 1;
  size_t start = 0, end = 0;  // offsets into the statement
};

Line line_at(std::string_view statement, size_t at) {
  Line line;
  for (size_t index = 0; index < at && index < statement.size(); ++index) {
    if (statement[index] != '\n') continue;
    ++line.row;
    line.start = index + 1;
  }
  line.end = std::min(statement.find('\n', line.start), statement.size());
  return line;
}

bool is_comma(const Token& token) { return token.raw == ","; }

// The part of the line that is shown: some words on either side of the place, without a comma at
// its ends. Offsets into the line.
std::pair<size_t, size_t> part_around(std::string_view line, size_t at) {
  const std::vector<Token> words = tokens_of(line);  // the last is the end
  const size_t count = words.size() - 1;
  if (count == 0) return {0, line.size()};
  size_t here = 0;
  while (here < count && words[here].at < at) ++here;
  size_t first = here > kWordsAround ? here - kWordsAround : 0;
  size_t last = std::min(here + kWordsAround, count - 1);
  if (first < here && is_comma(words[first])) ++first;
  if (last > here && is_comma(words[last])) --last;
  const size_t end = words[last].at + words[last].raw.size();
  return {first == 0 ? 0 : words[first].at, last == count - 1 ? line.size() : end};
}

}  // namespace

std::string shown(const Problem& problem, std::string_view statement) {
  if (!problem.at) return problem.message;
  const Line line = line_at(statement, *problem.at);
  const size_t column = *problem.at - line.start;
  const std::string_view text = statement.substr(line.start, line.end - line.start);
  const auto [first, end] = part_around(text, column);
  return fmt::format("\n{}\n{}^\nERROR at Row:{}:Column:{}\n{}", text.substr(first, end - first),
                     std::string(column - std::min(first, column), ' '), line.row, column + 1,
                     problem.message);
}

std::string Path::text() const { return fmt::format("{}", fmt::join(names, ".")); }

}  // namespace rehearse::salesforce::soql
