#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/wire/message.h"
#include "mocks/wire/problem.h"

namespace rehearse::wire {

// RequestHead is what the head of a request says, checked.
struct RequestHead {
  std::string method{}, target{};
  bool keep_alive = true;
  Fields headers{};  // values as sent
  std::string host{};
  std::optional<uint64_t> content_length{};
  bool chunked = false;
};

// read_request_head reads the lines of a head (request line, then header lines, each with its
// CRLF; no empty line) strictly: RFC 9112 sections 2.2, 3.2, 5, 6. A host is required of HTTP/1.1.
Result<RequestHead, Problem> read_request_head(std::string_view lines);

}  // namespace rehearse::wire
