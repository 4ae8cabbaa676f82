#include "tests/support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "mocks/core/text.h"

namespace rehearse::testing {
namespace {

constexpr int kPatience = 10'000;  // milliseconds: far more than any answer takes

bool readable(int socket, int milliseconds) {
  pollfd entry{.fd = socket, .events = POLLIN, .revents = 0};
  return ::poll(&entry, 1, milliseconds) > 0;
}

}  // namespace

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(uint16_t(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
}

RawClient::~RawClient() { ::close(socket_); }

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the peer has closed: what it said is still to be read
    bytes.remove_prefix(size_t(sent));
  }
}

void RawClient::end_sending() { ::shutdown(socket_, SHUT_WR); }

bool RawClient::fill() {
  std::array<char, 16'384> bytes{};
  if (!readable(socket_, kPatience)) return false;
  const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  buffer_.append(bytes.data(), size_t(got));
  return true;
}

std::string RawClient::read_answer(bool without_body) {
  while (buffer_.find("\r\n\r\n") == std::string::npos) {
    if (!fill()) return std::exchange(buffer_, {});
  }
  size_t end = buffer_.find("\r\n\r\n") + 4;
  const std::string head = lower(buffer_.substr(0, end));
  const size_t length = head.find("\r\ncontent-length:");
  if (length != std::string::npos && !without_body)
    end += size_t(std::atoll(head.c_str() + length + 17));
  while (buffer_.size() < end && fill()) {
  }
  const std::string answer = buffer_.substr(0, end);
  buffer_.erase(0, answer.size());
  return answer;
}

std::string RawClient::read_all() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool RawClient::is_closed(std::chrono::milliseconds within) {
  char byte = 0;
  return readable(socket_, int(within.count())) && ::recv(socket_, &byte, 1, MSG_PEEK) <= 0;
}

std::string RawClient::exchange(int port, std::string_view bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.read_answer();
}

}  // namespace rehearse::testing
