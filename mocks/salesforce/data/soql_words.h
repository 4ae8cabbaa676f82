#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "mocks/core/time.h"

namespace rehearse::salesforce::soql {

// The words of SOQL that are neither names nor quoted.

// True for a word that can be no field and no object: SELECT, AND, NULL, …
bool is_keyword(std::string_view word);
bool is_number(std::string_view text);        // `10`, `-1.5`, `1e3`
bool is_date_or_time(std::string_view text);  // `2026-05-12`, `2026-05-12T09:00:00Z`, `…+02:00`

// DateWord is a date that moves with the day: TODAY, LAST_N_DAYS:30.
struct DateWord {
  std::string_view name{};  // in lower case
  bool has_number = false;
};
// The word of that lower-case name; null if it is none.
const DateWord* find_date_word(std::string_view name);

// Span is from `start` on and before `end`.
struct Span {
  TimePoint start{}, end{};
};
// The time that a date, a date and time or a date word stands for: a day for a date, an instant for
// a time (start and end alike). Days begin at midnight UTC. Nothing for another literal.
std::optional<Span> span_of_date(std::string_view text);
Span span_of_word(std::string_view word, int64_t number, TimePoint now);

}  // namespace rehearse::salesforce::soql
