#include "harness/target/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "harness/target/program_words.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr int kWait = 200;  // milliseconds

// In the new process, until it becomes another program. Calls what may be called after a fork only.
[[noreturn]] void become(char* const* words, char* const* variables, int out, int trouble,
                         pid_t parent) {
  setpgid(0, 0);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(1);  // it died before the line above
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  const int in = open("/dev/null", O_RDONLY);
  if (in >= 0) dup2(in, STDIN_FILENO);
  execve(words[0], words, variables);
  const int reason = errno;
  [[maybe_unused]] const ssize_t written = write(trouble, &reason, sizeof reason);
  _exit(127);
}

}  // namespace

std::string path_of_program(const std::string& name) {
  const char* const path = std::getenv("PATH");
  for (const std::string& folder : split(path == nullptr ? "" : path, ':')) {
    const std::string candidate = folder + "/" + name;
    if (folder.starts_with("/") && access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

Child::Child(const ChildCommand& command) {
  std::array<int, 2> out{}, trouble{};
  std::vector<std::string> words = command.words, variables = environment_with(command.environment);
  const auto word_pointers = pointers(words), variable_pointers = pointers(variables);
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(trouble.data(), O_CLOEXEC) != 0) {
    start_error_ = std::strerror(errno);
    return;
  }
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) become(word_pointers.data(), variable_pointers.data(), out[1], trouble[1], parent);
  if (pid_ < 0) start_error_ = std::strerror(errno);
  if (pid_ > 0) setpgid(pid_, pid_);  // whichever of the two comes first
  close(out[1]);
  close(trouble[1]);
  from_ = out[0];
  fcntl(from_, F_SETFL, O_NONBLOCK);
  int reason = 0;
  if (read(trouble[0], &reason, sizeof reason) == ssize_t(sizeof reason)) {
    start_error_ = std::strerror(reason);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  close(trouble[0]);
}

Child::~Child() {
  if (pid_ > 0) {
    kill(-pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (from_ >= 0) close(from_);
}

void Child::signal(int number) const {
  if (pid_ > 0) kill(-pid_, number);
}

void Child::cut_lines() {
  size_t start = 0;
  for (size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n', start)) {
    if (on_line) on_line(std::string_view(line_).substr(start, end - start));
    start = end + 1;
  }
  line_.erase(0, start);
  if (line_.size() > kTail) line_.clear();
}

void Child::take() {
  std::array<char, 65'536> bytes{};
  while (from_ >= 0) {
    const ssize_t count = read(from_, bytes.data(), bytes.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) break;
    if (count <= 0) {
      close(from_);
      from_ = -1;
      break;
    }
    line_.append(bytes.data(), size_t(count));
    tail_.append(bytes.data(), size_t(count));
    if (tail_.size() > kTail) tail_.erase(0, tail_.size() - kTail);
    cut_lines();
  }
}

void Child::end() {
  int status = 0;
  if (pid_ <= 0 || waitpid(pid_, &status, WNOHANG) != pid_) return;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  // What it left behind in its group would keep the stream open, and nobody would end it.
  kill(-pid_, SIGKILL);
  pid_ = -1;
  take();
  line_ += '\n';
  cut_lines();
}

void Child::wait_for_any(std::span<Child* const> children, int milliseconds) {
  std::vector<pollfd> waits;
  for (const Child* child : children) {
    if (child->from_ >= 0) waits.push_back({child->from_, POLLIN, 0});
    // A stream that is closed says nothing of the end, which is then near.
    if (child->from_ < 0 && child->is_running()) milliseconds = std::min(milliseconds, 10);
  }
  poll(waits.data(), waits.size(), milliseconds);
  for (Child* child : children) {
    child->take();
    child->end();
  }
}

std::optional<ChildOutcome> run_child(const ChildCommand& command, int seconds,
                                      const std::function<bool()>& meanwhile) {
  Child child(command);
  if (!child.start_error().empty()) return ChildOutcome{127, child.start_error()};
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  Child* const only = &child;
  while (child.is_running()) {
    if (std::chrono::steady_clock::now() > end || !meanwhile()) return {};
    Child::wait_for_any({&only, 1}, kWait);
  }
  return ChildOutcome{child.exit_code(), child.tail()};
}

}  // namespace rehearse::harness
