#include "harness/matrix/live_cells.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

namespace rehearse::harness {
namespace {

constexpr uint32_t kChunk = 64;  // about so many slots a thread takes at once
constexpr std::chrono::milliseconds kBetweenReports{200};

template <class Value>
void append(std::string& key, const Value& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_text(std::string& key, std::string_view text) {
  append(key, text.size());
  key += text;
}

// The same bytes for equal reports, within one run of the program. Far cheaper than a Story.
void make_key(const simulation::LifeReport& report, std::string& key) {
  key.clear();
  append(key, report.connects);
  append(key, report.works);
  append(key, report.lost_on_day.value_or(-1));
  append(key, report.first_failure_on_day.value_or(-1));
  append(key, report.chain.size());
  for (const Reason* reason : report.chain) append(key, reason);
  append_text(key, report.remedy.guide_step);
  append_text(key, report.remedy.text);
  for (const simulation::LifeEvent& event : report.timeline) {
    append(key, event.what);
    append(key, event.at.count());
    append(key, event.reason);
    append_text(key, event.text);
  }
}

// Crew is the threads that live the cells and what they share.
class Crew {
 public:
  Crew(Matrix& matrix, const LiveMaker& maker, Checkpoint* checkpoint, const Watch& watch)
      : matrix_(matrix), maker_(maker), checkpoint_(checkpoint), watch_(watch) {
    for (uint32_t story = 0; story < matrix_.stories.size(); ++story)
      known_.emplace(dump_json(to_json(matrix_.stories[story])), story);
    for (uint32_t slot = 0; slot < matrix_.cells.size(); ++slot) {
      if (wanted(slot)) ++to_live_;
    }
  }

  void work() {
    Live live = maker_();
    std::unordered_map<std::string, uint32_t> seen;  // by make_key
    std::string key;
    std::vector<std::pair<uint32_t, uint32_t>> lived;  // slot, story
    while (!stopped_) {
      const uint32_t from = next_.fetch_add(chunk_);
      if (from >= matrix_.cells.size()) break;
      const uint32_t until = std::min(from + chunk_, uint32_t(matrix_.cells.size()));
      lived.clear();
      for (uint32_t slot = from; slot < until && !stop(); ++slot) {
        if (!wanted(slot)) continue;
        const simulation::LifeReport report = live(plan_of(matrix_.selection.grid.point_at(slot)));
        make_key(report, key);
        auto found = seen.find(key);
        if (found == seen.end()) found = seen.emplace(key, number_of_story(report)).first;
        lived.emplace_back(slot, found->second);
        ++done_;
      }
      if (!lived.empty()) store(lived, from, until);
    }
    const std::lock_guard lock(mutex_);
    ++ended_;
    changed_.notify_all();
  }

  // Waits until all threads have ended.
  void watch(unsigned threads) {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kBetweenReports, [&] { return ended_ == threads; })) {
      lock.unlock();
      if (watch_.progress) watch_.progress(done_, to_live_);
      lock.lock();
    }
  }

  bool complete() const { return done_ == to_live_; }
  uint32_t done() const { return done_; }
  uint32_t to_live() const { return to_live_; }
  const std::optional<std::string>& trouble() const { return trouble_; }

 private:
  // Each slot is written by the one thread whose chunk it is in, and read by others only within
  // the lock or after the end.
  bool wanted(uint32_t slot) const {
    return matrix_.cells[slot] == kNoStory &&
           matrix_.selection.has(matrix_.selection.grid.point_at(slot));
  }

  bool stop() {
    if (!stopped_ && watch_.interrupted && watch_.interrupted()) stopped_ = true;
    return stopped_;
  }

  uint32_t number_of_story(const simulation::LifeReport& report) {
    Story story = story_of(report);
    std::string name = dump_json(to_json(story));
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = known_.emplace(std::move(name), uint32_t(matrix_.stories.size()));
    if (is_new) matrix_.stories.push_back(std::move(story));
    return place->second;
  }

  void store(const std::vector<std::pair<uint32_t, uint32_t>>& lived, uint32_t from,
             uint32_t until) {
    const std::lock_guard lock(mutex_);
    for (const auto& [slot, story] : lived) matrix_.cells[slot] = story;
    if (checkpoint_ == nullptr || trouble_) return;
    if (const auto noted = checkpoint_->note(matrix_, from, until); !noted) {
      trouble_ = noted.error();
      stopped_ = true;
    }
  }

  // Whole blocks of cells that begin alike.
  static uint32_t chunk_of(const Grid& grid) {
    const uint32_t block = grid.stride(*find_dimension("org_mode"));
    return std::max(1U, kChunk / block) * block;
  }

  Matrix& matrix_;
  const LiveMaker& maker_;
  Checkpoint* checkpoint_;
  const Watch& watch_;
  const uint32_t chunk_ = chunk_of(matrix_.selection.grid);
  uint32_t to_live_ = 0;
  std::atomic<uint32_t> next_{0}, done_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_{};  // guards all below, the matrix's stories, and its cells against the notes
  std::condition_variable changed_{};
  std::unordered_map<std::string, uint32_t> known_{};  // stories by their JSON
  unsigned ended_ = 0;
  std::optional<std::string> trouble_{};
};

}  // namespace

Result<Done, std::string> live_cells(Matrix& matrix, const LiveMaker& maker, unsigned jobs,
                                     Checkpoint* checkpoint, const Watch& watch) {
  matrix.cells.resize(matrix.selection.grid.slots(), kNoStory);
  Crew crew(matrix, maker, checkpoint, watch);
  std::vector<std::thread> threads;
  for (unsigned job = 0; job < jobs; ++job) threads.emplace_back([&crew] { crew.work(); });
  crew.watch(jobs);
  for (std::thread& thread : threads) thread.join();
  if (watch.progress) watch.progress(crew.done(), crew.to_live());
  if (crew.trouble()) return *crew.trouble();
  matrix.partial = !crew.complete();
  put_in_order(matrix);
  return Done{};
}

}  // namespace rehearse::harness
