#include "mocks/core/time.h"

#include <fmt/format.h>
#include <array>
#include <charconv>

namespace rehearse {
namespace {

struct Unit {
  std::string_view name{};
  Duration::rep milliseconds = 0;
};

constexpr std::array<Unit, 5> kUnits{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

// A century: longer than any token lives, short enough that no sum of two overflows.
constexpr Duration::rep kLongest = 36'525LL * 86'400'000;

bool read_digits(std::string_view& text, size_t count, int& number) {
  if (text.size() < count) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, number);
  if (error != std::errc() || end != text.data() + count || text[0] == '-') return false;
  text.remove_prefix(count);
  return true;
}

bool read_char(std::string_view& text, char expected) {
  if (text.empty() || text[0] != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Duration> read_time_of_day(std::string_view text) {
  int hour = 0, minute = 0, second = 0, fraction = 0;
  if (!read_char(text, 'T') || !read_digits(text, 2, hour) || !read_char(text, ':')) return {};
  if (!read_digits(text, 2, minute)) return {};
  if (read_char(text, ':') && !read_digits(text, 2, second)) return {};
  if (read_char(text, '.') && !read_digits(text, 3, fraction)) return {};
  if (text != "Z" && text != "+00:00") return {};
  if (hour > 23 || minute > 59 || second > 59) return {};
  return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
         Duration(fraction);
}

}  // namespace

std::string format_time(TimePoint instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(instant - day);
  const auto fraction = clock.subseconds().count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(),
                     fraction == 0 ? std::string() : fmt::format(".{:03}", fraction));
}

std::optional<TimePoint> parse_time(std::string_view text) {
  int year = 0, month = 0, day = 0;
  if (!read_digits(text, 4, year) || !read_char(text, '-')) return {};
  if (!read_digits(text, 2, month) || !read_char(text, '-') || !read_digits(text, 2, day))
    return {};
  const std::chrono::year_month_day date(std::chrono::year{year},
                                         std::chrono::month(unsigned(month)),
                                         std::chrono::day(unsigned(day)));
  if (!date.ok()) return {};
  if (text.empty()) return TimePoint(std::chrono::sys_days(date));
  const auto time_of_day = read_time_of_day(text);
  if (!time_of_day) return {};
  return TimePoint(std::chrono::sys_days(date)) + *time_of_day;
}

Result<Duration, std::string> parse_duration(std::string_view text) {
  Duration::rep number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit_name = text.substr(size_t(end - text.data()));
  for (const Unit& unit : kUnits) {
    if (error != std::errc() || unit.name != unit_name || text.starts_with('-')) continue;
    if (number > kLongest / unit.milliseconds) {
      return fmt::format("\"{}\" is longer than a century; give a shorter duration", text);
    }
    return Duration(number * unit.milliseconds);
  }
  return fmt::format(
      "\"{}\" is not a duration; write a whole number and a unit: 250ms, 901s, 15m, 2h, 31d",
      text.substr(0, 40));
}

std::string format_duration(Duration duration) {
  const bool negative = duration.count() < 0;
  const auto count = negative ? -duration.count() : duration.count();
  if (count == 0) return "0s";
  for (const Unit& unit : kUnits) {
    if (count % unit.milliseconds != 0) continue;
    return fmt::format("{}{}{}", negative ? "-" : "", count / unit.milliseconds, unit.name);
  }
  return {};
}

}  // namespace rehearse
