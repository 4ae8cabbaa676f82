#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/delivery.h"
#include "mocks/wire/problem.h"
#include "mocks/wire/route.h"
#include "mocks/wire/tls_identity.h"

namespace rehearse::wire {

struct ServerOptions {
  std::string listen{"127.0.0.1"};
  int port = 0;                                    // 0: a free one
  const TlsIdentity* tls = nullptr;                // none: plain HTTP; must outlive the server
  size_t body_limit = kBodyLimit;                  // bytes of a decoded body
  size_t most_connections = 1'024;                 // served at once; further ones wait
  std::chrono::milliseconds idle_timeout{15'000};  // between requests
  std::chrono::milliseconds request_timeout{
      5'000};  // for a request to arrive, or an answer to leave
  // The limit for a request with that head, asked before its body is read. None: body_limit.
  std::function<size_t(std::string_view method, std::string_view target)> body_limit_of{};
  // Gives the answer to a request that no endpoint sees, of which there is what was read: its peer,
  // and its head where that was whole. None: a short JSON body.
  std::function<WireResponse(const Problem& problem, WireRequest request)> refused{};
  // Called when the server stops: ends whatever handlers wait for.
  std::function<void()> interrupt{};
};

// LoopbackServer takes HTTP/1.1 over sockets and hands each request to one handler, from as many
// threads as there are busy connections. A request that breaks HTTP's rules, or is larger than
// allowed, is answered here (400, 408, 413, 414, 415, 431, 501, 505) and its connection closed.
class LoopbackServer {
 public:
  using Handler = std::function<Delivery(WireRequest)>;

  // The server serves once this returns. Trouble (with where: address and port) when the port is
  // taken or the address is not this machine's.
  static Result<std::unique_ptr<LoopbackServer>, Trouble> start(ServerOptions options,
                                                                Handler handler);
  // Stops; what is being answered is still answered.
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  int port() const;
  // scheme://address:port
  std::string origin() const;
  void stop();

 private:
  struct Impl;
  explicit LoopbackServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rehearse::wire
