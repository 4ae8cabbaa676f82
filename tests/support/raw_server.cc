#include "tests/support/raw_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace rehearse::testing {
namespace {

constexpr int kPatienceMs = 10'000;

// Waits until `fd` can be read; false when the server is to end instead.
bool readable(int fd, int wake) {
  pollfd ready[2] = {{fd, POLLIN, 0}, {wake, POLLIN, 0}};
  return poll(ready, 2, kPatienceMs) > 0 && ready[1].revents == 0;
}

size_t length_in(const std::string& head) {
  const size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : size_t(std::atoi(head.c_str() + at + 16));
}

}  // namespace

RawServer::RawServer(std::vector<Reply> replies) : replies_(std::move(replies)) {
  listener_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 16) != 0 || pipe(wake_) != 0) {
    std::abort();
  }
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
  (void)!write(wake_[1], "x", 1);
  thread_.join();
  close(listener_);
  close(wake_[0]);
  close(wake_[1]);
}

void RawServer::serve() {
  while (readable(listener_, wake_[0])) {
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const int connection = accept(listener_, reinterpret_cast<sockaddr*>(&from), &size);
    if (connection < 0) continue;
    char peer[INET_ADDRSTRLEN] = "";
    inet_ntop(AF_INET, &from.sin_addr, peer, sizeof peer);
    {
      const std::lock_guard lock(mutex_);
      ++connections_;
    }
    while (serve_one(connection, peer)) {
    }
    close(connection);
  }
}

bool RawServer::serve_one(int connection, const std::string& peer) {
  std::string request;
  size_t wanted = std::string::npos;
  while (request.size() < wanted) {
    if (!readable(connection, wake_[0])) return false;
    char buffer[4096];
    const ssize_t got = read(connection, buffer, sizeof buffer);
    if (got <= 0) return false;
    request.append(buffer, size_t(got));
    const size_t end = request.find("\r\n\r\n");
    if (end != std::string::npos) wanted = end + 4 + length_in(request.substr(0, end));
  }
  const std::lock_guard lock(mutex_);
  requests_.push_back(std::move(request));
  peers_.push_back(peer);
  if (next_ == replies_.size()) return false;
  const Reply& reply = replies_[next_++];
  (void)!write(connection, reply.bytes.data(), reply.bytes.size());
  return !reply.then_close;
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<std::string> RawServer::peers() const {
  const std::lock_guard lock(mutex_);
  return peers_;
}

size_t RawServer::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

}  // namespace rehearse::testing
