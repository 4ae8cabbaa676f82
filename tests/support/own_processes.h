#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

namespace rehearse::testing {

// OwnProcess is one that runs with a folder of the test's own in its environment or command line.
struct OwnProcess {
  pid_t pid = 0;
  std::string command{};  // words, each ended by a zero byte
};

// Everything that was started with that folder, other than this process. What is dead and only not
// yet fetched has neither environment nor command line.
inline std::vector<OwnProcess> processes_of(const std::string& folder) {
  const auto bytes = [](const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  };
  std::vector<OwnProcess> found;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", none)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error != std::errc() || stop != name.data() + name.size() || pid == getpid()) continue;
    std::string command = bytes(entry.path() / "cmdline");
    const bool is_own = command.find(folder) != std::string::npos ||
                        bytes(entry.path() / "environ").find(folder) != std::string::npos;
    if (is_own && !command.empty()) found.push_back({pid, std::move(command)});
  }
  return found;
}

// The browser itself, not the processes it has for its parts.
inline std::vector<OwnProcess> browsers_of(const std::string& folder) {
  std::vector<OwnProcess> found;
  for (OwnProcess& one : processes_of(folder)) {
    const bool is_browser = one.command.find("--user-data-dir=") != std::string::npos &&
                            one.command.find("--type=") == std::string::npos &&
                            one.command.find("crashpad") == std::string::npos;
    if (is_browser) found.push_back(std::move(one));
  }
  return found;
}

}  // namespace rehearse::testing
