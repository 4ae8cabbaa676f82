#include "mocks/simulation/jobs.h"

#include "mocks/workato/engine/job.h"

namespace rehearse::simulation {

std::vector<const Reason*> JobFailure::chain() const {
  std::vector<const Reason*> chain;
  for (const Reason* each : {bug, cause, reason}) add_reason(chain, each);
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
      if (!report.ok)
        round.failures.push_back(
            {report.bug, world.journal.reason_since(seen, "salesforce"), report.reason});
    }
  }
  return round;
}

}  // namespace rehearse::simulation
