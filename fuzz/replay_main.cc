// Replays files or folders of inputs through a fuzz target, so that targets are built and run by
// every compiler. Exit 0: all were read; 1: none was, or one cannot be read. What breaks on the way
// ends the process, and the input is named first.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

namespace fs = std::filesystem;

// A name that a signal handler can read: the input at hand, null between two.
constexpr size_t kLongestPath = 4096;
std::array<char, kLongestPath> at_hand{};
volatile sig_atomic_t at_hand_length = 0;

void name_the_input() {
  if (at_hand_length == 0) return;
  constexpr char kBefore[] = "replay: broke at ";
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, kBefore, sizeof kBefore - 1);
  written = write(STDERR_FILENO, at_hand.data(), size_t(at_hand_length));
  written = write(STDERR_FILENO, "\n", 1);
  at_hand_length = 0;  // an abort after a report names it once
}

void on_signal(int number) {
  name_the_input();
  std::signal(number, SIG_DFL);
  raise(number);
}

void remember(const fs::path& path) {
  const std::string text = path.string();
  const size_t length = std::min(text.size(), at_hand.size());
  std::memcpy(at_hand.data(), text.data(), length);
  at_hand_length = sig_atomic_t(length);
}

bool replay(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) {
    std::fprintf(stderr, "replay: %s cannot be read\n", path.c_str());
    return false;
  }
  remember(path);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  at_hand_length = 0;
  return true;
}

// The files of a folder in the order of their names, or the file itself.
std::vector<fs::path> files_of(const fs::path& named) {
  if (!fs::is_directory(named)) return {named};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(named)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGABRT, on_signal);
  if (__sanitizer_set_death_callback != nullptr) {
    __sanitizer_set_death_callback(name_the_input);  // reports by itself, signals included
  } else {
    for (const int number : {SIGSEGV, SIGFPE, SIGILL, SIGBUS}) std::signal(number, on_signal);
  }
  int inputs = 0;
  for (int index = 1; index < count; ++index) {
    for (const fs::path& path : files_of(arguments[index])) {
      if (!replay(path)) return 1;
      ++inputs;
    }
  }
  std::printf("%d inputs replayed\n", inputs);
  if (inputs == 0)
    std::fprintf(stderr, "replay: no input was read; name a folder that holds a corpus\n");
  return inputs == 0 ? 1 : 0;
}
