#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace rehearse::wire {

// WorkerPool runs tasks that may take long (a connection each), so it never lets one wait for
// another: it starts a thread whenever none is free, up to a limit, and lets threads go that had
// nothing to do for a while.
class WorkerPool {
 public:
  explicit WorkerPool(size_t most_threads);
  // Runs what is queued, then ends; blocks until every task has returned.
  ~WorkerPool();

  void run(std::function<void()> task);

 private:
  struct Shared;
  static void work(Shared& shared);

  std::unique_ptr<Shared> shared_;
  const size_t most_threads_;
};

}  // namespace rehearse::wire
