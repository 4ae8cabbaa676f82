#include "harness/sandbox/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace rehearse::harness {
namespace {

constexpr int kGlance = 200;  // milliseconds between two looks at what ends a question
constexpr size_t kLongestLine = 64 * 1024;
constexpr size_t kTerminalKeeps = 4'095;  // of a line; the rest is lost without a word

// What comes from an org may hold sequences that a terminal obeys.
std::string plain(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 0x20 && byte != 0x7f) || c == '\n' || c == '\t') shown += c;
  }
  return shown;
}

// SignalsHeld holds back what would end or stop the process while the terminal does not echo.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigemptyset(&held_);
    for (const int number : kEnding) sigaddset(&held_, number);
    sigset_t all = held_;
    sigaddset(&all, SIGTSTP);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

  bool came() const {
    sigset_t pending{};
    if (sigpending(&pending) != 0) return false;
    for (const int number : kEnding) {
      if (sigismember(&pending, number) == 1) return true;
    }
    return false;
  }

 private:
  static constexpr std::array kEnding{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  sigset_t held_{}, before_{};
};

// NoEcho is a terminal that shows nothing of what is typed, but the end of the line.
class NoEcho {
 public:
  explicit NoEcho(int terminal) : terminal_(terminal) {
    if (tcgetattr(terminal_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK);
    silent.c_lflag |= tcflag_t(ECHONL | ICANON);
    is_silent_ = tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
  }
  ~NoEcho() {
    if (is_silent_) tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  bool is_silent() const { return is_silent_; }

 private:
  int terminal_ = -1;
  termios before_{};
  bool is_silent_ = false;
};

class DeviceTerminal final : public Terminal {
 public:
  DeviceTerminal(const std::string& device, std::function<bool()> interrupted)
      : terminal_(open(device.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)),
        interrupted_(std::move(interrupted)) {}
  ~DeviceTerminal() override {
    if (terminal_ >= 0) close(terminal_);
  }
  DeviceTerminal(const DeviceTerminal&) = delete;
  DeviceTerminal& operator=(const DeviceTerminal&) = delete;

  bool is_there() const override {
    if (terminal_ < 0 || isatty(terminal_) == 0) return false;
    // A job in the background would be stopped for reading.
    const pid_t foreground = tcgetpgrp(terminal_);
    return foreground < 0 || foreground == getpgrp();
  }

  void say(std::string_view text) override {
    const std::string shown = plain(text);
    std::string_view rest = shown;
    while (terminal_ >= 0 && !rest.empty()) {
      const ssize_t count = write(terminal_, rest.data(), rest.size());
      if (count > 0) rest.remove_prefix(size_t(count));
      if (count >= 0 || errno == EINTR) continue;
      pollfd room{terminal_, POLLOUT, 0};
      if (errno != EAGAIN || poll(&room, 1, kGlance) <= 0) return;  // a person who held it with ^S
    }
  }

  std::optional<std::string> ask(std::string_view question, std::chrono::seconds within) override {
    if (!is_there()) return std::nullopt;
    say(std::string(question) + ": ");
    return line(within, interrupted_);
  }

  std::optional<std::string> ask_secret(std::string_view question, std::chrono::seconds within,
                                        const Elsewhere& elsewhere) override {
    if (!is_there()) return std::nullopt;
    const SignalsHeld signals;
    const NoEcho silence(terminal_);
    if (!silence.is_silent()) return std::nullopt;
    say(std::string(question) + " (not shown): ");
    return line(within,
                [&] { return signals.came() || interrupted_() || (elsewhere && elsewhere()); });
  }

 private:
  std::optional<std::string> line(std::chrono::seconds within,
                                  const std::function<bool()>& interrupted) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + within;
    std::string text;
    while (text.size() < kLongestLine && Clock::now() < end && !interrupted()) {
      pollfd input{terminal_, POLLIN, 0};
      if (poll(&input, 1, kGlance) <= 0) continue;
      std::array<char, 4'096> bytes{};
      const ssize_t count = read(terminal_, bytes.data(), bytes.size());
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (count <= 0) return std::nullopt;  // closed: ^D, or the terminal is gone
      text.append(bytes.data(), size_t(count));
      if (text.back() != '\n') continue;
      text.pop_back();
      if (text.size() < kTerminalKeeps) return text;
      say("That line is longer than a terminal keeps; put it into a file instead.\n");
      return std::nullopt;
    }
    say("\n");
    return std::nullopt;
  }

  int terminal_ = -1;
  std::function<bool()> interrupted_;
};

}  // namespace

std::unique_ptr<Terminal> terminal_at(const std::string& device,
                                      std::function<bool()> interrupted) {
  return std::make_unique<DeviceTerminal>(device, std::move(interrupted));
}

std::unique_ptr<Terminal> system_terminal(std::function<bool()> interrupted) {
  return terminal_at("/dev/tty", std::move(interrupted));
}

}  // namespace rehearse::harness
