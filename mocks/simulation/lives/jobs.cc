#include "mocks/simulation/lives/jobs.h"

#include <algorithm>
#include <array>

#include "mocks/oauth/reasons.h"
#include "mocks/workato/engine/job.h"
#include "mocks/workato/reasons.h"

namespace rehearse::simulation {
namespace {

struct Blame {
  const Reason* bug = nullptr;
  const Reason* cause = nullptr;
};
constexpr std::array kBlames{
    Blame{&workato::reason::bug_no_pkce, &oauth::reason::challenge_missing},
    Blame{&workato::reason::bug_drops_rotated_token, &oauth::reason::refresh_token_replayed},
    Blame{&workato::reason::bug_refreshes_twice_at_once, &oauth::reason::refresh_token_replayed},
};

// Of several jobs that failed, the one that met the end: the others came too late.
std::optional<size_t> who_met_end(World& world, int64_t id, const RoundReport& round) {
  auto tx = world.workspace.begin();
  const workato::Connection& connection = *tx.connections().find(id);
  if (connection.status != workato::ConnectionStatus::lost || round.failures.empty()) return {};
  const auto met = std::ranges::find(round.failures, connection.error_reason, &JobFailure::reason);
  return met == round.failures.end() ? 0 : size_t(met - round.failures.begin());
}

}  // namespace

std::vector<const Reason*> why_failed(const Reason* bug, const Reason* cause,
                                      const Reason* reason) {
  const bool explains = std::ranges::any_of(
      kBlames, [&](const Blame& row) { return row.bug == bug && row.cause == cause; });
  std::vector<const Reason*> chain;
  for (const Reason* each : {explains ? bug : nullptr, cause, reason}) add_reason(chain, each);
  return chain;
}

RoundReport run_round(World& world, int64_t connection, int workers, int host) {
  const TimePoint now = world.clock.now();
  const uint64_t slips = world.workspace.begin().slips().count();
  std::vector<workato::Job> jobs;
  jobs.reserve(size_t(workers));
  for (int worker = 0; worker < workers; ++worker) {
    jobs.emplace_back(world.workspace, slips, connection,
                      workato::JobOptions{.sender = {.host = host + worker}}, now);
  }
  RoundReport round;
  for (size_t over = 0; over < jobs.size();) {
    for (workato::Job& job : jobs) {
      if (job.over()) continue;
      const uint64_t seen = world.journal.count();
      job.step(now);
      if (!job.over()) continue;
      ++over;
      const workato::JobReport& report = job.report();
      round.refreshed = round.refreshed || report.refreshed;
      if (report.ok) continue;
      const Reason* cause = world.journal.reason_since(seen, "salesforce");
      round.failures.push_back({report.reason, why_failed(report.bug, cause, report.reason)});
    }
  }
  round.met_end = who_met_end(world, connection, round);
  return round;
}

}  // namespace rehearse::simulation
