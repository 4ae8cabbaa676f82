#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rehearse::harness {

// ChildCommand is a program to start, by its path.
struct ChildCommand {
  std::vector<std::string> words{};                                // the path first
  std::vector<std::pair<std::string, std::string>> environment{};  // added or replaced
};

// Where the shell would find a program of that name; empty: nowhere.
std::string path_of_program(const std::string& name);

// Child is a program that runs beside this one in a process group of its own. What it writes, on
// both streams, is read line by line. It ends with this program at the latest, however that ends.
class Child {
 public:
  static constexpr size_t kTail = 64 * 1024;

  explicit Child(const ChildCommand& command);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool is_running() const { return pid_ > 0; }
  // Why it could not be started ("No such file or directory"); empty: it was.
  const std::string& start_error() const { return start_error_; }
  // The exit code, or 128 and the signal's number; once it is over.
  int exit_code() const { return exit_code_; }
  void signal(int number) const;  // to its whole group
  // The end of what it wrote, at most kTail bytes.
  const std::string& tail() const { return tail_; }

  // Waits until one of the children has written or ended, at most that long. Each whole line goes
  // to its `on_line`.
  static void wait_for_any(std::span<Child* const> children, int milliseconds);

  std::function<void(std::string_view)> on_line{};

 private:
  void take();       // what can be read now
  void end();        // both streams are closed: fetches the exit code
  void cut_lines();  // hands whole lines on

  pid_t pid_ = -1;
  int from_ = -1;
  int exit_code_ = -1;
  std::string start_error_{}, tail_{}, line_{};
};

// Runs a program to its end, at most that many seconds; `meanwhile` is called several times a
// second and stops it by false. Nothing: stopped, or out of time.
struct ChildOutcome {
  int exit_code = -1;
  std::string text{};  // the tail
};
std::optional<ChildOutcome> run_child(const ChildCommand& command, int seconds,
                                      const std::function<bool()>& meanwhile);

}  // namespace rehearse::harness
