#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/message.h"

namespace rehearse::wire {

struct HttpRequest {
  std::string method{"GET"};
  std::string url{};  // absolute
  Fields headers{};
  std::string body{};
  std::string local_address{};  // bind the socket here (a loopback address); empty: any
  std::chrono::milliseconds timeout{10'000};
};

// HttpCall is the port through which anything of ours makes an HTTP request. Redirects are never
// followed. Headers arrive as sent, byte for byte.
class HttpCall {
 public:
  virtual ~HttpCall() = default;
  virtual Result<WireResponse, Trouble> send(const HttpRequest& request) = 0;
};

// HttpWrapper makes a call that goes through another one, which it then owns.
using HttpWrapper = std::function<std::unique_ptr<HttpCall>(std::unique_ptr<HttpCall>)>;

}  // namespace rehearse::wire
