#include "tests/support/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iterator>

#include "harness/target/program_words.h"

namespace rehearse::testing {
namespace {

constexpr int kTextWait = 60'000, kEndWait = 120'000;  // milliseconds

void take(int& from, std::string& into) {
  std::array<char, 65'536> bytes{};
  const ssize_t count = read(from, bytes.data(), bytes.size());
  if (count > 0) {
    into.append(bytes.data(), size_t(count));
  } else {
    close(from);
    from = -1;
  }
}

// Milliseconds left of a wait that began at `start`.
int left(std::chrono::steady_clock::time_point start, int most) {
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return most - int(spent.count());
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Where& where) {
  std::array<int, 2> out{}, err{};
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) return;
  std::vector<std::string> words{REHEARSE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = harness::environment_with(where.environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  if (!where.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, where.folder.c_str());
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (!where.terminal.empty()) {
    // The first terminal that the leader of a session opens is its controlling one.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, where.terminal.c_str(), O_RDWR, 0);
  }
  if (posix_spawn(&pid_, REHEARSE_PROGRAM, &actions, &attributes, harness::pointers(words).data(),
                  harness::pointers(variables).data()) != 0)
    pid_ = -1;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(out[1]);
  close(err[1]);
  out_ = out[0];
  err_ = err[0];
}

Program::~Program() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (out_ >= 0) close(out_);
  if (err_ >= 0) close(err_);
}

bool Program::read_more(int milliseconds) {
  if (milliseconds <= 0 || (out_ < 0 && err_ < 0)) return false;
  std::array<pollfd, 2> waits{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
  if (poll(waits.data(), waits.size(), milliseconds) <= 0) return false;
  if (waits[0].revents != 0) take(out_, outcome_.out);
  if (waits[1].revents != 0) take(err_, outcome_.err);
  return true;
}

bool Program::wrote(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  while (outcome_.out.find(text) == std::string::npos) {
    if (!read_more(left(start, kTextWait))) return false;
  }
  return true;
}

bool Program::lives_until(const std::function<bool()>& is_so) {
  constexpr int kBetween = 5;
  const auto start = std::chrono::steady_clock::now();
  while (!is_so()) {
    if (left(start, kTextWait) <= 0 || (out_ < 0 && err_ < 0)) return false;
    (void)read_more(kBetween);
  }
  return true;
}

void Program::signal(int number) const {
  if (pid_ > 0) kill(pid_, number);
}

std::string Program::command_line() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/cmdline", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Outcome Program::wait() {
  const auto start = std::chrono::steady_clock::now();
  while (read_more(left(start, kEndWait))) {
  }
  if (pid_ <= 0 || out_ >= 0 || err_ >= 0) return outcome_;  // out of time; the destructor kills it
  int status = 0;
  if (waitpid(pid_, &status, 0) == pid_ && WIFEXITED(status)) outcome_.code = WEXITSTATUS(status);
  pid_ = -1;
  return outcome_;
}

Outcome run_program(const std::vector<std::string>& arguments, const Where& where) {
  return Program(arguments, where).wait();
}

}  // namespace rehearse::testing
