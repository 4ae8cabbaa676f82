#pragma once

#include <csignal>
#include <mutex>

namespace rehearse::harness {

// Interrupt holds SIGINT, SIGTERM, SIGHUP and SIGQUIT back while it lives, for this thread and
// those it starts, so that a run can end between two steps and still leave its reports. All waits
// of a run are bounded, so the next step is never far.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // True once a signal came.
  bool requested() const { return times() > 0; }
  // How often somebody asked for the end. What comes between two looks counts once, and so does a
  // terminal that hangs up, however many signals that sends.
  int times() const;

 private:
  sigset_t held_{}, before_{};
  mutable std::mutex mutex_{};
  mutable int times_ = 0;
};

}  // namespace rehearse::harness
