#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/core/time.h"
#include "mocks/instance.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

// Virtual time stays within these years, so that every stamp on the wire keeps its usual shape.
constexpr TimePoint kEarliest = std::chrono::sys_days(std::chrono::year(1970) / 1 / 1);
constexpr TimePoint kLatest = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);

ControlAnswer time_answer(const World& world) {
  const TimePoint now = world.clock.now();
  return control_json({{"now", format_time(now)}, {"epoch_ms", now.time_since_epoch().count()}});
}

}  // namespace

bool within_time(TimePoint instant) { return instant >= kEarliest && instant <= kLatest; }

ControlAnswer ready(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  return control_json({{"ready", true}});
}

ControlAnswer show_clock(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  return time_answer(call.world);
}

ControlAnswer move_clock(ControlCall& call) {
  Members members(call.body, call.place);
  const std::optional<std::string> advance = members.text("advance");
  const std::optional<std::string> set = members.text("set");
  if (members.has("advance") == members.has("set")) {
    members.missing(R"(give either "advance" (a duration such as "31d") or "set" (a time such as )"
                    R"("2026-05-11T00:00:00Z").)");
  }
  Duration by{};
  if (advance) {
    const Result<Duration, std::string> parsed = parse_duration(*advance);
    if (parsed)
      by = parsed.value();
    else
      members.bad_value("advance", parsed.error());
  }
  TimePoint instant = call.world.clock.now();
  if (set) {
    const std::optional<TimePoint> parsed = parse_time(*set);
    if (parsed)
      instant = *parsed;
    else
      members.bad_value("set", "write the time as 2026-05-11T00:00:00Z (UTC).");
  }
  if (by > kLatest - instant || !within_time(instant)) {
    members.bad_value(advance ? "advance" : "set", "virtual time stays between 1970 and 9999.");
  }
  if (auto problem = members.problem()) return *problem;
  switch (call.world.move_clock(set ? std::optional(instant) : std::nullopt, by)) {
    case World::Moved::there:
      break;
    case World::Moved::too_far:
      return control_error(
          400, "bad_value",
          call.place + ": while recipes run, time passes by at most 3660d a call.");
    case World::Moved::interrupted:
      return control_error(409, "interrupted",
                           call.place + ": the instance was reset or ended meanwhile.");
  }
  return time_answer(call.world);
}

ControlAnswer reset(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.instance.reset();
  return time_answer(*call.instance.world());
}

}  // namespace rehearse::control
