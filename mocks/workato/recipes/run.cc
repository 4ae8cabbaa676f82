#include "mocks/workato/recipes/run.h"

#include <fmt/format.h>

#include <memory>
#include <queue>

#include "mocks/workato/engine/job.h"
#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

// docs.workato.com, error notifications: at most one a minute for an error type of a recipe.
constexpr Duration kMailPause = std::chrono::minutes(1);

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

struct Active {
  Job job;
  int64_t recipe = 0;
  int64_t connection = 0;
};

// Run is the passing of time over the recipes.
class Run {
 public:
  Run(Workspace& workspace, TimePoint until, const RunHooks& hooks)
      : workspace_(workspace), until_(until), hooks_(hooks) {}

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
  void finish(const Active& active, TimePoint now);
  void fail(Workspace::Transaction& tx, Recipe& recipe, const JobReport& report, TimePoint now);
  void tell(RunEvent event);

  Workspace& workspace_;
  const TimePoint until_;
  const RunHooks& hooks_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_{};
  uint64_t ordered_ = 0;
  std::vector<std::unique_ptr<Active>> jobs_{};
  std::vector<size_t> free_{};
  RunSummary summary_{};
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
    size_t slot = jobs_.size();
    if (free_.empty()) {
      jobs_.emplace_back();
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    const JobOptions options{.sender = {.host = worker % settings.hosts, .in_process = true},
                             .length = settings.job_length};
    jobs_[slot] = std::make_unique<Active>(
        Active{Job(workspace_, tx.slips().count(), settings.connection, options, now), id,
               settings.connection});
    plan(now, Event::Kind::step, int64_t(slot));
  }
}

void Run::step(size_t slot, TimePoint now) {
  Active& active = *jobs_[slot];
  active.job.step(now);
  if (!active.job.over())
    return plan(std::max(now, active.job.due_at()), Event::Kind::step, int64_t(slot));
  finish(active, now);
  jobs_[slot].reset();
  free_.push_back(slot);
}

void Run::keep_alive(int64_t id, TimePoint now) {
  RefreshCall call{.connection = id, .sender = {.host = 0, .in_process = true}};
  {
    const Duration pause = workspace_.dials().duration(oauth::Dial::workato_keep_alive);
    Workspace::Transaction tx = workspace_.begin();
    const Connection* connection = tx.connections().find(id);
    if (connection == nullptr || !connection->tokens) return;
    // A job was faster; the pause begins anew.
    if (now < connection->tokens->obtained_at + pause)
      return plan(connection->tokens->obtained_at + pause, Event::Kind::keep_alive, id);
    call.seen_version = connection->version;
  }
  const RefreshReport refreshed = refresh(workspace_, call, now);
  if (refreshed.renewed) ++summary_.kept_alive;
  if (refreshed.usable) return plan_keep_alive(id, now);
  RunEvent event{.at = now,
                 .what = "connection_lost",
                 .connection = id,
                 .reason = refreshed.reason,
                 .text = refreshed.text};
  if (hooks_.last_refusal) event.cause = hooks_.last_refusal();
  tell(std::move(event));
}

void Run::tell(RunEvent event) {
  if (summary_.events.size() < RunSummary::kMostEvents) {
    summary_.events.push_back(std::move(event));
  } else {
    ++summary_.untold;
  }
}

void Run::fail(Workspace::Transaction& tx, Recipe& recipe, const JobReport& report, TimePoint now) {
  RunEvent event{.at = now,
                 .what = "job_failed",
                 .recipe = recipe.id,
                 .connection = recipe.settings.connection,
                 .reason = report.reason,
                 .bug = report.bug,
                 .text = report.text};
  if (hooks_.last_refusal) event.cause = hooks_.last_refusal();
  const Connection* connection = tx.connections().find(recipe.settings.connection);
  if (connection != nullptr && connection->lost_at == now) event.what = "connection_lost";
  const bool is_news = recipe.told_error != report.reason;
  if (is_news && (recipe.told_error == nullptr || now - recipe.told_at >= kMailPause)) {
    // docs.workato.com, error notifications: the first occurrence of a new error.
    tx.outbox().send(
        {std::string(kUser), fmt::format("Recipe {} failed", recipe.settings.name),
         fmt::format("A job of the recipe {} failed. {}", recipe.settings.name, report.text), now});
    recipe.told_error = report.reason;
    recipe.told_at = now;
  }
  if (is_news || event.what == "connection_lost") tell(event);
  const int64_t most = workspace_.dials().number(oauth::Dial::workato_stop_after_errors);
  if (++recipe.failed_in_a_row < most) return;
  tx.recipes().stop(recipe, fmt::format("{} jobs in a row failed.", recipe.failed_in_a_row));
  tx.outbox().send({std::string(kUser), fmt::format("Recipe {} was stopped", recipe.settings.name),
                    fmt::format("Workato stopped the recipe {}: {} The last one: {}",
                                recipe.settings.name, recipe.stopped_because, report.text),
                    now});
  event.what = "recipe_stopped";
  event.text = recipe.stopped_because;
  tell(std::move(event));
}

void Run::finish(const Active& active, TimePoint now) {
  const JobReport& report = active.job.report();
  ++summary_.jobs;
  if (report.refreshed) ++summary_.refreshed;
  if (!report.ok) ++summary_.failed;
  Workspace::Transaction tx = workspace_.begin();
  Recipe* recipe = tx.recipes().find(active.recipe);
  if (recipe == nullptr) return;
  ++recipe->jobs;
  if (report.ok) {
    recipe->failed_in_a_row = 0;
    recipe->told_error = nullptr;
    return;
  }
  ++recipe->failed;
  if (recipe->running) fail(tx, *recipe, report, now);
}

RunSummary Run::pass(TimePoint now) {
  summary_.from = now;
  summary_.until = until_;
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
  while (!events_.empty()) {
    const Event event = events_.top();
    if (hooks_.stopped && hooks_.stopped()) {
      summary_.until = event.at;
      return std::move(summary_);
    }
    events_.pop();
    hooks_.set_clock(event.at);
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
  return std::move(summary_);
}

}  // namespace

RunSummary run_recipes(Workspace& workspace, TimePoint now, TimePoint until,
                       const RunHooks& hooks) {
  return Run(workspace, until, hooks).pass(now);
}

}  // namespace rehearse::workato
