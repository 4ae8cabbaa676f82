#include "harness/fuzz/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "harness/report/words.h"

namespace rehearse::harness {
namespace {

std::string counts(const CampaignProgress& now) {
  return fmt::format("{}/s, coverage {}, corpus {}, {} finding{}", grouped(now.per_second),
                     grouped(now.coverage), grouped(now.corpus), now.findings,
                     now.findings == 1 ? "" : "s");
}

}  // namespace

std::string progress_text(const std::string& target, const CampaignProgress& now) {
  const int64_t left = now.left.count();
  const std::string time =
      left < 60 ? fmt::format("{} s", left) : fmt::format("{} min {} s", left / 60, left % 60);
  return fmt::format("{}: {} executions, {}, {} left", target, grouped(now.executions), counts(now),
                     time);
}

std::string end_text(const CampaignProgress& end, double seconds) {
  return fmt::format("{} executions in {:.0f} s, {}", grouped(end.executions), seconds,
                     counts(end));
}

ProgressLine::ProgressLine(bool wanted)
    : wanted_(wanted),
      is_terminal_(isatty(STDERR_FILENO) == 1),
      last_(std::chrono::steady_clock::now()) {}

void ProgressLine::show(const std::string& target, const CampaignProgress& now) {
  if (!wanted_) return;
  if (is_terminal_) {
    fmt::print(stderr, "\r{}\x1b[K", progress_text(target, now));
    std::fflush(stderr);
    shown_ = true;
    return;
  }
  const auto present = std::chrono::steady_clock::now();
  if (present - last_ < kEach) return;
  last_ = present;
  fmt::print(stderr, "{}\n", progress_text(target, now));
}

void ProgressLine::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace rehearse::harness
