#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace rehearse::testing {

// Outcome is how a program ended and what it wrote.
struct Outcome {
  int code = -1;  // the exit code; -1 if it didn't end by itself in time
  std::string out{};
  std::string err{};
};

// Where a program runs.
struct Where {
  std::string folder{};  // the current folder; empty: the test's
  std::vector<std::pair<std::string, std::string>> environment{};  // added or replaced
  std::string terminal{};  // the device of its controlling terminal; empty: the test's
};

// Program is the built `rehearse`, run as a person would. It is killed at the end at the latest.
class Program {
 public:
  explicit Program(const std::vector<std::string>& arguments, const Where& where = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Waits until the text was written to standard output; false if the program ended, or a minute
  // passed, without.
  bool wrote(const std::string& text);
  // Waits until that is so, asking again and again; false if the program ended first, or a minute
  // passed.
  bool lives_until(const std::function<bool()>& is_so);
  // What came on standard output so far.
  const std::string& written() const { return outcome_.out; }
  void signal(int number) const;
  // What anybody on this machine may read of it: its command line.
  std::string command_line() const;
  // Waits for the end, at most two minutes.
  Outcome wait();

 private:
  // Takes in what was written since; false once both streams ended or time is up.
  bool read_more(int milliseconds);

  pid_t pid_ = -1;
  int out_ = -1, err_ = -1;
  Outcome outcome_{};
};

// Runs it to its end.
Outcome run_program(const std::vector<std::string>& arguments, const Where& where = {});

}  // namespace rehearse::testing
