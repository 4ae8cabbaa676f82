#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse::harness {

// FuzzStatus is what a line of libFuzzer says of how far it is:
// `#8192  pulse  cov: 412 ft: 1201 corp: 88/2104b lim: 80 exec/s: 4096 rss: 51Mb`.
struct FuzzStatus {
  uint64_t executions = 0;
  std::string event{};  // NEW, REDUCE, pulse, INITED, RELOAD, DONE, …
  uint64_t coverage = 0, features = 0, corpus = 0;
  uint64_t per_second = 0;
  friend bool operator==(const FuzzStatus&, const FuzzStatus&) = default;
};
std::optional<FuzzStatus> read_status(std::string_view line);

// `stat::number_of_executed_units: 4711`, libFuzzer's last word.
std::optional<uint64_t> read_executed_units(std::string_view line);

// `INFO: seed corpus: files: 12 min: 1b …`.
std::optional<uint64_t> read_seed_count(std::string_view line);

// The file of `artifact_prefix='…'; Test unit written to FILE`.
std::optional<std::string> read_artifact(std::string_view line);

// Breakage is what a report on stderr tells of the end of a target.
struct Breakage {
  std::string kind{};      // promise, crash, timeout, out-of-memory, leak, or the sanitizer's own
                           // word for it: heap-buffer-overflow, undefined-behavior, …
  std::string promise{};   // "O-06"; only of a promise
  std::string sentence{};  // one line for people
  std::string place{};     // the innermost function of ours, if the report has frames
  friend bool operator==(const Breakage&, const Breakage&) = default;
};
// Nothing if the text reports no breakage.
std::optional<Breakage> read_breakage(std::string_view report);

// A name for a folder, the same for what is likely the same mistake: `O-06-1f3a9c20`. Numbers in
// the sentence don't count.
std::string signature(const Breakage& breakage);

}  // namespace rehearse::harness
