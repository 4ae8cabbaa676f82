#include "harness/fuzz/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace rehearse::harness {

namespace fs = std::filesystem;

ChildCommand FuzzEngine::words(std::vector<std::string> more) const {
  std::vector<std::string> all{executable.string(), fmt::format("-timeout={}", kSecondsAnInput),
                               fmt::format("-rss_limit_mb={}", kMostMegabytes),
                               // A slow input that ends is no finding.
                               fmt::format("-report_slow_units={}", 4 * kSecondsAnInput)};
  all.insert(all.end(), more.begin(), more.end());
  // Undefined behaviour ends a run as well, so that its input is kept. Leaks are not looked for:
  // what a target keeps between inputs would have it done after each, and a worker that is ended
  // by a signal never gets to it. Replaying the seeds under g++ and its sanitizer does.
  all.push_back("-detect_leaks=0");
  return {std::move(all), {{"UBSAN_OPTIONS", "halt_on_error=1:print_stacktrace=1"}}};
}

ChildCommand FuzzEngine::fuzz(const fs::path& corpus, const fs::path& arrivals, int64_t seconds,
                              uint32_t seed) const {
  // Entropic scheduling costs more time than most targets themselves.
  std::vector<std::string> more{"-reload=1", "-print_final_stats=1", "-entropic=0",
                                fmt::format("-max_len={}", kLongestInput),
                                fmt::format("-max_total_time={}", std::max<int64_t>(1, seconds)),
                                fmt::format("-seed={}", std::max<uint32_t>(1, seed)),
                                // Two workers that find the same would write the same file.
                                fmt::format("-artifact_prefix={}/{}-", arrivals.string(), seed)};
  if (!dictionary.empty()) more.push_back("-dict=" + dictionary.string());
  more.push_back(corpus.string());
  if (!seeds.empty()) more.push_back(seeds.string());
  return words(std::move(more));
}

ChildCommand FuzzEngine::run(const fs::path& input, const fs::path& transcript) const {
  ChildCommand command = words({"-runs=1", input.string()});
  command.environment.push_back({"REHEARSE_TRANSCRIPT", transcript.string()});
  return command;
}

ChildCommand FuzzEngine::minimize(const fs::path& input, const fs::path& into,
                                  int64_t seconds) const {
  return words({"-minimize_crash=1", fmt::format("-max_total_time={}", seconds),
                "-exact_artifact_path=" + into.string(), input.string()});
}

ChildCommand FuzzEngine::merge(const fs::path& corpus, const std::vector<fs::path>& from,
                               const fs::path& arrivals) const {
  std::vector<std::string> more{"-merge=1", fmt::format("-max_len={}", kLongestInput),
                                fmt::format("-artifact_prefix={}/", arrivals.string()),
                                corpus.string()};
  for (const fs::path& folder : from) more.push_back(folder.string());
  return words(std::move(more));
}

std::string FuzzEngine::repeat_line(const fs::path& input) const {
  const char* const planted = std::getenv("REHEARSE_PLANTED");
  const std::string before = planted == nullptr || *planted == '\0'
                                 ? std::string()
                                 : fmt::format("REHEARSE_PLANTED={} ", planted);
  return fmt::format("{}UBSAN_OPTIONS=halt_on_error=1 {} {}", before, executable.string(),
                     input.string());
}

}  // namespace rehearse::harness
