// Times as text. Input: a Retry-After header, a line feed, a duration, a line feed, then a time.
// Holds: Retry-After is a number of seconds, however large it is written, and waits at most a day;
// what is no such number, a date too, counts as none; durations and times agree with a second
// reader, are written as they can be read again, and never overflow.
#include <cstdint>
#include <optional>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "mocks/core/time.h"
#include "mocks/workato/engine/token_answer.h"

namespace {

using namespace rehearse;
using fuzz::require;

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The number, but never more than `most`.
int64_t number_up_to(std::string_view digits, int64_t most) {
  int64_t number = 0;
  for (const char digit : digits) number = std::min(most, number * 10 + (digit - '0'));
  return number;
}

// RFC 9110 section 10.2.3.
void check_retry_after(std::string_view text) {
  const Duration wait = workato::retry_after({{"retry-after", std::string(text)}});
  require(wait >= Duration(0) && wait <= std::chrono::hours(24), "bounded",
          "Nobody waits for less than nothing or more than a day.");
  const int64_t seconds = is_digits(text) ? number_up_to(text, 86'400) : 0;
  require(wait == std::chrono::seconds(seconds), "second",
          "The wait is the number of seconds, a day if there are more, none without a number.");
}

void check_duration(std::string_view text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view unit = text.substr(digits);
  const int64_t size = unit == "ms"  ? 1
                       : unit == "s" ? 1'000
                       : unit == "m" ? 60'000
                       : unit == "h" ? 3'600'000
                       : unit == "d" ? 86'400'000
                                     : 0;
  constexpr int64_t kCentury = int64_t{36'525} * 86'400'000;
  const int64_t number = number_up_to(text.substr(0, digits), kCentury + 1);
  const bool is_sound = digits > 0 && size > 0 && number <= kCentury / size;
  const auto duration = parse_duration(text);
  require(duration.ok() == is_sound, "second",
          "A duration is digits and a unit, and at most a century.");
  if (!duration) {
    require(!duration.error().empty(), "reason", "What is no duration is told why.");
    return;
  }
  require(duration.value().count() == number * size, "second", "A duration is number by unit.");
  const auto again = parse_duration(format_duration(duration.value()));
  require(again.ok() && again.value() == duration.value(), "round-trip",
          "A duration that is written is read as the same.");
}

// A year, month and day as days since 1970, by counting months.
int64_t days_to(int64_t year, int64_t month, int64_t day) {
  constexpr int64_t kBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const int64_t past = month > 2 ? year : year - 1;  // the leap days behind
  const auto leaps = [](int64_t up_to) { return up_to / 4 - up_to / 100 + up_to / 400; };
  // Year 0 is a leap year; 400 years are added so that no division is of a negative number.
  return 365 * (year - 1970) + leaps(past + 400) - leaps(1969 + 400) + kBefore[month - 1] + day - 1;
}

bool is_date(int64_t year, int64_t month, int64_t day) {
  constexpr int64_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

// Fits text to a pattern in which 0 stands for any digit.
bool fits(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool is_digit = text[at] >= '0' && text[at] <= '9';
    if (pattern[at] == '0' ? !is_digit : text[at] != pattern[at]) return false;
  }
  return true;
}

std::optional<int64_t> second_time(std::string_view text) {
  const auto number = [&](size_t at, size_t count) {
    return number_up_to(text.substr(at, count), 9'999);
  };
  if (text.size() < 10 || !fits(text.substr(0, 10), "0000-00-00")) return std::nullopt;
  if (!is_date(number(0, 4), number(5, 2), number(8, 2))) return std::nullopt;
  const int64_t day = days_to(number(0, 4), number(5, 2), number(8, 2)) * 86'400'000;
  if (text.size() == 10) return day;
  std::string_view clock = text.substr(10);
  for (const std::string_view zone : {"Z", "+00:00"}) {
    if (!clock.ends_with(zone)) continue;
    clock.remove_suffix(zone.size());
    const bool has_seconds = fits(clock.substr(0, 9), "T00:00:00");
    const std::string_view rest = clock.substr(std::min<size_t>(has_seconds ? 9 : 6, clock.size()));
    if (!has_seconds && !fits(clock.substr(0, 6), "T00:00")) return std::nullopt;
    if (!rest.empty() && !fits(rest, ".000")) return std::nullopt;
    const int64_t hour = number(11, 2), minute = number(14, 2);
    const int64_t second = has_seconds ? number(17, 2) : 0;
    const int64_t fraction = rest.empty() ? 0 : number_up_to(rest.substr(1), 999);
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return day + ((hour * 60 + minute) * 60 + second) * 1'000 + fraction;
  }
  return std::nullopt;
}

void check_time(std::string_view text) {
  const auto time = parse_time(text);
  const auto expected = second_time(text);
  require(time.has_value() == expected.has_value(), "second",
          "A time is read if a second reader reads it.");
  if (!time) return;
  require(time->time_since_epoch().count() == *expected, "second",
          "A time is the one that a second reader counts.");
  require(parse_time(format_time(*time)) == time, "round-trip",
          "A time that is written is read as the same.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  check_retry_after(input.line());
  check_duration(input.line());
  check_time(input.rest());
  return 0;
}
