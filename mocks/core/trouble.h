#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// Trouble is a failure of the environment, not of a check: an unreachable host, a timeout, an
// answer that is not HTTP. A step that meets it ends with the verdict *error*.
struct Trouble {
  // refused: our own guard kept it from being sent. not_here: the place has no way to do that.
  enum class Kind { unreachable, tls, timeout, interrupted, bad_answer, refused, not_here };
  Kind kind = Kind::unreachable;
  std::string what{};       // a sentence for people, without secrets
  std::string where{};      // host and port, or a file
  bool bytes_sent = false;  // true: the request may have reached the server, its outcome is unknown
};

}  // namespace rehearse
