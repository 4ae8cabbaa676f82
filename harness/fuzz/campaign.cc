#include "harness/fuzz/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "harness/fuzz/libfuzzer_output.h"
#include "harness/fuzz/triage.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kWait = 200;  // milliseconds
constexpr milliseconds kTellEach{1000};
constexpr seconds kGrace{5};  // for a worker to end by itself
constexpr int kMostEarlyEnds = 3;
constexpr uint64_t kSeedsAStart = 1'000'003;

std::string last_line(std::string_view text) {
  text = trim(text);
  return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

Campaign::Campaign(const FuzzEngine& engine, const CorpusFolder& corpus, FindingsFolder& findings,
                   CampaignOptions options)
    : engine_(engine),
      corpus_(corpus),
      findings_(findings),
      options_(std::move(options)),
      workers_(options_.jobs) {}

void Campaign::read_line(Worker& worker, std::string_view line) const {
  if (const auto status = read_status(line)) {
    worker.executions = std::max(worker.executions, status->executions);
    worker.per_second = status->per_second;
    worker.coverage = std::max(worker.coverage, status->coverage);
    worker.is_ready = worker.is_ready || status->event == "INITED" || status->event == "NEW";
  } else if (const auto units = read_executed_units(line)) {
    worker.executions = *units;
  } else if (const auto artifact = read_artifact(line)) {
    worker.artifact = *artifact;
  }
}

void Campaign::start(Worker& worker) {
  const auto left = std::chrono::ceil<seconds>(end_ - Clock::now());
  const int early_ends = worker.early_ends;
  worker = Worker{.seed = options_.seed + corpus_.runs() * kSeedsAStart + started_++,
                  .early_ends = early_ends};
  worker.child = std::make_unique<Child>(
      engine_.fuzz(corpus_.inputs(), findings_.arrivals(), left.count(), uint32_t(worker.seed)));
  worker.child->on_line = [this, &worker](std::string_view line) { read_line(worker, line); };
  if (!worker.child->start_error().empty())
    result_.trouble = fmt::format("The target {} cannot be started: {}.",
                                  engine_.executable.string(), worker.child->start_error());
}

// What a worker left: a finding, trouble, or nothing but that its time was over.
void Campaign::ended(Worker& worker) {
  const std::unique_ptr<Child> child = std::move(worker.child);
  done_ += worker.executions;
  most_coverage_ = std::max(most_coverage_, worker.coverage);
  const uint64_t executions = worker.executions;
  worker.executions = worker.per_second = 0;
  worker.early_ends = worker.is_ready ? 0 : worker.early_ends + 1;
  if (!worker.artifact.empty()) {
    Triage triage(engine_, findings_, options_.program, [this] {
      watch(0);
      return !options_.stopped();
    });
    const std::string found = triage.take(worker.artifact, child->tail(), executions, worker.seed);
    if (found.empty()) {
      result_.trouble =
          fmt::format("A finding cannot be written; its input is {}.", worker.artifact);
      return;
    }
    result_.found.insert(found);
    if (worker.early_ends >= kMostEarlyEnds)
      result_.stuck = fmt::format(
          "{} breaks while it reads its corpus, before it changes any "
          "input: mend {} first.",
          engine_.target, found);
    return;
  }
  if (is_ending_ || child->exit_code() == 0) return;
  if (worker.early_ends > 0 && worker.executions == 0 && executions == 0) {
    result_.trouble =
        fmt::format("The target {} cannot run (exit code {}): {}", engine_.executable.string(),
                    child->exit_code(), last_line(child->tail()));
  } else if (worker.early_ends >= kMostEarlyEnds) {
    result_.trouble =
        fmt::format("The target {} keeps ending (exit code {}): {}", engine_.executable.string(),
                    child->exit_code(), last_line(child->tail()));
  }
}

CampaignProgress Campaign::progress() const {
  CampaignProgress now{.executions = done_,
                       .coverage = most_coverage_,
                       .corpus = corpus_.count(),
                       .findings = result_.found.size()};
  for (const Worker& worker : workers_) {
    now.executions += worker.executions;
    now.per_second += worker.per_second;
    now.coverage = std::max(now.coverage, worker.coverage);
  }
  now.left = std::max(seconds(0), std::chrono::ceil<seconds>(end_ - Clock::now()));
  return now;
}

void Campaign::watch(int wait) {
  std::vector<Child*> running;
  for (const Worker& worker : workers_) {
    if (worker.child && worker.child->is_running()) running.push_back(worker.child.get());
  }
  Child::wait_for_any(running, wait);
  if (!options_.tell || Clock::now() - told_ < kTellEach) return;
  told_ = Clock::now();
  options_.tell(progress());
}

bool Campaign::goes_on() const {
  return result_.trouble.empty() && result_.stuck.empty() && !options_.stopped() &&
         Clock::now() < end_;
}

void Campaign::take_left_over() {
  Triage triage(engine_, findings_, options_.program, [this] { return !options_.stopped(); });
  for (const fs::path& file : findings_.left_over()) {
    const std::string found = triage.take_left_over(file);
    if (!found.empty()) result_.found.insert(found);
    if (options_.stopped()) return;
  }
}

// A worker that is asked writes what it has and ends; one that hangs is killed.
void Campaign::end_workers() {
  is_ending_ = true;
  for (const Worker& worker : workers_) {
    if (worker.child) worker.child->signal(SIGTERM);
  }
  const auto most = Clock::now() + kGrace;
  const auto any = [this] {
    return std::any_of(workers_.begin(), workers_.end(), [](const Worker& worker) {
      return worker.child && worker.child->is_running();
    });
  };
  while (any() && Clock::now() < most) watch(kWait);
  for (Worker& worker : workers_) {
    if (!worker.child) continue;
    worker.child->signal(SIGKILL);
    ended(worker);
  }
}

CampaignResult Campaign::run() {
  const auto start_time = Clock::now();
  end_ = start_time + options_.length;
  take_left_over();
  if (options_.stopped()) {
    result_.interrupted = true;
    return result_;
  }
  for (Worker& worker : workers_) {
    if (result_.trouble.empty()) start(worker);
  }
  while (goes_on()) {
    watch(kWait);
    for (Worker& worker : workers_) {
      if (!worker.child || worker.child->is_running()) continue;
      ended(worker);
      if (goes_on()) start(worker);
    }
  }
  result_.interrupted = options_.stopped();
  end_workers();
  result_.end = progress();
  result_.seconds = std::chrono::duration<double>(Clock::now() - start_time).count();
  const double rate = result_.seconds > 0 ? double(result_.end.executions) / result_.seconds : 0;
  result_.end.per_second = uint64_t(rate);
  return result_;
}

}  // namespace rehearse::harness
