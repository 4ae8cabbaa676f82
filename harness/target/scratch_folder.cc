#include "harness/target/scratch_folder.h"

#include <fmt/format.h>
#include <poll.h>
#include <stdlib.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>

namespace rehearse::harness {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kRemovalWait{5};
constexpr int kSlice = 50;  // milliseconds

}  // namespace

std::filesystem::path temporary_folder() {
  const char* const named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

ScratchFolder::ScratchFolder() {
  const std::filesystem::path place = temporary_folder();
  std::string name = (place / "rehearse-XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) {
    path_ = name;
    return;
  }
  error_ = fmt::format(
      "cannot make a temporary folder in {}: {}. Set TMPDIR to a folder that you may write to.",
      place.string(), std::generic_category().message(errno));
}

ScratchFolder::~ScratchFolder() {
  if (path_.empty()) return;
  const auto end = steady_clock::now() + kRemovalWait;
  std::error_code error;
  do {
    std::filesystem::remove_all(path_, error);
    if (!error && !std::filesystem::exists(path_, error)) return;
    (void)poll(nullptr, 0, kSlice);
  } while (steady_clock::now() < end);
}

}  // namespace rehearse::harness
