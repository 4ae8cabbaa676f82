#include "mocks/workato/recipes/schedule.h"

#include <algorithm>
#include <array>

namespace rehearse::workato {
namespace {

constexpr Duration kLeast = std::chrono::minutes(1);
constexpr Duration kMost = std::chrono::hours(24) * 366;

struct Named {
  std::string_view text{};
  Schedule::Kind kind = Schedule::Kind::idle;
};
constexpr std::array<Named, 4> kNamed{{{"hourly", Schedule::Kind::hourly},
                                       {"daily", Schedule::Kind::daily},
                                       {"monthly", Schedule::Kind::monthly},
                                       {"idle", Schedule::Kind::idle}}};

TimePoint months_later(TimePoint start, uint64_t months) {
  const auto day = std::chrono::floor<std::chrono::days>(start);
  const std::chrono::year_month_day date(day);
  const auto month = date.year() / date.month() + std::chrono::months(int64_t(months));
  const std::chrono::year_month_day_last last(month.year() / month.month() / std::chrono::last);
  return std::chrono::sys_days(month / std::min(date.day(), last.day())) + (start - day);
}

}  // namespace

Result<Schedule, std::string> parse_schedule(std::string_view text) {
  for (const Named& row : kNamed) {
    if (row.text == text) return Schedule{row.kind, {}};
  }
  const Result<Duration, std::string> every = parse_duration(text);
  if (!every)
    return "write hourly, daily, monthly, idle or a duration such as 15m, not \"" +
           std::string(text.substr(0, 60)) + "\"";
  if (every.value() < kLeast || every.value() > kMost)
    return std::string("a schedule's period is between 1m and 366d");
  return Schedule{Schedule::Kind::every, every.value()};
}

std::string to_text(const Schedule& schedule) {
  for (const Named& row : kNamed) {
    if (row.kind == schedule.kind) return std::string(row.text);
  }
  return format_duration(schedule.every);
}

std::optional<TimePoint> run_at(const Schedule& schedule, TimePoint started_at, uint64_t turn) {
  const int64_t times = int64_t(turn);
  switch (schedule.kind) {
    case Schedule::Kind::every:
      return started_at + schedule.every * times;
    case Schedule::Kind::hourly:
      return started_at + std::chrono::hours(times);
    case Schedule::Kind::daily:
      return started_at + std::chrono::hours(24) * times;
    case Schedule::Kind::monthly:
      return months_later(started_at, turn);
    case Schedule::Kind::idle:
      break;
  }
  return std::nullopt;
}

}  // namespace rehearse::workato
