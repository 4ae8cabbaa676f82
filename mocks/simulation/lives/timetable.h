#pragma once

#include <cstdint>

#include "mocks/core/time.h"
#include "mocks/simulation/life_plan.h"

namespace rehearse::simulation {

// Round is the jobs of one instant. Round 0 is the first job, right after the connection was made.
using Round = int64_t;

// Timetable says when a connection is used, and by whom. Instants are counted from the making of
// the connection.
class Timetable {
 public:
  explicit Timetable(Usage usage) : usage_(usage) {}

  Duration at(Round round) const;
  // The first round after that instant.
  Round first_after(Duration instant) const;
  // After that time rounds and addresses come again as they were; zero: never.
  Duration turn() const;
  // How many jobs a round has.
  int workers() const { return usage_ == Usage::two_workers ? 2 : 1; }
  // Which of the three addresses a round's first worker calls from; the second one calls from the
  // next. They take turns, and each day begins with another: else a schedule that is a multiple of
  // three would refresh from one address for ever.
  int host(Round round) const;

 private:
  Usage usage_;
};

}  // namespace rehearse::simulation
