#include "mocks/workato/recipes/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <queue>

#include "mocks/workato/engine/job.h"
#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/recipes/running_jobs.h"

namespace rehearse::workato {
namespace {

// docs.workato.com, error notifications: at most one a minute for an error type of a recipe.
constexpr Duration kMailPause = std::chrono::minutes(1);
constexpr Duration kKeepAliveRetry = std::chrono::hours(1);

struct Event {
  enum class Kind { run, step, keep_alive };
  TimePoint at{};
  uint64_t order = 0;
  Kind kind = Kind::run;
  int64_t subject = 0;  // recipe, job or connection
  friend bool operator>(const Event& one, const Event& other) {
    return one.at != other.at ? one.at > other.at : one.order > other.order;
  }
};

// Run is the passing of time over the recipes.
class Run {
 public:
  Run(Workspace& workspace, TimePoint until, const RunHooks& hooks)
      : workspace_(workspace), jobs_(workspace.running_jobs()), until_(until), hooks_(hooks) {}

  RunSummary pass(TimePoint now);

 private:
  void plan(TimePoint at, Event::Kind kind, int64_t subject) {
    if (at <= until_) events_.push({at, ordered_++, kind, subject});
  }
  void plan_next_run(Recipe& recipe, TimePoint now);
  void plan_keep_alive(int64_t connection, TimePoint now);
  void begin_jobs(int64_t recipe, TimePoint now);
  void step(size_t slot, TimePoint now);
  void keep_alive(int64_t connection, TimePoint now);
  void plan_retry(int64_t connection, TimePoint now);
  void finish(const RunningJob& running, TimePoint now);
  void fail(Workspace::Transaction& tx, Recipe& recipe, const RunningJob& running, TimePoint now);
  bool is_news(Recipe& recipe, const Reason* error, TimePoint now) const;
  void begin(TimePoint now);
  // Why the org refused a request after the first `seen`; null if it refused none.
  const Reason* refusal_since(uint64_t seen) const {
    return hooks_.refusal_since ? hooks_.refusal_since(seen) : nullptr;
  }
  uint64_t requests() const { return hooks_.requests ? hooks_.requests() : 0; }
  void tell(RunEvent event);

  Workspace& workspace_;
  RunningJobs& jobs_;
  const TimePoint until_;
  const RunHooks& hooks_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_{};
  uint64_t ordered_ = 0;
  RunSummary summary_{};
  std::map<int64_t, const Reason*> troubled_{};  // connections that could not be kept alive
};

void Run::plan_next_run(Recipe& recipe, TimePoint now) {
  for (;;) {
    const auto at = run_at(recipe.settings.schedule, recipe.started_at, recipe.turn);
    if (!at) return;
    if (*at > now) return plan(*at, Event::Kind::run, recipe.id);
    ++recipe.turn;  // missed while nobody let time pass
  }
}

void Run::plan_keep_alive(int64_t id, TimePoint now) {
  const Duration pause = workspace_.dials().duration(oauth::Dial::workato_keep_alive);
  if (pause <= Duration::zero()) return;
  Workspace::Transaction tx = workspace_.begin();
  const Connection* connection = tx.connections().find(id);
  if (connection == nullptr || !connection->tokens) return;
  plan(std::max(connection->tokens->obtained_at + pause, now + Duration(1)),
       Event::Kind::keep_alive, id);
}

void Run::begin_jobs(int64_t id, TimePoint now) {
  Workspace::Transaction tx = workspace_.begin();
  Recipe* recipe = tx.recipes().find(id);
  if (recipe == nullptr || !recipe->running) return;
  ++recipe->turn;
  plan_next_run(*recipe, now);
  const RecipeSettings settings = recipe->settings;
  for (int worker = 0; worker < settings.workers; ++worker) {
    const JobOptions options{.sender = {.host = worker % settings.hosts, .in_process = true},
                             .length = settings.job_length};
    const size_t slot = jobs_.add(std::make_unique<RunningJob>(
        RunningJob{Job(workspace_, tx.slips().count(), settings.connection, options, now), id,
                   settings.connection}));
    plan(now, Event::Kind::step, int64_t(slot));
  }
}

void Run::step(size_t slot, TimePoint now) {
  RunningJob& running = *jobs_.at(slot);
  running.requests_before = requests();
  running.job.step(now);
  if (!running.job.over())
    return plan(std::max(now, running.job.due_at()), Event::Kind::step, int64_t(slot));
  finish(running, now);
  jobs_.remove(slot);
}

void Run::keep_alive(int64_t id, TimePoint now) {
  RefreshCall call{.connection = id, .sender = {.host = 0, .in_process = true}};
  {
    const Duration pause = workspace_.dials().duration(oauth::Dial::workato_keep_alive);
    Workspace::Transaction tx = workspace_.begin();
    const Connection* connection = tx.connections().find(id);
    if (pause <= Duration::zero() || connection == nullptr || !connection->tokens) return;
    if (now < connection->not_before)
      return plan(connection->not_before, Event::Kind::keep_alive, id);
    // A job was faster; the pause begins anew.
    if (now < connection->tokens->obtained_at + pause)
      return plan(connection->tokens->obtained_at + pause, Event::Kind::keep_alive, id);
    call.seen_version = connection->version;
  }
  const uint64_t before = requests();
  const RefreshReport refreshed = refresh(workspace_, call, now);
  if (refreshed.renewed) ++summary_.kept_alive;
  if (refreshed.usable) {
    troubled_.erase(id);
    return plan_keep_alive(id, now);
  }
  plan_retry(id, now);
  Workspace::Transaction tx = workspace_.begin();
  const Connection* connection = tx.connections().find(id);
  const bool lost = connection == nullptr || connection->status == ConnectionStatus::lost;
  // The same trouble is told once.
  const Reason*& known = troubled_[id];
  if (!lost && known == refreshed.reason) return;
  known = refreshed.reason;
  tell({.at = now,
        .what = lost ? "connection_lost" : "keep_alive_failed",
        .connection = id,
        .reason = refreshed.reason,
        .cause = refusal_since(before),
        .text = refreshed.text});
}

// The token is still good, as far as anybody knows: nothing is lost yet.
void Run::plan_retry(int64_t id, TimePoint now) {
  if (workspace_.dials().duration(oauth::Dial::workato_keep_alive) <= Duration::zero()) return;
  Workspace::Transaction tx = workspace_.begin();
  const Connection* connection = tx.connections().find(id);
  if (connection == nullptr || !connection->tokens) return;
  const bool asked = connection->not_before > now;
  plan(asked ? connection->not_before : now + kKeepAliveRetry, Event::Kind::keep_alive, id);
}

void Run::tell(RunEvent event) {
  // Half of the places are kept for what ends something.
  const bool ends = event.what == "connection_lost" || event.what == "recipe_stopped";
  const size_t most = ends ? RunSummary::kMostEvents : RunSummary::kMostEvents / 2;
  if (summary_.events.size() < most) {
    summary_.events.push_back(std::move(event));
  } else {
    ++summary_.untold;
  }
}

// docs.workato.com, error notifications: the first occurrence of a new error, at most one a minute.
// That a connection is lost was told when it was.
bool Run::is_news(Recipe& recipe, const Reason* error, TimePoint now) const {
  const bool new_kind = recipe.last_error != error;
  recipe.last_error = error;
  if (!new_kind || error == &reason::engine_connection_lost) return false;
  const auto told = recipe.told_at.find(error);
  // An instant that lies ahead is from before the clock was set back.
  if (told != recipe.told_at.end() && now >= told->second && now - told->second < kMailPause)
    return false;
  recipe.told_at[error] = now;
  return true;
}

void Run::fail(Workspace::Transaction& tx, Recipe& recipe, const RunningJob& running,
               TimePoint now) {
  const JobReport& report = running.job.report();
  const std::string& name = recipe.settings.name;
  RunEvent event{.at = now,
                 .what = "job_failed",
                 .recipe = recipe.id,
                 .connection = running.connection,
                 .reason = report.reason,
                 .cause = refusal_since(running.requests_before),
                 .bug = report.bug,
                 .text = report.text};
  const Connection* connection = tx.connections().find(running.connection);
  const bool lost_here = connection != nullptr && connection->lost_at == now &&
                         report.reason != &reason::engine_connection_lost;
  if (lost_here) event.what = "connection_lost";
  const bool news = is_news(recipe, report.reason, now);
  if (news || lost_here) tell(event);
  if (news) {
    tx.outbox().send({std::string(kUser), fmt::format("Recipe {} failed", name),
                      fmt::format("A job of the recipe {} failed. {}", name, report.text), now});
  }
  const std::string why_lost = connection != nullptr ? connection->lost_reason : "";
  const int64_t most = workspace_.dials().number(oauth::Dial::workato_stop_after_errors);
  if (++recipe.failed_in_a_row < most) return;
  tx.recipes().stop(recipe, fmt::format("{} jobs in a row failed.", recipe.failed_in_a_row));
  tx.outbox().send({std::string(kUser), fmt::format("Recipe {} was stopped", name),
                    fmt::format("Workato stopped the recipe {}: {} {}", name,
                                recipe.stopped_because, why_lost.empty() ? report.text : why_lost),
                    now});
  event.what = "recipe_stopped";
  event.text = recipe.stopped_because;
  tell(std::move(event));
}

void Run::finish(const RunningJob& running, TimePoint now) {
  const JobReport& report = running.job.report();
  ++summary_.jobs;
  if (report.refreshed) ++summary_.refreshed;
  if (!report.ok) ++summary_.failed;
  Workspace::Transaction tx = workspace_.begin();
  Recipe* recipe = tx.recipes().find(running.recipe);
  if (recipe == nullptr) return;
  ++recipe->jobs;
  if (report.ok) {
    recipe->failed_in_a_row = 0;
    recipe->last_error = nullptr;
    return;
  }
  ++recipe->failed;
  if (recipe->running) fail(tx, *recipe, running, now);
}

// What was under way when time stood still goes on.
void Run::begin(TimePoint now) {
  for (size_t slot = 0; slot < jobs_.slots(); ++slot) {
    if (const RunningJob* running = jobs_.at(slot))
      plan(std::max(now, running->job.due_at()), Event::Kind::step, int64_t(slot));
  }
  std::vector<int64_t> connections;
  {
    Workspace::Transaction tx = workspace_.begin();
    for (Recipe& recipe : tx.recipes().all()) {
      if (recipe.running) plan_next_run(recipe, now);
    }
    for (const Connection& connection : tx.connections().all())
      connections.push_back(connection.id);
  }
  for (const int64_t id : connections) plan_keep_alive(id, now);
}

RunSummary Run::pass(TimePoint now) {
  summary_.from = now;
  summary_.until = now;
  begin(now);
  while (!events_.empty()) {
    const Event event = events_.top();
    if (hooks_.stopped && hooks_.stopped()) {
      summary_.interrupted = true;
      return std::move(summary_);
    }
    events_.pop();
    hooks_.set_clock(event.at);
    summary_.until = event.at;
    switch (event.kind) {
      case Event::Kind::run:
        begin_jobs(event.subject, event.at);
        break;
      case Event::Kind::step:
        step(size_t(event.subject), event.at);
        break;
      case Event::Kind::keep_alive:
        keep_alive(event.subject, event.at);
        break;
    }
  }
  hooks_.set_clock(until_);
  summary_.until = until_;
  return std::move(summary_);
}

}  // namespace

RunSummary run_recipes(Workspace& workspace, TimePoint now, TimePoint until,
                       const RunHooks& hooks) {
  return Run(workspace, until, hooks).pass(now);
}

}  // namespace rehearse::workato
