#include "harness/driver/chrome_process.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace rehearse::harness {
namespace {

using std::chrono::steady_clock;

constexpr int kSlice = 50;  // milliseconds

std::string program(const char* variable, const std::string& name) {
  const char* const named = std::getenv(variable);
  if (named == nullptr || *named == '\0') return path_of_program(name);
  return access(named, X_OK) == 0 ? std::filesystem::absolute(named).string() : std::string();
}

// `ChromeDriver was started successfully on port 38689.`
int port_in(std::string_view line) {
  constexpr std::string_view kBefore = "started successfully on port ";
  const size_t at = line.find(kBefore);
  if (at == line.npos) return 0;
  int port = 0;
  const std::string_view rest = line.substr(at + kBefore.size());
  const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), port);
  return error == std::errc() && port > 0 && port < 65'536 ? port : 0;
}

Trouble not_started(std::string what, const std::string& where) {
  return {Trouble::Kind::unreachable, std::move(what), where, false};
}

}  // namespace

Result<ChromePrograms, std::string> find_chrome() {
  const ChromePrograms found{program("REHEARSE_CHROMEDRIVER", "chromedriver"),
                             program("REHEARSE_CHROMIUM", "chromium")};
  if (!found.chromedriver.empty() && !found.chromium.empty()) return found;
  return fmt::format(
      "--driver browser needs {}, which {} not installed: apt-get install chromium "
      "chromium-driver, or name {}",
      found.chromedriver.empty() && found.chromium.empty() ? "Chromium and chromedriver"
      : found.chromium.empty()                             ? "Chromium"
                                                           : "chromedriver",
      found.chromedriver.empty() && found.chromium.empty() ? "are" : "is",
      found.chromedriver.empty() && found.chromium.empty()
          ? "them by REHEARSE_CHROMIUM and REHEARSE_CHROMEDRIVER"
      : found.chromium.empty() ? "one by REHEARSE_CHROMIUM"
                               : "one by REHEARSE_CHROMEDRIVER");
}

Result<std::unique_ptr<ChromeProcess>, Trouble> ChromeProcess::start(
    const ChromePrograms& programs, const std::function<bool()>& interrupted,
    const StartPatience& patience) {
  std::unique_ptr<ChromeProcess> process(new ChromeProcess);
  if (!process->folder_.error().empty()) return not_started(process->folder_.error(), "");
  process->child_.emplace(
      ChildCommand{{programs.chromedriver, "--port=0"}, {{"TMPDIR", process->folder()}}});
  Child& child = *process->child_;
  if (!child.start_error().empty())
    return not_started(fmt::format("chromedriver could not be started: {}", child.start_error()),
                       programs.chromedriver);
  child.on_line = [&port = process->port_](std::string_view line) {
    if (port == 0) port = port_in(line);
  };
  StartWait wait(patience, "chromedriver");
  Child* const only = &child;
  while (process->port_ == 0) {
    if (interrupted && interrupted())
      return Trouble{Trouble::Kind::interrupted, "the run was interrupted", "", false};
    Child::wait_for_any({&only, 1}, kSlice);
    if (process->port_ != 0) break;
    if (!child.is_running())
      return not_started(
          fmt::format("chromedriver ended as soon as it began, with {}", child.exit_code()),
          programs.chromedriver);
    if (wait.is_over())
      return Trouble{Trouble::Kind::timeout,
                     fmt::format("chromedriver named no port within {} seconds: start it by hand "
                                 "to see why, or name another by REHEARSE_CHROMEDRIVER",
                                 StartWait::kBound.count()),
                     programs.chromedriver, false};
  }
  return process;
}

// The group first: the folder goes when nobody writes to it any more.
ChromeProcess::~ChromeProcess() { child_.reset(); }

std::string ChromeProcess::url() const { return fmt::format("http://127.0.0.1:{}", port_); }

std::string ChromeProcess::how_it_ended() {
  Child* const only = &*child_;
  Child::wait_for_any({&only, 1}, 0);
  if (child_->is_running()) return {};
  const int code = child_->exit_code();
  return code > 128 ? fmt::format("chromedriver was ended by signal {}", code - 128)
                    : fmt::format("chromedriver ended with {}", code);
}

}  // namespace rehearse::harness
