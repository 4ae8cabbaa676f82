#pragma once

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <string>
#include <utility>

namespace rehearse::harness {

// StartPatience is by which clock a start is waited for, and who is told when it takes long.
struct StartPatience {
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  std::function<void(const std::string&)> say{};  // a line for whoever waits; none: nobody does
};

// StartWait bounds the wait for a program that is starting.
class StartWait {
 public:
  static constexpr std::chrono::seconds kBound{20}, kNotice{10};

  StartWait(StartPatience patience, std::string what)
      : patience_(std::move(patience)), what_(std::move(what)), start_(patience_.now()) {}

  // To be asked again and again: whether it took too long. Once, after kNotice, it says that it
  // waits.
  bool is_over() {
    const auto waited = patience_.now() - start_;
    if (waited >= kBound) return true;
    if (waited >= kNotice && !std::exchange(has_said_, true) && patience_.say)
      patience_.say(
          fmt::format("{} takes long to start; it has {} seconds in all.", what_, kBound.count()));
    return false;
  }

 private:
  StartPatience patience_;
  std::string what_;
  std::chrono::steady_clock::time_point start_;
  bool has_said_ = false;
};

}  // namespace rehearse::harness
