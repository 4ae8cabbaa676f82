#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mocks/core/task.h"
#include "mocks/core/time.h"
#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/engine/token_answer.h"
#include "mocks/workato/store/model.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

// Crash is where the worker of a job dies.
enum class Crash {
  never,
  during_refresh,  // its request was sent, its answer never read
  after_refresh,   // new tokens in hand, before it uses them
};

struct JobOptions {
  Workspace::Sender sender{};
  Duration length{};  // 0: one data call; else a second one when it is over
  Crash crash = Crash::never;
};

// Job is one run of a recipe: it calls the data API, refreshes at most once on the way and, if it
// has a length, calls once more at its end. It goes on step by step, each at most one data call or
// one refresh, so that the jobs of several workers can be interleaved.
class Job {
 public:
  // `slips` is how many mistakes of the engine were noted before.
  Job(Workspace& workspace, uint64_t slips, int64_t connection, JobOptions options, TimePoint now);

  // Of a sender without a carrier.
  void step(TimePoint now) { run_now(stepping(now)); }
  // The same where requests are under way for a while; gives the instant at which it is done.
  Task<TimePoint> stepping(TimePoint now);
  bool over() const { return phase_ == Phase::over; }
  // When the next step is due; a past instant: at once.
  TimePoint due_at() const { return due_at_; }
  const JobReport& report() const { return report_; }

 private:
  enum class Phase { call, refresh, over };
  // What a data call needs, read under the lock right before it.
  struct Ticket {
    AccessToken access{};
    RefreshToken refresh{};
    std::string instance_url{};
    uint64_t version = 0;
  };

  Result<Ticket, JobReport> open_ticket(TimePoint now);
  Ticket ticket_of(Connection& connection, Workspace::Transaction& tx, TimePoint now) const;
  Task<Answered> call_data(TimePoint now);
  JobReport judge_data(const HttpOutcome& outcome, TimePoint now);
  Task<TimePoint> call(TimePoint now);
  Task<TimePoint> renew(TimePoint now);
  bool may_refresh_again(TimePoint now);
  bool waits_for_its_clock(TimePoint now);
  void end(JobReport report, TimePoint now);

  Workspace& workspace_;
  const int64_t connection_;
  const JobOptions options_;
  const uint64_t slips_before_;
  const TimePoint ends_at_;
  Phase phase_ = Phase::call;
  TimePoint due_at_{};
  Ticket ticket_{};
  std::optional<Ticket> snapshot_{};  // a mistaken engine's
  std::optional<Tokens> unsaved_{};   // a mistaken engine's
  int refreshes_ = 0;
  bool renewed_ = false;
  bool last_call_ = false;
  JobReport report_{};
};

// run_job runs a job to its end, at one instant.
JobReport run_job(Workspace& workspace, int64_t connection, TimePoint now,
                  const JobOptions& options = {});

}  // namespace rehearse::workato
