#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/engine/requests.h"
#include "mocks/workato/engine/token_answer.h"
#include "mocks/workato/engine/token_json.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {
namespace {

JobReport failed(const Reason& reason, int status = 0) {
  return {.reason = &reason, .text = plain_text(reason), .status = status};
}

// What a data call needs, read under the lock right before it.
struct Ticket {
  AccessToken access{};
  std::string instance_url{};
  uint64_t version = 0;
};

Result<Ticket, JobReport> open_ticket(Workspace& workspace, int64_t id, TimePoint now) {
  Workspace::Transaction tx = workspace.begin();
  const Connection* connection = tx.connections().find(id);
  if (connection == nullptr) return failed(reason::workato_not_found);
  if (connection->status == ConnectionStatus::lost) return failed(reason::engine_connection_lost);
  if (connection->status != ConnectionStatus::connected || !connection->tokens)
    return failed(reason::engine_not_connected);
  if (now < connection->not_before) {
    JobReport report = failed(reason::engine_backing_off);
    report.text = "Salesforce asked to wait until " + format_time(connection->not_before) + ".";
    return report;
  }
  return Ticket{connection->tokens->access, connection->tokens->instance_url, connection->version};
}

HttpOutcome call_data(Workspace& workspace, int64_t id, const Ticket& ticket) {
  const wire::HttpRequest request =
      data_request(ticket.instance_url, workspace.config().api_version, ticket.access);
  for (int attempt = 0;; ++attempt) {
    {
      Workspace::Transaction tx = workspace.begin();
      if (Connection* connection = tx.connections().edit(id)) ++connection->requests.data;
    }
    HttpOutcome outcome = workspace.send(request);
    if (attempt > 0 || outcome.ok() || outcome.error().bytes_sent) return outcome;
  }
}

bool session_is_dead(const HttpOutcome& outcome) {
  // Salesforce, observed: 401 with INVALID_SESSION_ID is the sign to refresh.
  return outcome.ok() && outcome.value().status == 401 &&
         says_session_invalid(outcome.value().body);
}

JobReport judge_data(Workspace& workspace, int64_t id, const HttpOutcome& outcome, TimePoint now) {
  if (!outcome.ok()) return failed(reason::engine_data_unreachable);
  const int status = outcome.value().status;
  if (session_is_dead(outcome)) return failed(reason::engine_session_refused, status);
  if (status == 429 || status == 503) {
    Workspace::Transaction tx = workspace.begin();
    if (Connection* connection = tx.connections().edit(id))
      throttle(*connection, retry_after(outcome.value().headers), tx.jitter(), now);
    return failed(reason::engine_throttled, status);
  }
  if (status < 200 || status > 299) return failed(reason::engine_data_refused, status);
  return {.ok = true, .text = "The job read the org's limits.", .status = status};
}

JobReport perform(Workspace& workspace, int64_t id, TimePoint now) {
  auto ticket = open_ticket(workspace, id, now);
  if (!ticket.ok()) return ticket.error();
  HttpOutcome outcome = call_data(workspace, id, ticket.value());
  if (!session_is_dead(outcome)) return judge_data(workspace, id, outcome, now);

  const RefreshReport refreshed = refresh(workspace, id, ticket.value().version, now);
  if (!refreshed.usable)
    return {.refreshed = refreshed.renewed,
            .reason = refreshed.reason,
            .text = refreshed.text,
            .status = 401};
  ticket = open_ticket(workspace, id, now);
  if (!ticket.ok()) return ticket.error();
  outcome = call_data(workspace, id, ticket.value());
  // A second 401 is the end of this job: no second refresh.
  JobReport report = judge_data(workspace, id, outcome, now);
  report.refreshed = refreshed.renewed;
  if (report.ok && report.refreshed)
    report.text = "The session was over; Workato refreshed it and read the org's limits.";
  return report;
}

}  // namespace

JobReport run_job(Workspace& workspace, int64_t id, TimePoint now) {
  JobReport report = perform(workspace, id, now);
  report.at = now;
  Workspace::Transaction tx = workspace.begin();
  Connection* connection = tx.connections().edit(id);
  if (connection == nullptr) return report;
  connection->last_job = report;
  if (report.ok) {
    connection->throttled = 0;
    connection->authorization_error.clear();
    connection->error_reason = nullptr;
  }
  return report;
}

}  // namespace rehearse::workato
