#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/wire/http_call.h"

namespace rehearse::wire {

// Endpoint is where a socket is to be opened.
struct Endpoint {
  std::string address{};  // numeric
  int port = 0;
};

struct HttpClientOptions {
  // Where the host of a URL really is: the mocks under the documented names. Nothing: ask the
  // resolver of the system. The host is in lower case; the name stays in Host, in SNI and in the
  // check of the certificate.
  std::function<std::optional<Endpoint>(std::string_view host, int port)> locate{};
  // The authority to trust instead of the system's (PEM).
  std::string ca_pem{};
  size_t most_idle = 8;  // kept-alive connections a host and local address
};

// HttpClient makes HTTP requests over kept-alive connections: one in flight a connection, as many
// connections as there are callers. Safe from any thread.
class HttpClient final : public HttpCall {
 public:
  explicit HttpClient(HttpClientOptions options);
  ~HttpClient() override;

  Result<WireResponse, Trouble> send(const HttpRequest& request) override;
  // Closes the connections that nobody uses.
  void close_idle();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rehearse::wire
