#include "mocks/wire/worker_pool.h"

#include <chrono>
#include <map>
#include <thread>
#include <vector>

namespace rehearse::wire {
namespace {

constexpr std::chrono::seconds kIdleTime{5};

}  // namespace

struct WorkerPool::Shared {
  std::mutex mutex{};
  std::condition_variable wake{}, ended{};
  std::deque<std::function<void()>> tasks{};
  std::map<std::thread::id, std::thread> threads{};
  std::vector<std::thread> leaving{};  // past their last task, to be joined
  size_t idle = 0;
  bool closing = false;
};

WorkerPool::WorkerPool(size_t most_threads)
    : shared_(std::make_unique<Shared>()), most_threads_(most_threads) {}

WorkerPool::~WorkerPool() {
  std::unique_lock lock(shared_->mutex);
  shared_->closing = true;
  shared_->wake.notify_all();
  shared_->ended.wait(lock, [&] { return shared_->threads.empty(); });
  // Joined, not merely counted: what a thread holds of its own must be gone before the process
  // ends.
  for (std::thread& thread : shared_->leaving) thread.join();
}

void WorkerPool::run(std::function<void()> task) {
  std::vector<std::thread> left;
  {
    const std::lock_guard lock(shared_->mutex);
    left.swap(shared_->leaving);
    shared_->tasks.push_back(std::move(task));
    if (shared_->tasks.size() <= shared_->idle || shared_->threads.size() == most_threads_) {
      shared_->wake.notify_one();
    } else {
      std::thread thread([shared = shared_.get()] { work(*shared); });
      const std::thread::id id = thread.get_id();
      shared_->threads.emplace(id, std::move(thread));
    }
  }
  for (std::thread& thread : left) thread.join();
}

void WorkerPool::work(Shared& shared) {
  std::unique_lock lock(shared.mutex);
  for (;;) {
    if (shared.tasks.empty()) {
      if (shared.closing) break;
      ++shared.idle;
      const bool woken = shared.wake.wait_for(
          lock, kIdleTime, [&] { return shared.closing || !shared.tasks.empty(); });
      --shared.idle;
      if (!woken) break;
      continue;
    }
    std::function<void()> task = std::move(shared.tasks.front());
    shared.tasks.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
  const auto self = shared.threads.find(std::this_thread::get_id());
  shared.leaving.push_back(std::move(self->second));
  shared.threads.erase(self);
  shared.ended.notify_all();
}

}  // namespace rehearse::wire
