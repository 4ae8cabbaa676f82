#pragma once

#include <chrono>
#include <functional>
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
  // The same without echo; the question says so. It also ends, with nothing, once `elsewhere` says
  // that the answer came another way.
  using Elsewhere = std::function<bool()>;
  virtual std::optional<std::string> ask_secret(std::string_view question,
                                                std::chrono::seconds within,
                                                const Elsewhere& elsewhere = {}) = 0;
};

// The terminal that controls the process (/dev/tty). A question ends within a second of
// `interrupted` becoming true, and within one of SIGINT, SIGTERM or SIGHUP where echo is off: the
// terminal is as it was before any of them takes effect.
std::unique_ptr<Terminal> system_terminal(std::function<bool()> interrupted);
// The same on another device.
std::unique_ptr<Terminal> terminal_at(const std::string& device, std::function<bool()> interrupted);

}  // namespace rehearse::harness
