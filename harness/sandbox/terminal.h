#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse::harness {

// Terminal is the person in front of the program.
class Terminal {
 public:
  virtual ~Terminal() = default;
  virtual bool is_there() const = 0;  // false: nobody can be asked
  virtual void say(std::string_view text) = 0;
  // One line, without its end; nothing if the person closed the input, interrupted the run, or took
  // longer than `within`.
  virtual std::optional<std::string> ask(std::string_view question,
                                         std::chrono::seconds within) = 0;
  // The same without echo; the question says so.
  virtual std::optional<std::string> ask_secret(std::string_view question,
                                                std::chrono::seconds within) = 0;
};

// The terminal that controls the process (/dev/tty). SIGINT and SIGTERM end a question within a
// second, and the terminal is as it was afterwards.
std::unique_ptr<Terminal> system_terminal();

}  // namespace rehearse::harness
