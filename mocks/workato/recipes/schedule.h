#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/core/time.h"

namespace rehearse::workato {

// Schedule is when a recipe runs its jobs, counted from the instant it was started.
struct Schedule {
  enum class Kind { every, hourly, daily, monthly, idle };
  Kind kind = Kind::hourly;
  Duration every{};  // for `every`
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

// Reads `hourly`, `daily`, `monthly`, `idle` (never) or a duration from one minute to a year. The
// error is a sentence.
Result<Schedule, std::string> parse_schedule(std::string_view text);
std::string to_text(const Schedule& schedule);

// The instant of the `turn`-th run, from 1; nothing for an idle one. A month keeps the day of the
// start, or takes its own last day.
std::optional<TimePoint> run_at(const Schedule& schedule, TimePoint started_at, uint64_t turn);

}  // namespace rehearse::workato
