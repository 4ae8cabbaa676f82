#include "mocks/salesforce/data/soql_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "mocks/core/text.h"

namespace rehearse::salesforce::soql {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

// Salesforce, documented: reserved words that no object and no field may be called.
constexpr std::array<std::string_view, 23> kKeywords{
    "select", "from", "where", "and",   "or",    "not",    "in",   "like",
    "order",  "by",   "asc",   "desc",  "nulls", "first",  "last", "limit",
    "offset", "null", "true",  "false", "group", "having", "using"};

constexpr std::array<DateWord, 20> kDateWords{{{"yesterday"},
                                               {"today"},
                                               {"tomorrow"},
                                               {"last_week"},
                                               {"this_week"},
                                               {"next_week"},
                                               {"last_month"},
                                               {"this_month"},
                                               {"next_month"},
                                               {"last_year"},
                                               {"this_year"},
                                               {"next_year"},
                                               {"last_90_days"},
                                               {"next_90_days"},
                                               {"last_n_days", true},
                                               {"next_n_days", true},
                                               {"n_days_ago", true},
                                               {"last_n_weeks", true},
                                               {"last_n_months", true},
                                               {"last_n_years", true}}};

Span whole_days(sys_days first, sys_days after) { return {TimePoint(first), TimePoint(after)}; }

sys_days month_start(sys_days day, int64_t later) {
  const year_month_day date(day);
  return sys_days(date.year() / date.month() / 1 + months(int(later)));
}

sys_days year_start(sys_days day, int64_t later) {
  return sys_days((year_month_day(day).year() + years(int(later))) / std::chrono::January / 1);
}

// Salesforce, documented: weeks begin on Sunday in the locale en_US.
sys_days week_start(sys_days day, int64_t later) {
  const std::chrono::weekday weekday(day);
  return day - (weekday - std::chrono::Sunday) + days(7 * later);
}

Span span_of_days(std::string_view word, int64_t number, sys_days today) {
  const auto shifted = [&](int64_t by) { return today + days(by); };
  if (word == "yesterday") return whole_days(shifted(-1), today);
  if (word == "tomorrow") return whole_days(shifted(1), shifted(2));
  // Salesforce, documented: from that many days ago on, today included; the next ones exclude it.
  if (word == "last_90_days") return whole_days(shifted(-90), shifted(1));
  if (word == "next_90_days") return whole_days(shifted(1), shifted(91));
  if (word == "last_n_days") return whole_days(shifted(-number), shifted(1));
  if (word == "next_n_days") return whole_days(shifted(1), shifted(number + 1));
  if (word == "n_days_ago") return whole_days(shifted(-number), shifted(1 - number));
  return whole_days(today, shifted(1));
}

std::optional<int> number_in(std::string_view text, size_t at, size_t length) {
  int number = 0;
  if (at + length > text.size()) return {};
  const char* start = text.data() + at;
  const auto [end, error] = std::from_chars(start, start + length, number);
  if (error != std::errc() || end != start + length) return {};
  return number;
}

// `Z`, `+02:00`, `-0700`, or nothing there is.
std::optional<Duration> offset_of(std::string_view zone) {
  if (zone == "Z" || zone == "z") return Duration(0);
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return {};
  const bool has_colon = zone[3] == ':';
  const auto hours = number_in(zone, 1, 2), minutes = number_in(zone, has_colon ? 4 : 3, 2);
  if (!hours || !minutes || zone.size() != (has_colon ? 6U : 5U)) return {};
  if (*hours > 23 || *minutes > 59 || *hours < 0 || *minutes < 0) return {};
  const Duration offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return zone[0] == '-' ? -offset : offset;
}

std::optional<sys_days> day_of(std::string_view text) {
  const auto year = number_in(text, 0, 4), month = number_in(text, 5, 2),
             day = number_in(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return {};
  // Salesforce, documented: years from 1700 to 4000.
  if (*year < 1700 || *year > 4000 || *month < 1 || *day < 1) return {};
  const year_month_day date{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                            std::chrono::day(unsigned(*day))};
  if (!date.ok()) return {};
  return sys_days(date);
}

// `T09:00:00`, perhaps with `.000`, then the zone.
std::optional<Duration> time_of(std::string_view text) {
  const auto hour = number_in(text, 1, 2), minute = number_in(text, 4, 2),
             second = number_in(text, 7, 2);
  if (!hour || !minute || !second || (text[0] != 'T' && text[0] != 't') || text[3] != ':' ||
      text[6] != ':')
    return {};
  if (*hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || *second < 0 || *second > 59)
    return {};
  text.remove_prefix(9);
  int milliseconds = 0;
  if (text.starts_with('.')) {
    const auto fraction = number_in(text, 1, 3);
    if (!fraction || *fraction < 0) return {};
    milliseconds = *fraction;
    text.remove_prefix(4);
  }
  const auto offset = offset_of(text);
  if (!offset) return {};
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second) +
         Duration(milliseconds) - *offset;
}

}  // namespace

bool is_keyword(std::string_view word) {
  return std::ranges::find(kKeywords, lower(word)) != kKeywords.end();
}

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const char last = text.empty() ? ' ' : text.back();
  return error == std::errc() && end == text.data() + text.size() && last >= '.' && last <= '9';
}

bool is_date_or_time(std::string_view text) { return span_of_date(text).has_value(); }

const DateWord* find_date_word(std::string_view name) {
  const auto* found = std::ranges::find(kDateWords, name, &DateWord::name);
  return found == kDateWords.end() ? nullptr : found;
}

std::optional<Span> span_of_date(std::string_view text) {
  const auto day = day_of(text);
  if (!day) return {};
  if (text.size() == 10) return whole_days(*day, *day + days(1));
  const auto time = time_of(text.substr(10));
  if (!time) return {};
  const TimePoint instant = TimePoint(*day) + *time;
  return Span{instant, instant};
}

Span span_of_word(std::string_view word, int64_t number, TimePoint now) {
  // Further than the calendar's end there is nothing.
  constexpr int64_t kMostYears = 4'000;
  const sys_days today = std::chrono::floor<days>(now);
  const bool is_last = word.starts_with("last_"), is_next = word.starts_with("next_");
  const int64_t shift = is_last ? -1 : is_next ? 1 : 0;
  if (word.ends_with("_week"))
    return whole_days(week_start(today, shift), week_start(today, shift + 1));
  if (word.ends_with("_month"))
    return whole_days(month_start(today, shift), month_start(today, shift + 1));
  if (word.ends_with("_year"))
    return whole_days(year_start(today, shift), year_start(today, shift + 1));
  // Salesforce, documented: the whole weeks, months and years before the present one.
  const auto at_most = [&](int64_t most) { return std::min(number, most); };
  if (word == "last_n_weeks")
    return whole_days(week_start(today, -at_most(52 * kMostYears)), week_start(today, 0));
  if (word == "last_n_months")
    return whole_days(month_start(today, -at_most(12 * kMostYears)), month_start(today, 0));
  if (word == "last_n_years")
    return whole_days(year_start(today, -at_most(kMostYears)), year_start(today, 0));
  return span_of_days(word, number, today);
}

}  // namespace rehearse::salesforce::soql
