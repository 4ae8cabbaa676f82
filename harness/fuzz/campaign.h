#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "harness/fuzz/corpus_folder.h"
#include "harness/fuzz/engine.h"
#include "harness/fuzz/findings.h"
#include "harness/target/child.h"

namespace rehearse::harness {

// CampaignProgress is how far a campaign is.
struct CampaignProgress {
  uint64_t executions = 0, per_second = 0;
  uint64_t coverage = 0;  // of the worker that has seen most
  size_t corpus = 0, findings = 0;
  std::chrono::seconds left{0};
};

// CampaignOptions say how one target is fuzzed.
struct CampaignOptions {
  std::chrono::milliseconds length{0};
  unsigned jobs = 1;
  uint64_t seed = 0;
  std::string program{};            // the version of rehearse
  std::function<bool()> stopped{};  // asked several times a second
  std::function<void(const CampaignProgress&)> tell{};
};

// CampaignResult is what came of it.
struct CampaignResult {
  CampaignProgress end{};
  double seconds = 0;
  std::set<std::string> found{};  // signatures, met before or not
  bool interrupted = false;
  std::string trouble{};  // a sentence; what was found before stands
  std::string stuck{};    // a sentence: it broke too early to go on
};

// Campaign fuzzes a target with several processes that share one corpus. A worker that breaks
// something is replaced until the time is over.
class Campaign {
 public:
  Campaign(const FuzzEngine& engine, const CorpusFolder& corpus, FindingsFolder& findings,
           CampaignOptions options);
  CampaignResult run();

 private:
  struct Worker {
    std::unique_ptr<Child> child{};
    uint64_t seed = 0;
    uint64_t executions = 0, per_second = 0, coverage = 0;
    bool is_ready = false;  // it has read the corpus
    std::string artifact{};
    int early_ends = 0;  // in a row, each before it was ready
  };
  using Clock = std::chrono::steady_clock;

  // What a worker left when it broke something.
  struct Arrival {
    std::string artifact{}, report{};
    uint64_t executions = 0, seed = 0;
  };

  // What an earlier run left: inputs, and findings that it had no time to try.
  void take_left_over();
  void start(Worker& worker);
  static void read_line(Worker& worker, std::string_view line);
  void ended(Worker& worker);
  bool goes_on() const;
  // Reads what the workers write, puts others in the place of those that ended, and tells.
  void watch(int milliseconds);
  void take_arrivals();
  void note(const Result<std::string, FolderError>& taken);
  void end_workers();
  CampaignProgress progress() const;

  const FuzzEngine& engine_;
  const CorpusFolder& corpus_;
  FindingsFolder& findings_;
  CampaignOptions options_;
  Clock::time_point start_{}, end_{}, told_{};
  uint64_t started_ = 0;  // workers, for their seeds
  uint64_t done_ = 0;     // executions of workers that ended
  uint64_t most_coverage_ = 0;
  bool is_ending_ = false;
  std::vector<Worker> workers_{};
  std::deque<Arrival> arrivals_{};
  CampaignResult result_{};
};

}  // namespace rehearse::harness
