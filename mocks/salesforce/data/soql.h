#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::salesforce {

// Soql is the part of a SOQL query that clients send to learn about the org and the user:
// SELECT fields | COUNT() FROM type [WHERE field = value [AND …]] [ORDER BY …] [LIMIT n].
// Keywords in any case (Salesforce, documented: SOQL SELECT syntax).
struct Soql {
  struct Condition {
    std::string field{};
    std::string value{};  // without quotes; true, false, null and numbers as written
    bool is_negated = false;
  };
  std::vector<std::string> fields{};
  bool is_count = false;
  std::string type{};
  std::vector<Condition> conditions{};  // all must hold
  std::optional<size_t> limit{};
};

// Nothing if the text is another kind of query, or none.
std::optional<Soql> parse_soql(std::string_view text);

}  // namespace rehearse::salesforce
