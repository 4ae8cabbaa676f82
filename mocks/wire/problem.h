#pragma once

#include <string_view>

namespace rehearse::wire {

// Problem is why a request is refused before any endpoint sees it.
struct Problem {
  int status = 400;
  std::string_view text{};  // a constant sentence: nothing of the request is echoed
};

}  // namespace rehearse::wire
