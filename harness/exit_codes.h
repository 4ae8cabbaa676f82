#pragma once

namespace rehearse::harness {

// How the program ends. Other programs depend on these.
inline constexpr int kAllPassed = 0;
inline constexpr int kCheckFailed = 1;
inline constexpr int kBadUsage = 2;  // or a bad scenario
inline constexpr int kTrouble = 3;   // the target is unreachable, a file can't be written
inline constexpr int kInterrupted = 130;

}  // namespace rehearse::harness
