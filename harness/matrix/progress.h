#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace rehearse::harness {

// `[#########                     ]  30 %  28,224 of 94,080  9,870/s  6 s left`
std::string progress_text(uint32_t done, uint32_t of, std::chrono::milliseconds passed);

// Progress keeps that line up to date on standard error, where that is a terminal; else it is
// silent.
class Progress {
 public:
  explicit Progress(bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(uint32_t done, uint32_t of);

 private:
  bool shown_ = false;
  bool wanted_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace rehearse::harness
