#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// HostRoute sends the connections for one name and port to another address, as an entry of a hosts
// file would, with a port: `login.salesforce.com:443` to `127.0.0.1:40123`. TLS and the Host header
// keep the name.
struct HostRoute {
  std::string host{};
  int port = 443;
  std::string to_address{"127.0.0.1"};
  int to_port = 0;
};

// ProxyOptions are an HTTP proxy's, as curl has them: a request over https is tunnelled through it
// (CONNECT), another one is handed to it.
struct ProxyOptions {
  std::string url{};  // http://host:port, without a user; empty: none
  std::string username{};
  std::string password{};         // never in a message
  bool uses_environment = false;  // without a url: http_proxy, https_proxy and no_proxy count
};

struct CurlOptions {
  std::vector<HostRoute> routes{};
  std::string ca_pem{};                 // trusted instead of the system's authorities; empty: those
  size_t body_limit = 8 * 1024 * 1024;  // bytes; a longer answer is Trouble
  bool repeats_get = true;  // false: each request reaches the server once at most, a GET as well
  ProxyOptions proxy{};
  // Asked about once a second, and ends the request that is under way as Trouble `interrupted`.
  // From any thread that sends; none: nothing does.
  std::function<bool()> interrupted{};
};

// CurlCall is the HttpCall port on libcurl: HTTP/1.1, kept-alive connections, headers as the server
// sent them (no percent-decoding), no redirects, no proxy unless the options name one or the
// environment. What a proxy does wrong is told as the proxy's. A POST is never
// sent twice: where libcurl would repeat it on a fresh connection, the answer is Trouble with
// `bytes_sent`; a GET is not either unless `repeats_get`. Safe from several threads; each request
// in flight has a connection of its own.
class CurlCall final : public wire::HttpCall {
 public:
  explicit CurlCall(CurlOptions options);
  ~CurlCall() override;
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;

 private:
  struct Handle;
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace rehearse::harness
