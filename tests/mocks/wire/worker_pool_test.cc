#include "mocks/wire/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <optional>

namespace rehearse::wire {
namespace {

TEST(WorkerPool, LetsNoTaskWaitForAnother) {
  constexpr int kTasks = 20;
  std::latch all_run(kTasks);
  WorkerPool pool(kTasks);
  // Each task ends only once all of them run.
  for (int task = 0; task < kTasks; ++task) pool.run([&] { all_run.arrive_and_wait(); });
  all_run.wait();
}

TEST(WorkerPool, QueuesBeyondItsLimit) {
  std::promise<void> go_on;
  const std::shared_future<void> gone_on = go_on.get_future().share();
  std::atomic<int> ran{0};
  std::optional<WorkerPool> pool(2);
  for (int task = 0; task < 3; ++task) {
    pool->run([&, gone_on] {
      gone_on.wait();
      ++ran;
    });
  }
  EXPECT_EQ(ran, 0);
  go_on.set_value();
  pool.reset();
  EXPECT_EQ(ran, 3) << "what was queued has run by the time the pool is gone";
}

TEST(WorkerPool, ReusesItsThreads) {
  WorkerPool pool(1);
  for (int round = 0; round < 100; ++round) {
    std::promise<void> done;
    pool.run([&] { done.set_value(); });
    done.get_future().wait();
  }
}

}  // namespace
}  // namespace rehearse::wire
