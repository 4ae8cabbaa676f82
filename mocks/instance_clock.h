#pragma once

#include <atomic>
#include <chrono>

#include "mocks/core/time.h"

namespace rehearse {

// InstanceClock is the virtual clock of one instance. It stands still until it is set or advanced;
// a ticking one also follows real time from there. Safe from any thread.
class InstanceClock final : public Clock {
 public:
  InstanceClock(TimePoint start, bool ticking) : base_(start), ticking_(ticking) {}

  TimePoint now() const override { return ticking_ ? base_.now() + elapsed() : base_.now(); }
  void set(TimePoint instant) { base_.set(ticking_ ? instant - elapsed() : instant); }
  void advance(Duration by) { base_.advance(by); }
  bool is_ticking() const { return ticking_; }

 private:
  Duration elapsed() const {
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started_);
  }

  VirtualClock base_;
  bool ticking_ = false;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace rehearse
