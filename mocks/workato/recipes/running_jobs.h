#pragma once

#include <memory>
#include <vector>

#include "mocks/workato/engine/job.h"

namespace rehearse::workato {

// RunningJob is a recipe's job that is not over.
struct RunningJob {
  Job job;
  int64_t recipe = 0;
  int64_t connection = 0;
  uint64_t requests_before = 0;  // how many requests the org had had before the newest step
};

// RunningJobs are the workspace's; a job that is not over when time stops passing goes on when it
// passes again. Only one run at a time uses them.
class RunningJobs {
 public:
  size_t add(std::unique_ptr<RunningJob> job) {
    if (free_.empty()) {
      jobs_.push_back(std::move(job));
      return jobs_.size() - 1;
    }
    const size_t slot = free_.back();
    free_.pop_back();
    jobs_[slot] = std::move(job);
    return slot;
  }
  void remove(size_t slot) {
    jobs_[slot].reset();
    free_.push_back(slot);
  }
  // Null where the slot is free.
  RunningJob* at(size_t slot) { return jobs_[slot].get(); }
  size_t slots() const { return jobs_.size(); }
  bool any() const { return free_.size() < jobs_.size(); }

 private:
  std::vector<std::unique_ptr<RunningJob>> jobs_{};
  std::vector<size_t> free_{};
};

}  // namespace rehearse::workato
