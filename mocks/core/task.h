#pragma once

#include <cassert>
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace rehearse {

// Task is a piece of work that may have to wait for something on its way: a coroutine with a value
// at its end. It begins when it is first awaited, or by run_now. Destroying a task that waits ends
// it there, as the death of a process would.
template <class T>
class [[nodiscard]] Task {
 public:
  struct promise_type {
    Task get_return_object() { return Task(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    // Whoever awaits goes on; nobody does if the task was started by run_now or start.
    auto final_suspend() noexcept {
      struct Awaiter {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(Handle done) noexcept {
          const std::coroutine_handle<> next = done.promise().continuation;
          return next ? next : std::noop_coroutine();
        }
        void await_resume() noexcept {}
      };
      return Awaiter{};
    }
    void return_value(T result) { value.emplace(std::move(result)); }
    void unhandled_exception() { failure = std::current_exception(); }

    std::optional<T> value{};
    std::exception_ptr failure{};
    std::coroutine_handle<> continuation{};
  };
  using Handle = std::coroutine_handle<promise_type>;

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      if (handle_) handle_.destroy();
      handle_ = std::exchange(other.handle_, {});
    }
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  // Runs until the task is over or waits.
  void start() { handle_.resume(); }
  bool over() const { return handle_.done(); }
  // The value of a task that is over; what it threw, it throws here.
  T take() {
    assert(over());
    if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
    return std::move(*handle_.promise().value);
  }

  auto operator co_await() && {
    struct Awaiter {
      Handle handle;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        handle.promise().continuation = caller;
        return handle;
      }
      T await_resume() {
        if (handle.promise().failure) std::rethrow_exception(handle.promise().failure);
        return std::move(*handle.promise().value);
      }
    };
    return Awaiter{handle_};
  }

 private:
  explicit Task(Handle handle) : handle_(handle) {}
  Handle handle_;
};

// run_now runs a task that waits for nothing to its end.
template <class T>
T run_now(Task<T> task) {
  task.start();
  return task.take();
}

}  // namespace rehearse
