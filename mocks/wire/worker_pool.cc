#include "mocks/wire/worker_pool.h"

#include <chrono>
#include <thread>

namespace rehearse::wire {
namespace {

constexpr std::chrono::seconds kIdleTime{5};

}  // namespace

struct WorkerPool::Shared {
  std::mutex mutex{};
  std::condition_variable wake{}, ended{};
  std::deque<std::function<void()>> tasks{};
  size_t threads = 0, idle = 0;
  bool closing = false;
};

WorkerPool::WorkerPool(size_t most_threads)
    : shared_(std::make_shared<Shared>()), most_threads_(most_threads) {}

WorkerPool::~WorkerPool() {
  std::unique_lock lock(shared_->mutex);
  shared_->closing = true;
  shared_->wake.notify_all();
  shared_->ended.wait(lock, [&] { return shared_->threads == 0; });
}

void WorkerPool::run(std::function<void()> task) {
  const std::lock_guard lock(shared_->mutex);
  shared_->tasks.push_back(std::move(task));
  if (shared_->tasks.size() <= shared_->idle || shared_->threads == most_threads_) {
    shared_->wake.notify_one();
    return;
  }
  ++shared_->threads;
  // Detached threads hold the state they need; the destructor waits for their last step.
  std::thread([shared = shared_] { work(shared); }).detach();
}

void WorkerPool::work(const std::shared_ptr<Shared>& shared) {
  std::unique_lock lock(shared->mutex);
  for (;;) {
    if (shared->tasks.empty()) {
      if (shared->closing) break;
      ++shared->idle;
      const bool woken = shared->wake.wait_for(
          lock, kIdleTime, [&] { return shared->closing || !shared->tasks.empty(); });
      --shared->idle;
      if (!woken) break;
      continue;
    }
    std::function<void()> task = std::move(shared->tasks.front());
    shared->tasks.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
  --shared->threads;
  shared->ended.notify_all();
}

}  // namespace rehearse::wire
