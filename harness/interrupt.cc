#include "harness/interrupt.h"

#include <algorithm>
#include <initializer_list>

namespace rehearse::harness {

Interrupt::Interrupt() {
  sigemptyset(&held_);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held_, number);
  pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

// What came meanwhile has done its work; it must not end the program before its exit code does.
Interrupt::~Interrupt() {
  (void)times();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int Interrupt::times() const {
  const std::lock_guard lock(mutex_);  // of two that see a signal, one would wait for the next
  bool asked = false, hung_up = false;
  sigset_t pending{};
  const auto is_pending = [&] {
    if (sigpending(&pending) != 0) return false;
    return std::ranges::any_of(std::initializer_list<int>{SIGINT, SIGTERM, SIGHUP, SIGQUIT},
                               [&](int number) { return sigismember(&pending, number) == 1; });
  };
  for (int taken = 0; is_pending() && sigwait(&held_, &taken) == 0;)
    (taken == SIGHUP ? hung_up : asked) = true;
  if (asked) ++times_;
  if (hung_up) times_ = std::max(times_, 1);
  return times_;
}

}  // namespace rehearse::harness
