#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <string>

#include "harness/target/child.h"
#include "tests/support/scratch_folder.h"

namespace rehearse::testing {

// Tinyproxy is Debian's proxy of that name, on a port of its own: it takes none by itself, so one
// that was free a moment ago is tried, a few times if need be.
class Tinyproxy {
 public:
  // `only_port`: where CONNECT may lead; 0: anywhere. `user` and `password`: who may use it.
  explicit Tinyproxy(int only_port = 0, const std::string& user = {},
                     const std::string& password = {}) {
    for (int tries = 0; tries < 5 && !is_up_; ++tries) start(only_port, user, password);
    EXPECT_TRUE(is_up_) << (child_ ? child_->start_error() + child_->tail() : "");
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // What it wrote of each request.
  std::string log() const {
    std::ifstream file(folder_.path() / "log");
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  void start(int only_port, const std::string& user, const std::string& password) {
    port_ = free_port();
    const std::string config = (folder_.path() / "config").string();
    std::ofstream(config) << "Port " << port_ << "\nListen 127.0.0.1\nAllow 127.0.0.1\n"
                          << "Timeout 60\nMaxClients 20\nLogLevel Connect\n"
                          << "LogFile \"" << (folder_.path() / "log").string() << "\"\n"
                          << (user.empty() ? "" : "BasicAuth " + user + " " + password + "\n")
                          << (only_port == 0 ? "" : "ConnectPort " + std::to_string(only_port));
    child_ = std::make_unique<harness::Child>(
        harness::ChildCommand{.words = {"/usr/bin/tinyproxy", "-d", "-c", config}});
    harness::Child* const only = child_.get();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!is_up_ && child_->is_running() && std::chrono::steady_clock::now() < end) {
      is_up_ = answers();
      if (!is_up_) harness::Child::wait_for_any({&only, 1}, 20);
    }
  }

  static sockaddr_in address(int port) {
    sockaddr_in loopback{};
    loopback.sin_family = AF_INET;
    loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    loopback.sin_port = htons(uint16_t(port));
    return loopback;
  }
  static int free_port() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in any = address(0);
    socklen_t size = sizeof any;
    EXPECT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&any), size), 0);
    getsockname(listener, reinterpret_cast<sockaddr*>(&any), &size);
    close(listener);
    return ntohs(any.sin_port);
  }
  bool answers() const {
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in there = address(port_);
    const bool connected =
        connect(client, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0;
    close(client);
    return connected;
  }

  ScratchFolder folder_{};
  std::unique_ptr<harness::Child> child_{};
  int port_ = 0;
  bool is_up_ = false;
};

}  // namespace rehearse::testing
