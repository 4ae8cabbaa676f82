#include "mocks/wire/byte_stream.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace rehearse::wire {
namespace {

using Status = ByteStream::Status;
using Deadline = ByteStream::Deadline;

// Waits until the socket is ready for `events`, at most until the deadline.
Status wait_for(int socket, short events, Deadline until) {
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd entry{.fd = socket, .events = events, .revents = 0};
    const int ready = ::poll(&entry, 1, int(std::clamp<long>(long(left.count()), 0, 3'600'000)));
    if (ready > 0) return Status::ok;
    if (ready == 0) return Status::timeout;
    if (errno != EINTR) return Status::broken;
  }
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

class PlainStream final : public ByteStream {
 public:
  PlainStream(int socket, std::chrono::milliseconds socket_timeout)
      : socket_(socket), socket_timeout_(socket_timeout) {}

  Moved read(char* to, size_t size, Deadline until) override {
    const bool block =
        socket_timeout_.count() > 0 && until - std::chrono::steady_clock::now() >= socket_timeout_;
    for (;;) {
      const ssize_t got = ::recv(socket_, to, size, block ? 0 : MSG_DONTWAIT);
      if (got > 0) return {Status::ok, size_t(got)};
      if (got == 0) return {Status::closed, 0};
      if (!would_block()) return {Status::broken, 0};
      if (block && errno != EINTR) return {Status::timeout, 0};
      if (const Status status = wait_for(socket_, POLLIN, until); status != Status::ok)
        return {status, 0};
    }
  }

  Moved write(const char* from, size_t size, Deadline until) override {
    for (;;) {
      const ssize_t sent = ::send(socket_, from, size, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent >= 0) return {Status::ok, size_t(sent)};
      if (!would_block()) return {Status::broken, 0};
      if (const Status status = wait_for(socket_, POLLOUT, until); status != Status::ok)
        return {status, 0};
    }
  }

 private:
  const int socket_;
  const std::chrono::milliseconds socket_timeout_;
};

struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};
using OwnedSession = std::unique_ptr<SSL, FreeSession>;

void make_nonblocking(int socket) {
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL, 0) | O_NONBLOCK);
}

class TlsStream final : public ByteStream {
 public:
  TlsStream(int socket, SSL* session, OwnedSession owned)
      : socket_(socket), session_(session), owned_(std::move(owned)) {}

  bool accept(Deadline until) {
    return repeat(until, [&] { return SSL_accept(session_); }).status == Status::ok;
  }
  Moved read(char* to, size_t size, Deadline until) override {
    return repeat(until, [&] { return SSL_read(session_, to, int(std::min(size, kLargest))); });
  }
  Moved write(const char* from, size_t size, Deadline until) override {
    return repeat(until, [&] { return SSL_write(session_, from, int(std::min(size, kLargest))); });
  }
  void say_goodbye() override {
    if (!failed_) SSL_shutdown(session_);
  }

 private:
  static constexpr size_t kLargest = 1 << 20;

  // Runs an OpenSSL call until it has moved something, waiting for whatever it waits for.
  template <class Operation>
  Moved repeat(Deadline until, Operation operation) {
    for (;;) {
      ERR_clear_error();
      const int result = operation();
      if (result > 0) return {Status::ok, size_t(result)};
      const int error = SSL_get_error(session_, result);
      if (error == SSL_ERROR_ZERO_RETURN) return {Status::closed, 0};
      if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
        failed_ = true;  // after such an error the session may not even be shut down
        ERR_clear_error();
        return {error == SSL_ERROR_SYSCALL ? Status::closed : Status::broken, 0};
      }
      const short events = error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
      if (const Status status = wait_for(socket_, events, until); status != Status::ok)
        return {status, 0};
    }
  }

  const int socket_;
  SSL* const session_;
  const OwnedSession owned_;
  bool failed_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> plain_stream(int socket, std::chrono::milliseconds socket_timeout) {
  return std::make_unique<PlainStream>(socket, socket_timeout);
}

std::unique_ptr<ByteStream> tls_server_stream(int socket, ssl_ctx_st* context, Deadline until) {
  OwnedSession session(SSL_new(context));
  if (session == nullptr || SSL_set_fd(session.get(), socket) != 1) return nullptr;
  make_nonblocking(socket);
  SSL* raw = session.get();
  auto stream = std::make_unique<TlsStream>(socket, raw, std::move(session));
  if (!stream->accept(until)) return nullptr;
  return stream;
}

std::unique_ptr<ByteStream> tls_session_stream(int socket, ssl_st* session) {
  make_nonblocking(socket);
  return std::make_unique<TlsStream>(socket, session, nullptr);
}

}  // namespace rehearse::wire
