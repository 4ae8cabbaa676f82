#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace rehearse::testing {

// SilentServer takes connections and whatever is sent, says how its answer begins, if at all, and
// then one letter after the other without an end.
class SilentServer {
 public:
  explicit SilentServer(std::string beginning) : beginning_(std::move(beginning)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(listener_, 16) != 0)
      std::abort();
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SilentServer() {
    is_over_ = true;
    thread_.join();
    close(listener_);
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Somebody has connected and sent something.
  bool is_reached() const { return is_reached_; }

 private:
  static constexpr int kBetween = 20;  // milliseconds between two letters

  void serve() {
    std::vector<int> open;
    while (!is_over_) {
      pollfd ready{listener_, POLLIN, 0};
      if (poll(&ready, 1, kBetween) > 0)
        open.push_back(accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
      for (const int connection : open) drip(connection);
    }
    for (const int connection : open) close(connection);
  }
  void drip(int connection) {
    char bytes[4'096];
    if (recv(connection, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
      if (!beginning_.empty())
        (void)!::send(connection, beginning_.data(), beginning_.size(), MSG_NOSIGNAL);
      is_reached_ = true;
    }
    if (is_reached_ && !beginning_.empty())
      (void)!::send(connection, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
  }

  const std::string beginning_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> is_over_ = false, is_reached_ = false;
  std::thread thread_{};
};

}  // namespace rehearse::testing
