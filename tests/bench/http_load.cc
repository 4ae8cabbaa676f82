#include "tests/bench/http_load.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

namespace rehearse::bench {
namespace {

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "benchmark: %s\n", what);
  std::abort();
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(uint16_t(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return -1;
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), length) != 0) give_up("no free port");
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
  ::close(socket);
  return ntohs(address.sin_port);
}

// The length of the first whole answer in the buffer, or 0.
size_t answer_length(const std::string& buffer) {
  const size_t head = buffer.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  const size_t at = buffer.find("Content-Length: ");
  if (at == std::string::npos || at > head) give_up("an answer has no Content-Length");
  const size_t length = head + 4 + std::strtoul(buffer.c_str() + at + 16, nullptr, 10);
  return buffer.size() >= length ? length : 0;
}

}  // namespace

struct HttpLoad::Impl {
  int epoll = ::epoll_create1(0);
  std::vector<int> sockets{};
  std::vector<std::string> buffers{};

  void send(size_t index, const std::string& request) const {
    if (::send(sockets[index], request.data(), request.size(), MSG_NOSIGNAL) !=
        ssize_t(request.size())) {
      give_up("a request could not be sent whole");
    }
  }

  // Reads what is there; true once a whole answer arrived.
  bool receive(size_t index) {
    char bytes[16'384];
    const ssize_t count = ::recv(sockets[index], bytes, sizeof bytes, 0);
    if (count <= 0) give_up("the server closed a connection");
    std::string& buffer = buffers[index];
    buffer.append(bytes, size_t(count));
    const size_t length = answer_length(buffer);
    if (length == 0) return false;
    if (!buffer.starts_with("HTTP/1.1 200")) give_up(buffer.c_str());
    buffer.erase(0, length);
    return true;
  }
};

HttpLoad::HttpLoad(int port, size_t connections) : impl_(new Impl) {
  for (size_t index = 0; index < connections; ++index) {
    const int socket = connect_to(port);
    if (socket < 0) give_up("the server does not answer");
    impl_->sockets.push_back(socket);
    impl_->buffers.emplace_back();
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    ::epoll_ctl(impl_->epoll, EPOLL_CTL_ADD, socket, &event);
  }
}

HttpLoad::~HttpLoad() {
  for (const int socket : impl_->sockets) ::close(socket);
  ::close(impl_->epoll);
  delete impl_;
}

void HttpLoad::run(const std::string& request, size_t count) {
  size_t sent = 0, done = 0;
  for (; sent < impl_->sockets.size() && sent < count; ++sent) impl_->send(sent, request);
  std::vector<epoll_event> events(impl_->sockets.size());
  while (done < count) {
    const int ready = ::epoll_wait(impl_->epoll, events.data(), int(events.size()), 10'000);
    if (ready <= 0) give_up("no answer within 10 s");
    for (int event = 0; event < ready; ++event) {
      const size_t index = events[size_t(event)].data.u64;
      if (!impl_->receive(index)) continue;
      ++done;
      if (sent == count) continue;
      impl_->send(index, request);
      ++sent;
    }
  }
}

Nginx::Nginx() : port_(free_port()) {
  char name[] = "/tmp/rehearse-nginx-XXXXXX";
  if (::mkdtemp(name) == nullptr) give_up("no temporary folder");
  folder_ = name;
  std::ofstream(folder_ + "/nginx.conf")
      << "daemon off; master_process off; pid " << folder_ << "/pid; error_log stderr crit;\n"
      << "events { worker_connections 1024; }\n"
      << "http { access_log off; keepalive_requests 100000000; client_body_temp_path " << folder_
      << "; proxy_temp_path " << folder_ << "; fastcgi_temp_path " << folder_
      << "; uwsgi_temp_path " << folder_ << "; scgi_temp_path " << folder_
      << ";\n server { listen 127.0.0.1:" << port_ << "; location / { return 200 \"ok\"; } } }\n";
  process_ = ::fork();
  if (process_ == 0) {
    const std::string configuration = folder_ + "/nginx.conf";
    ::execl("/usr/sbin/nginx", "nginx", "-p", folder_.c_str(), "-c", configuration.c_str(),
            nullptr);
    ::_exit(127);
  }
  for (int attempt = 0; attempt < 200; ++attempt) {
    const int socket = connect_to(port_);
    if (socket >= 0) {
      ::close(socket);
      return;
    }
    ::poll(nullptr, 0, 10);
  }
  give_up("nginx does not start (package nginx-light)");
}

Nginx::~Nginx() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace rehearse::bench
