#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "mocks/control.h"

namespace rehearse::harness {

// Trail is what the journal has told so far: for each page and endpoint how often it was asked for
// and how it answered, and the newest exchanges. It reads only what is new, so that looking costs
// next to nothing.
class Trail {
 public:
  struct Exchange {
    uint64_t number = 0;
    std::string at{}, side{}, route{}, method{}, reason{};  // reason: its name; empty: no refusal
    int status = 0;
    bool worked() const { return reason.empty() && status < 400; }
  };
  static constexpr size_t kNewestKept = 40;

  // Takes in what happened since the last time. A journal that begins anew (a reset) does so here.
  void follow(Control& control);

  // How often this page or endpoint did what it was asked to.
  uint64_t worked(std::string_view route, std::string_view method) const;
  // The number of the newest time it did; 0: never.
  uint64_t last_worked(std::string_view route, std::string_view method) const;
  // How often it refused for that reason.
  uint64_t refused(std::string_view route, std::string_view method, std::string_view reason) const;
  uint64_t refused(std::string_view route, std::string_view method) const;  // for any reason
  // Why it refused the newest time, if it has not worked since; empty otherwise.
  std::string unresolved(std::string_view route, std::string_view method) const;
  // The number of the newest exchange on that side; 0: none.
  uint64_t last_on(std::string_view side) const;

  const std::deque<Exchange>& newest() const { return newest_; }  // oldest first
  uint64_t seen() const { return seen_; }

  void take(Exchange exchange);

 private:
  struct Tally {
    uint64_t worked = 0, last_worked = 0;
    std::string unresolved{};
    std::map<std::string, uint64_t, std::less<>> refused{};
  };
  const Tally* tally_of(std::string_view route, std::string_view method) const;

  std::map<std::string, Tally, std::less<>> tallies_{};  // by `POST log_in`
  std::map<std::string, uint64_t, std::less<>> last_on_{};
  std::deque<Exchange> newest_{};
  uint64_t seen_ = 0;
};

}  // namespace rehearse::harness
