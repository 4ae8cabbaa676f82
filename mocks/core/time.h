#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"

namespace rehearse {

// TimePoint is an instant of virtual time, UTC, in milliseconds. Rules take it as an argument.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

// Clock tells the present instant. Only the wire reads it, once per request
// (WireRequest::received_at).
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

// VirtualClock stands still until it is set or advanced; both are safe from any thread.
class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(TimePoint start) : now_ms_(start.time_since_epoch().count()) {}
  TimePoint now() const override { return TimePoint(Duration(now_ms_.load())); }
  void set(TimePoint instant) { now_ms_ = instant.time_since_epoch().count(); }
  void advance(Duration by) { now_ms_ += by.count(); }

 private:
  std::atomic<Duration::rep> now_ms_;
};

// kRunStart is where virtual time starts in `rehearse run`: the day after the AppExchange deadline.
inline constexpr TimePoint kRunStart =
    std::chrono::sys_days(std::chrono::year(2026) / std::chrono::May / 12) + std::chrono::hours(9);

// Formats as ISO 8601 UTC: `2026-05-11T00:00:00Z`, with `.123` before the Z when not a whole
// second.
std::string format_time(TimePoint instant);
// Parses what format_time writes; also a date alone, and offsets `+00:00` only. Nothing else.
std::optional<TimePoint> parse_time(std::string_view text);

// Parses a number and a unit (`250ms`, `901s`, `15m`, `2h`, `31d`). The error is a sentence that
// names the text and the units.
Result<Duration, std::string> parse_duration(std::string_view text);
// Writes the largest unit that divides the duration: 900s becomes `15m`.
std::string format_duration(Duration duration);

}  // namespace rehearse
