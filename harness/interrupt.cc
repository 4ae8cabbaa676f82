#include "harness/interrupt.h"

#include <initializer_list>

namespace rehearse::harness {

Interrupt::Interrupt() {
  sigemptyset(&held_);
  sigaddset(&held_, SIGINT);
  sigaddset(&held_, SIGTERM);
  sigaddset(&held_, SIGHUP);
  sigaddset(&held_, SIGQUIT);
  pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

// What came meanwhile has done its work; it must not end the program before its exit code does.
Interrupt::~Interrupt() {
  while (requested()) {
    int taken = 0;
    if (sigwait(&held_, &taken) != 0) break;
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupt::requested() const {
  sigset_t pending{};
  if (sigpending(&pending) != 0) return false;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    if (sigismember(&pending, signal) == 1) return true;
  }
  return false;
}

}  // namespace rehearse::harness
