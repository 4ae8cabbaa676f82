#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace rehearse::testing {

// RawServer is a loopback server for tests that need exact bytes: it answers the n-th request it
// reads with the n-th script line, then `Close` ends the connection. One connection at a time.
class RawServer {
 public:
  struct Reply {
    std::string bytes{};      // sent as they are; empty: nothing is sent
    bool then_close = false;  // after the bytes
  };
  explicit RawServer(std::vector<Reply> replies);
  ~RawServer();

  int port() const { return port_; }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests() const;  // as read: head and body
  std::vector<std::string> peers() const;     // the address of each request's peer
  size_t connections() const;

 private:
  void serve();
  bool serve_one(int connection, const std::string& peer);

  std::vector<Reply> replies_;
  size_t next_ = 0;
  int listener_ = -1;
  int wake_[2] = {-1, -1};  // a byte here ends the server
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_{}, peers_{};
  size_t connections_ = 0;
  std::thread thread_;
};

}  // namespace rehearse::testing
