#include "mocks/workato/engine/job.h"

#include <algorithm>
#include <charconv>

#include "mocks/core/result.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/engine/misbehave.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/token_json.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

// How often the storm of a mistaken engine goes round.
constexpr int kStorm = 10;

JobReport failed(const Reason& reason, int status = 0) {
  return {.reason = &reason, .text = plain_text(reason), .status = status};
}

bool session_is_dead(const HttpOutcome& outcome) {
  // Salesforce, observed: 401 with INVALID_SESSION_ID is the sign to refresh.
  return outcome.ok() && outcome.value().status == 401 &&
         says_session_invalid(outcome.value().body);
}

}  // namespace

Job::Job(Workspace& workspace, uint64_t slips, int64_t connection, JobOptions options,
         TimePoint now)
    : workspace_(workspace),
      connection_(connection),
      options_(options),
      slips_before_(slips),
      ends_at_(now + options.length),
      due_at_(now),
      last_call_(options.length <= Duration::zero()) {}

Job::Ticket Job::ticket_of(Connection& connection, Workspace::Transaction& tx,
                           TimePoint now) const {
  const Tokens* tokens = unsaved_ ? &*unsaved_ : &*connection.tokens;
  uint64_t version = connection.version;
  // What a job has stored itself it need not read.
  if (!renewed_ && connection.former && now < connection.replica_catches_up &&
      misbehaves(workspace_, tx, connection, &ClientBugs::reads_lagging_replica, now)) {
    tokens = &*connection.former;
    --version;
  }
  const std::string& instance = tokens->instance_url.empty() && unsaved_
                                    ? connection.tokens->instance_url
                                    : tokens->instance_url;
  return {tokens->access, tokens->refresh, instance, version};
}

Result<Job::Ticket, JobReport> Job::open_ticket(TimePoint now) {
  Workspace::Transaction tx = workspace_.begin();
  Connection* connection = tx.connections().edit(connection_);
  if (connection == nullptr) return failed(reason::workato_not_found);
  if (connection->status == ConnectionStatus::lost) return failed(reason::engine_connection_lost);
  if (connection->status != ConnectionStatus::connected || !connection->tokens)
    return failed(reason::engine_not_connected);
  if (now < connection->not_before) {
    JobReport report = failed(reason::engine_backing_off);
    report.text = "Salesforce asked to wait until " + format_time(connection->not_before) + ".";
    return report;
  }
  ++connection->requests.data;
  // A job of a mistaken engine goes on with what it read when it began.
  if (snapshot_ && snapshot_->version != connection->version &&
      misbehaves(workspace_, tx, *connection, &ClientBugs::keeps_stale_snapshot, now))
    return *snapshot_;
  return ticket_of(*connection, tx, now);
}

Task<Answered> Job::call_data(TimePoint now) {
  const wire::HttpRequest request =
      data_request(ticket_.instance_url, workspace_.config().api_version, ticket_.access);
  Answered answered = co_await workspace_.answer_to(request, options_.sender, now);
  if (answered.outcome.ok() || answered.outcome.error().bytes_sent) co_return answered;
  // RFC 9110 section 9.2.2: nothing was sent, so once more.
  {
    Workspace::Transaction tx = workspace_.begin();
    if (Connection* connection = tx.connections().edit(connection_)) ++connection->requests.data;
  }
  co_return co_await workspace_.answer_to(request, options_.sender, answered.at);
}

JobReport Job::judge_data(const HttpOutcome& outcome, TimePoint now) {
  if (!outcome.ok()) return failed(reason::engine_data_unreachable);
  const int status = outcome.value().status;
  if (session_is_dead(outcome)) return failed(reason::engine_session_refused, status);
  if (status == 429 || status == 503) {
    Workspace::Transaction tx = workspace_.begin();
    if (Connection* connection = tx.connections().edit(connection_))
      throttle(*connection, retry_after(outcome.value().headers), tx.jitter(), now);
    return failed(reason::engine_throttled, status);
  }
  if (status < 200 || status > 299) return failed(reason::engine_data_refused, status);
  return {.ok = true, .text = "The job read the org's limits.", .status = status};
}

// One refresh a job; a storm of them if the engine is told so.
bool Job::may_refresh_again(TimePoint now) {
  if (refreshes_ == 0) return true;
  return refreshes_ < kStorm &&
         misbehaves(workspace_, connection_, &ClientBugs::refreshes_on_every_401, now);
}

// A correct engine refreshes when the org refuses the session, whatever any clock says.
bool Job::waits_for_its_clock(TimePoint now) {
  constexpr Duration kSession = std::chrono::hours(2);
  if (workspace_.is_correct()) return false;
  Workspace::Transaction tx = workspace_.begin();
  Connection* connection = tx.connections().edit(connection_);
  if (connection == nullptr || !connection->tokens) return false;
  int64_t issued = 0;  // milliseconds since 1970, as the org wrote it
  const std::string& text = connection->tokens->issued_at;
  std::from_chars(text.data(), text.data() + text.size(), issued);
  constexpr int64_t kLatest = 253'402'300'799'000;  // the end of the year 9999
  return now < TimePoint(Duration(std::clamp<int64_t>(issued, 0, kLatest))) + kSession &&
         misbehaves(workspace_, tx, *connection, &ClientBugs::trusts_issued_at, now);
}

Task<TimePoint> Job::call(TimePoint now) {
  auto ticket = open_ticket(now);
  if (!ticket.ok()) {
    end(ticket.error(), now);
    co_return now;
  }
  ticket_ = std::move(ticket.value());
  if (!snapshot_ && !workspace_.is_correct()) snapshot_ = ticket_;
  const Answered answered = co_await call_data(now);
  now = answered.at;
  if (session_is_dead(answered.outcome) && !waits_for_its_clock(now) && may_refresh_again(now)) {
    phase_ = Phase::refresh;
    co_return now;
  }
  JobReport report = judge_data(answered.outcome, now);
  if (!report.ok || last_call_) {
    end(std::move(report), now);
    co_return now;
  }
  last_call_ = true;
  refreshes_ = 0;
  due_at_ = ends_at_;
  co_return now;
}

Task<TimePoint> Job::renew(TimePoint now) {
  ++refreshes_;
  RefreshCall call{.connection = connection_,
                   .seen_version = ticket_.version,
                   .held = workspace_.is_correct() ? RefreshToken() : ticket_.refresh,
                   .sender = options_.sender,
                   .dies_on_the_way = options_.crash == Crash::during_refresh};
  RefreshReport refreshed = co_await refreshing(workspace_, std::move(call), now);
  now = refreshed.at;
  renewed_ = renewed_ || refreshed.renewed;
  if (refreshed.unsaved) unsaved_ = std::move(refreshed.unsaved);
  if (options_.crash == Crash::after_refresh && refreshed.renewed) {
    unsaved_.reset();  // it died with the worker
    end(failed(reason::engine_worker_died), now);
    co_return now;
  }
  if (refreshed.usable) {
    phase_ = Phase::call;
  } else {
    end({.reason = refreshed.reason, .text = std::move(refreshed.text), .status = 401}, now);
  }
  co_return now;
}

Task<TimePoint> Job::stepping(TimePoint now) {
  if (phase_ == Phase::call) co_return co_await call(now);
  if (phase_ == Phase::refresh) co_return co_await renew(now);
  co_return now;
}

void Job::end(JobReport report, TimePoint now) {
  phase_ = Phase::over;
  report.at = now;
  report.refreshed = renewed_;
  if (report.ok && renewed_)
    report.text = "The session was over; Workato refreshed it and read the org's limits.";
  if (unsaved_) store_unsaved(workspace_, connection_, std::move(*unsaved_), now);
  Workspace::Transaction tx = workspace_.begin();
  if (Connection* connection = tx.connections().edit(connection_)) {
    if (!report.ok) report.bug = tx.slips().blame(*connection, slips_before_, now);
    connection->last_job = report;
    ++connection->jobs;
    if (!report.ok) ++connection->jobs_failed;
    if (report.ok) tx.connections().recover(*connection, now);
  }
  report_ = std::move(report);
}

JobReport run_job(Workspace& workspace, int64_t connection, TimePoint now,
                  const JobOptions& options) {
  const uint64_t slips = workspace.begin().slips().count();
  Job job(workspace, slips, connection, options, now);
  while (!job.over()) job.step(std::max(now, job.due_at()));
  return job.report();
}

}  // namespace rehearse::workato
