#pragma once

#include <cstddef>
#include <string>

namespace rehearse::bench {

// HttpLoad sends the same request bytes over kept-alive loopback connections, one request in flight
// a connection, from one thread, so that two servers can be measured with the same client in the
// same run.
class HttpLoad {
 public:
  // Connects; aborts with a message if the port does not answer, since there is nothing to measure
  // then.
  HttpLoad(int port, size_t connections);
  ~HttpLoad();
  HttpLoad(const HttpLoad&) = delete;
  HttpLoad& operator=(const HttpLoad&) = delete;

  // Sends `count` requests in all and reads their answers; each must begin with "HTTP/1.1 200".
  void run(const std::string& request, size_t count);

 private:
  struct Impl;
  Impl* impl_;
};

// Nginx is a real nginx on a free loopback port that answers everything with `return 200`: the
// yardstick.
class Nginx {
 public:
  Nginx();
  ~Nginx();
  int port() const { return port_; }

 private:
  int port_ = 0;
  int process_ = 0;
  std::string folder_{};
};

}  // namespace rehearse::bench
