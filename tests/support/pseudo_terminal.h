#pragma once

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

namespace rehearse::testing {

// PseudoTerminal is a terminal and the person in front of it.
class PseudoTerminal {
 public:
  PseudoTerminal() : person_(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (grantpt(person_) == 0 && unlockpt(person_) == 0) device_ = ptsname(person_);
    // Held open, so that what a program makes of the terminal can be seen when it has closed it.
    held_ = open(device_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  ~PseudoTerminal() {
    close(held_);
    hang_up();
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

  const std::string& device() const { return device_; }
  bool echoes() const {
    termios now{};
    return tcgetattr(held_, &now) == 0 && (now.c_lflag & tcflag_t(ECHO)) != 0;
  }
  void type(std::string_view text) {
    [[maybe_unused]] const ssize_t count = write(person_, text.data(), text.size());
  }
  void hang_up() {
    if (person_ >= 0) close(person_);
    person_ = -1;
  }
  // What was shown, once it ends with that text; as far as it came if it never does.
  std::string seen(std::string_view end, int milliseconds = 5'000) {
    std::string text;
    std::array<char, 1'024> bytes{};
    pollfd output{person_, POLLIN, 0};
    while (!text.ends_with(end) && poll(&output, 1, milliseconds) > 0) {
      const ssize_t count = read(person_, bytes.data(), bytes.size());
      if (count <= 0) break;
      text.append(bytes.data(), size_t(count));
    }
    return text;
  }

 private:
  int person_ = -1, held_ = -1;
  std::string device_{};
};

}  // namespace rehearse::testing
