#include "harness/fuzz/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <utility>

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
constexpr int kLeastMinimizing = 5, kMostMinimizing = 20;  // seconds
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

void Campaign::read_line(Worker& worker, std::string_view line) {
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
  worker.child->on_line = [&worker](std::string_view line) { read_line(worker, line); };
  if (!worker.child->start_error().empty())
    result_.trouble = fmt::format("The target {} cannot be started: {}.",
                                  engine_.executable.string(), worker.child->start_error());
}

// Takes account of a worker that ended: it broke something, had trouble, or its time was over.
void Campaign::ended(Worker& worker) {
  const std::unique_ptr<Child> child = std::move(worker.child);
  const uint64_t executions = std::exchange(worker.executions, 0);
  worker.per_second = 0;
  done_ += executions;
  most_coverage_ = std::max(most_coverage_, worker.coverage);
  worker.early_ends = worker.is_ready ? 0 : worker.early_ends + 1;
  if (!worker.artifact.empty()) {
    arrivals_.push_back({worker.artifact, child->tail(), executions, worker.seed});
    if (worker.early_ends >= kMostEarlyEnds)
      result_.stuck = fmt::format(
          "{} breaks while it reads its corpus, before it changes any "
          "input; mend what was found first.",
          engine_.target);
    return;
  }
  if (is_ending_ || child->exit_code() == 0) return;
  const bool never_ran = worker.early_ends > 0 && executions == 0;
  if (!never_ran && worker.early_ends < kMostEarlyEnds) return;
  result_.trouble = fmt::format("The target {} {} (exit code {}): {}", engine_.executable.string(),
                                never_ran ? "cannot run" : "keeps ending", child->exit_code(),
                                last_line(child->tail()));
}

void Campaign::note(const Result<std::string, FolderError>& taken) {
  if (!taken) {
    result_.trouble = taken.error().sentence;
  } else if (!taken.value().empty()) {
    result_.found.insert(taken.value());
  }
}

// What is stored at the end is made smaller for a short time only.
void Campaign::take_arrivals() {
  while (!arrivals_.empty()) {
    const Arrival arrival = std::move(arrivals_.front());
    arrivals_.pop_front();
    const auto left = std::chrono::duration_cast<seconds>(end_ - Clock::now()).count();
    Triage triage(engine_, findings_, options_.program,
                  int(std::clamp<int64_t>(left, kLeastMinimizing, kMostMinimizing)), [this] {
                    watch(0);
                    return !options_.stopped();
                  });
    note(triage.take(arrival.artifact, arrival.report, arrival.executions, arrival.seed));
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
  const auto passed = std::chrono::duration_cast<seconds>(Clock::now() - start_).count();
  // A worker seldom says how fast it is; over all it is at least so fast.
  now.per_second =
      std::max(now.per_second, now.executions / uint64_t(std::max<int64_t>(1, passed)));
  now.left = std::max(seconds(0), std::chrono::ceil<seconds>(end_ - Clock::now()));
  return now;
}

void Campaign::watch(int wait) {
  std::vector<Child*> running;
  for (const Worker& worker : workers_) {
    if (worker.child && worker.child->is_running()) running.push_back(worker.child.get());
  }
  Child::wait_for_any(running, wait);
  for (Worker& worker : workers_) {
    if (is_ending_ || !worker.child || worker.child->is_running()) continue;
    ended(worker);
    if (goes_on()) start(worker);
  }
  if (!options_.tell || Clock::now() - told_ < kTellEach) return;
  told_ = Clock::now();
  options_.tell(progress());
}

bool Campaign::goes_on() const {
  return result_.trouble.empty() && result_.stuck.empty() && !options_.stopped() &&
         Clock::now() < end_;
}

void Campaign::take_left_over() {
  Triage triage(engine_, findings_, options_.program, kLeastMinimizing,
                [this] { return !options_.stopped(); });
  for (const fs::path& file : findings_.left_over()) {
    note(triage.take_left_over(file));
    if (options_.stopped()) return;
  }
  const auto earlier = findings_.all();
  for (auto [name, finding] : earlier) {
    if (finding.tried) continue;
    triage.try_out(finding);
    if (options_.stopped()) return;
    result_.found.insert(name);
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
  start_ = Clock::now();
  end_ = start_ + options_.length;
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
    take_arrivals();
  }
  result_.interrupted = options_.stopped();
  end_workers();
  const auto until = std::min(Clock::now(), end_);
  result_.seconds = std::chrono::duration<double>(until - start_).count();
  take_arrivals();
  result_.end = progress();
  const double rate = result_.seconds > 0 ? double(result_.end.executions) / result_.seconds : 0;
  result_.end.per_second = uint64_t(rate);
  return result_;
}

}  // namespace rehearse::harness
