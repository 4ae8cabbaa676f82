#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::salesforce::soql {

// Token is a word of a SOQL statement.
struct Token {
  enum class Kind {
    word,    // a keyword or a name, with its dots: `select`, `Profile.Name`
    number,  // `-1.5`
    date,    // `2026-05-12`, `2026-05-12T09:00:00Z`
    text,    // a quoted string
    symbol,  // , ( ) : and the comparison operators
    end,     // of the statement
    broken,  // what no token starts with, or a string that doesn't end
  };
  Kind kind = Kind::end;
  std::string_view raw{};  // as written, quotes included
  size_t at = 0;           // its offset in the statement
};

// The tokens up to the end, which is the last; a broken one ends them too.
std::vector<Token> tokens_of(std::string_view statement);

// The text of a quoted string, its escapes resolved (Salesforce, documented: \n \r \t \b \f \" \'
// \\ \_ \%). In a pattern \_ and \% stay as they are, for LIKE to tell them from wildcards. Nothing
// for another escape.
std::optional<std::string> text_of(std::string_view quoted, bool is_pattern);

}  // namespace rehearse::salesforce::soql
