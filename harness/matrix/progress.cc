#include "harness/matrix/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "harness/matrix/wrap.h"

namespace rehearse::harness {
namespace {

constexpr uint32_t kBar = 30;

std::string left_text(int64_t seconds) {
  if (seconds < 60) return fmt::format("{} s left", seconds);
  return fmt::format("{} min {} s left", seconds / 60, seconds % 60);
}

}  // namespace

std::string progress_text(uint32_t done, uint32_t of, std::chrono::milliseconds passed) {
  const uint32_t percent = of == 0 ? 100 : uint32_t(uint64_t{done} * 100 / of);
  const uint32_t full = percent * kBar / 100;
  std::string text =
      fmt::format("[{}{}] {:>3} %  {} of {}", std::string(full, '#'), std::string(kBar - full, ' '),
                  percent, grouped(done), grouped(of));
  if (done == 0 || passed.count() == 0) return text;
  const uint64_t rate = uint64_t{done} * 1000 / uint64_t(passed.count());
  text += fmt::format("  {}/s", grouped(uint32_t(rate)));
  if (done < of && rate > 0) text += "  " + left_text(int64_t((of - done + rate - 1) / rate));
  return text;
}

Progress::Progress(bool wanted)
    : wanted_(wanted && isatty(STDERR_FILENO) == 1), start_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::show(uint32_t done, uint32_t of) {
  if (!wanted_) return;
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start_);
  fmt::print(stderr, "\r{}\x1b[K", progress_text(done, of, passed));
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace rehearse::harness
