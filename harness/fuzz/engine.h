#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "harness/target/child.h"

namespace rehearse::harness {

// FuzzEngine is a built target and what it is given, as command lines of libFuzzer.
struct FuzzEngine {
  static constexpr int kSecondsAnInput = 10;   // then it counts as a hang
  static constexpr int kMostMegabytes = 2048;  // then as a leak of memory
  static constexpr int kLongestInput = 4096;   // bytes: more than a request to any endpoint

  std::string target{};
  std::filesystem::path executable{};
  std::filesystem::path dictionary{};  // empty: none
  std::filesystem::path seeds{};       // a corpus that is only read; empty: none

  // Fuzzes until `seconds` are over, goes on from `corpus` and writes to it. What breaks something
  // is left in `arrivals`.
  ChildCommand fuzz(const std::filesystem::path& corpus, const std::filesystem::path& arrivals,
                    int64_t seconds, uint32_t seed) const;
  // One input once. `transcript` empty: none is written.
  ChildCommand run(const std::filesystem::path& input,
                   const std::filesystem::path& transcript) const;
  // Looks for a smaller input that still breaks something.
  ChildCommand minimize(const std::filesystem::path& input, const std::filesystem::path& into,
                        int64_t seconds) const;
  // Copies into `corpus` what adds coverage, from the other folders.
  ChildCommand merge(const std::filesystem::path& corpus,
                     const std::vector<std::filesystem::path>& from,
                     const std::filesystem::path& arrivals) const;
  // The line that runs an input, for people.
  std::string repeat_line(const std::filesystem::path& input) const;

 private:
  ChildCommand words(std::vector<std::string> more) const;
};

}  // namespace rehearse::harness
