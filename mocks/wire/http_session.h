#pragma once

#include <optional>
#include <string>

#include "mocks/wire/connection.h"
#include "mocks/wire/loopback_server.h"
#include "mocks/wire/request_head.h"

namespace rehearse::wire {

// HttpSession is the server's side of one connection, request after request: what is read, what
// the handler is asked, and how the answer leaves. The bytes of the answer are somebody else's.
class HttpSession {
 public:
  HttpSession(Connection& connection, const ServerOptions& options,
              const LoopbackServer::Handler& handler, std::string peer, std::string own_origin)
      : connection_(connection),
        options_(options),
        handler_(handler),
        peer_(std::move(peer)),
        own_origin_(std::move(own_origin)) {}

  // Waits for the next request and reads its head. False: the connection is to be closed.
  bool read_head();
  // Reads the body and asks the handler; then answer() holds what is to be written.
  void serve();
  // Sends what was written to the connection, in the way the answer asks for. False: the
  // connection is to be closed.
  bool deliver();

  const std::string& method() const { return head_.method; }
  bool expects_continue() const;
  bool keep_alive() const { return head_.keep_alive; }
  const WireResponse& answer() const { return delivery_.response; }

 private:
  void check_body_limit();
  void refuse(const Problem& problem);
  WireRequest request(std::string body);
  bool cut(size_t body_bytes);

  Connection& connection_;
  const ServerOptions& options_;
  const LoopbackServer::Handler& handler_;
  const std::string peer_, own_origin_;
  RequestHead head_{};
  size_t body_limit_ = 0;  // of the request whose head was read
  std::optional<Problem> problem_{};
  Delivery delivery_{};
};

}  // namespace rehearse::wire
