#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

struct ssl_ctx_st;
struct ssl_st;

namespace rehearse::wire {

// ByteStream moves bytes over a connected socket, plain or TLS. It does not own the socket.
class ByteStream {
 public:
  enum class Status { ok, closed, timeout, broken };
  struct Moved {
    Status status = Status::ok;
    size_t bytes = 0;
  };
  using Deadline = std::chrono::steady_clock::time_point;

  virtual ~ByteStream() = default;
  // Some bytes, as soon as there are any.
  virtual Moved read(char* to, size_t size, Deadline until) = 0;
  // Some of the bytes, as soon as there is room.
  virtual Moved write(const char* from, size_t size, Deadline until) = 0;
  // Tells the peer that nothing more comes (TLS only: plain sockets say so by closing).
  virtual void say_goodbye() {}
};

// `socket_timeout` is the receive timeout the socket itself has (0: none): a read that may wait
// that long is a single blocking call.
std::unique_ptr<ByteStream> plain_stream(int socket, std::chrono::milliseconds socket_timeout = {});
// The server's side of TLS. Nothing if the handshake fails or lasts longer than that.
std::unique_ptr<ByteStream> tls_server_stream(int socket, ssl_ctx_st* context,
                                              ByteStream::Deadline until);
// The client's side of a TLS session that is established already; the session stays the caller's.
std::unique_ptr<ByteStream> tls_session_stream(int socket, ssl_st* session);

}  // namespace rehearse::wire
