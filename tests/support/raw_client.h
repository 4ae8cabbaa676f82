#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace rehearse::testing {

// RawClient is a plain loopback connection for tests that need exact bytes. Every wait is bounded.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view bytes);
  void end_sending();
  // The next whole answer: head and, by its Content-Length, body. What there is when the peer
  // closes or nothing more comes.
  std::string read_answer(bool without_body = false);
  // Everything until the peer closes.
  std::string read_all();
  // True once the peer has closed; false if it did not within that time.
  bool is_closed(std::chrono::milliseconds within = std::chrono::seconds(3));

  // One request on a connection of its own.
  static std::string exchange(int port, std::string_view bytes);

 private:
  bool fill();

  int socket_ = -1;
  std::string buffer_{};
};

}  // namespace rehearse::testing
