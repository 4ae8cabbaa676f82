#pragma once

#include "mocks/simulation/lives/jobs.h"
#include "mocks/simulation/lives/moment.h"

namespace rehearse::simulation {

// Living is the life of a stage's connection from its first job to its end.
//
// Exactly, every job is performed. Else two kinds are passed over, and nothing of the report can
// tell: jobs while the access token lives, which the org only counts, and rounds that Memory
// knows. The world's clock doesn't pass those times: instead the grant's beginning moves back, so
// that it is as old as it would be.
class Living {
 public:
  // `memory` is of all lives that begin on such a stage.
  Living(Stage& stage, Memory& memory, const LifePlan& plan, const LifeOptions& options);
  LifeReport live();

 private:
  void plan_misfortune();
  bool may_skip() const;  // no planned fault waits
  void go_on();           // until the connection is lost or the horizon is reached
  // The instant of the first round that is not passed over because the access token lives.
  Round next_needed(Duration at, Memory::Id id) const;
  // A walk over rounds that Memory knows.
  struct Walk {
    Memory::Id id = 0;
    Duration at{};
    // The last instant of a moment that equals the present one.
    Duration back_at{};
    struct Passed {
      const RoundReport* done = nullptr;
      Duration at{};
    };
    std::vector<Passed> passed{};  // what is worth telling
    bool lost = false;
  };
  Walk walk(Duration until) const;
  bool is_good_for(Memory::Id id, Duration at, Duration pause) const;
  void leap(Walk& walk, Duration until) const;
  bool pass_over();  // true: up to the end of the life
  void perform(Round round);
  void set_clock(Duration at);
  void remember();
  void switch_settings();
  void reconnect(Duration at);
  void tell(LifeEvent::What what, Duration at, std::string text, const Reason* reason = nullptr);
  void tell_failure(const JobFailure& failure, Duration at);
  void tell_round(const RoundReport& round, Duration at);
  std::vector<const Reason*> why_lost(const RoundReport& round, Duration at) const;
  Duration unused() const;  // how long the grant's refresh token has been so

  Stage& stage_;
  const LifePlan& plan_;
  const bool exact_;
  const Duration horizon_;
  const Timetable timetable_;
  LifeReport report_;
  Memory later_memory_{};  // of the settings after the switch
  Memory* memory_;
  // Of the last round that was performed or passed over, and of what was made of it.
  Duration at_{};
  Memory::Id id_ = 0;
  Duration passed_over_{};
  bool switched_ = false;
  bool refreshed_ = false;
  std::vector<const Reason*> told_{};  // why jobs failed
  struct Trouble {
    Duration at{};
    std::vector<const Reason*> chain{};
  };
  Trouble troubled_{};             // the last failure that was not the end
  oauth::AppSettings settings_{};  // the app's, as the org keeps them
};

}  // namespace rehearse::simulation
