#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mocks/wire/http_call.h"

namespace rehearse::wire {

// CannedCall answers one request after the other with what it was given.
class CannedCall final : public HttpCall {
 public:
  using Answer = Result<WireResponse, Trouble>;
  Answer send(const HttpRequest&) override {
    if (next == answers.size())
      return Trouble{Trouble::Kind::unreachable, "there is no further answer", "", false};
    return answers[next++];
  }
  std::vector<Answer> answers{};
  size_t next = 0;
};

}  // namespace rehearse::wire
