#include "mocks/simulation/lives/timetable.h"

#include <algorithm>

#include "mocks/workato/data_centres.h"
#include "mocks/workato/recipes/schedule.h"

namespace rehearse::simulation {
namespace {

using std::chrono::days;

constexpr Duration kQuarter = std::chrono::minutes(15);
constexpr Round kLastBeforeIdling = 7;  // daily for a week

// The whole days of idling, less the one that any two daily jobs are apart.
Round idle_days(Usage usage) {
  if (usage == Usage::idle_29_days) return 28;
  return usage == Usage::idle_31_days ? 30 : 0;
}

Duration monthly(Round round) {
  const workato::Schedule schedule{workato::Schedule::Kind::monthly, {}};
  return *workato::run_at(schedule, kRunStart, uint64_t(round)) - kRunStart;
}

}  // namespace

Duration Timetable::at(Round round) const {
  if (usage_ == Usage::every_15_minutes) return kQuarter * round;
  if (usage_ == Usage::monthly) return monthly(round);
  return days(round > kLastBeforeIdling ? round + idle_days(usage_) : round);
}

Round Timetable::first_after(Duration instant) const {
  if (usage_ == Usage::every_15_minutes) return instant / kQuarter + 1;
  // No schedule has more than one round a day or less than one in 32 days.
  Round round = usage_ == Usage::monthly ? instant / days(32) : instant / days(1);
  if (usage_ != Usage::monthly) round = std::max<Round>(0, round - idle_days(usage_));
  while (at(round) <= instant) ++round;
  return round;
}

Duration Timetable::turn() const {
  if (usage_ == Usage::monthly || idle_days(usage_) > 0) return {};
  return days(workato::kLoopbackEgress.size());
}

int Timetable::host(Round round) const {
  return int((round + at(round) / days(1)) % Round(workato::kLoopbackEgress.size()));
}

}  // namespace rehearse::simulation
