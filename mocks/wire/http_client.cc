#include "mocks/wire/http_client.h"

#include <fmt/format.h>
#include <httplib.h>
#include <poll.h>

#include <map>
#include <mutex>

#include "mocks/core/text.h"
#include "mocks/wire/connection.h"
#include "mocks/wire/network_map.h"
#include "mocks/wire/uri.h"

namespace rehearse::wire {
namespace {

constexpr size_t kLongestLine = 65'536;

// AnswerStream is how httplib sees a connection. It keeps the head of the answer as it was sent,
// because httplib decodes percent escapes in header values (a Location would be ruined).
class AnswerStream final : public httplib::Stream {
 public:
  explicit AnswerStream(Connection& connection) : connection_(connection) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override {
    if (at_ == ready_.size() && !refill(size)) return 0;
    const size_t count = std::min(size, ready_.size() - at_);
    std::memcpy(to, ready_.data() + at_, count);
    at_ += count;
    return ssize_t(count);
  }
  ssize_t write(const char* from, size_t size) override {
    connection_.write({from, size});
    return ssize_t(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return 0; }

  const Fields& headers() const { return headers_; }

 private:
  bool refill(size_t wanted) {
    ready_.clear();
    at_ = 0;
    if (!in_head_) {
      // httplib asks for as much of a body as it knows to be missing, or for single bytes.
      if (connection_.wait_for_bytes() != Connection::Read::ok) return false;
      connection_.read_some(ready_, wanted);
      return true;
    }
    if (connection_.read_line(ready_, kLongestLine) != Connection::Read::ok) return false;
    keep(ready_);
    return true;
  }
  void keep(std::string_view line) {
    if (line.starts_with("HTTP/1.")) {
      interim_ = line.substr(std::min<size_t>(line.size(), 8)).starts_with(" 1");
      headers_.clear();
    } else if (trim(line).empty()) {
      in_head_ = interim_;
    } else if (const size_t colon = line.find(':'); colon != std::string_view::npos) {
      headers_.push_back(
          {std::string(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
    }
  }

  Connection& connection_;
  Fields headers_{};
  std::string ready_{};  // bytes for httplib
  size_t at_ = 0;
  bool in_head_ = true, interim_ = false;
};

// Line is one kept-alive connection. What was seen of the last exchange tells the kinds of trouble
// apart, which httplib's errors do not.
class Line {
 public:
  virtual ~Line() = default;
  virtual httplib::ClientImpl& client() = 0;

  struct Seen {
    bool sent = false;
    Connection::Read last = Connection::Read::ok;
    Fields headers{};
  };
  Seen seen{};
  std::chrono::milliseconds timeout{};

 protected:
  bool exchange(std::unique_ptr<ByteStream> stream,
                const std::function<bool(httplib::Stream&)>& callback) {
    Connection connection(std::move(stream));
    connection.set_deadline(timeout);
    AnswerStream answer(connection);
    const bool worked = callback(answer);
    seen = {connection.has_sent(), connection.last_read(), answer.headers()};
    return worked;
  }
};

class PlainLine final : public Line, private httplib::ClientImpl {
 public:
  PlainLine(const std::string& host, int port) : ClientImpl(host, port) {}
  httplib::ClientImpl& client() override { return *this; }

 private:
  bool process_socket(const Socket& socket,
                      std::function<bool(httplib::Stream&)> callback) override {
    return exchange(plain_stream(socket.sock), callback);
  }
};

class TlsLine final : public Line, private httplib::SSLClient {
 public:
  TlsLine(const std::string& host, int port) : SSLClient(host, port) {}
  httplib::ClientImpl& client() override { return *this; }

  // Checks the chain against that authority alone, and the name, during the handshake. (httplib's
  // own check would first read all of the system's authorities.)
  bool trust(const std::string& ca_pem, const std::string& host) {
    SSL_CTX* context = ssl_context();
    BIO* memory = BIO_new_mem_buf(ca_pem.data(), int(ca_pem.size()));
    X509* authority = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    if (authority == nullptr) return false;
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority);
    X509_free(authority);
    X509_VERIFY_PARAM* check = SSL_CTX_get0_param(context);
    const bool numeric = X509_VERIFY_PARAM_set1_ip_asc(check, host.c_str()) == 1;
    if (!numeric) X509_VERIFY_PARAM_set1_host(check, host.c_str(), host.size());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    enable_server_certificate_verification(false);
    return true;
  }
  bool prepare() { return SSL_CTX_set_min_proto_version(ssl_context(), TLS1_2_VERSION) == 1; }

 private:
  bool process_socket(const Socket& socket,
                      std::function<bool(httplib::Stream&)> callback) override {
    return exchange(tls_session_stream(socket.sock, socket.ssl), callback);
  }
};

// Target is a request's URL, taken apart for a connection.
struct Target {
  Uri uri{};
  std::string host{};  // without the brackets of IPv6
  int port = 0;
  bool tls = false;
};

std::optional<Target> read_url(std::string_view url) {
  auto uri = parse_uri(url);
  if (!uri || uri->host.empty() || (uri->scheme != "http" && uri->scheme != "https")) return {};
  Target target;
  target.tls = uri->scheme == "https";
  target.port = target.tls ? 443 : 80;
  if (!uri->port.empty()) target.port = std::atoi(uri->port.c_str());
  if (target.port < 1 || target.port > 65'535) return {};
  target.host = uri->host;
  if (target.host.starts_with('[')) target.host = target.host.substr(1, target.host.size() - 2);
  target.uri = std::move(*uri);
  return target;
}

Trouble make_trouble(httplib::Error error, const Line::Seen& seen, std::string where) {
  using Kind = Trouble::Kind;
  using httplib::Error;
  Trouble trouble;
  trouble.where = std::move(where);
  trouble.bytes_sent = seen.sent;
  const auto set = [&](Kind kind, std::string_view what) {
    trouble.kind = kind;
    trouble.what = fmt::format("{} {}", trouble.where, what);
  };
  if (error == Error::ConnectionTimeout) {
    set(Kind::timeout, "did not accept the connection in time");
  } else if (error == Error::BindIPAddress) {
    set(Kind::unreachable, "can't be reached from the local address asked for");
  } else if (error == Error::SSLConnection || error == Error::SSLLoadingCerts ||
             error == Error::SSLServerVerification) {
    set(Kind::tls, "showed no certificate that is trusted for its name, or speaks no TLS");
  } else if (!seen.sent && error != Error::Read) {
    set(Kind::unreachable, "can't be reached");
  } else if (seen.last == Connection::Read::timeout) {
    set(Kind::timeout, "did not answer in time");
  } else if (seen.last != Connection::Read::ok && seen.last != Connection::Read::too_long) {
    set(Kind::interrupted, "closed the connection before the answer was whole");
  } else {
    set(Kind::bad_answer, "answered with something that is not HTTP");
  }
  return trouble;
}

httplib::Request make_httplib_request(const HttpRequest& request, const Target& target) {
  httplib::Request made;
  made.method = request.method;
  made.path = target.uri.target();
  made.body = request.body;
  for (const Field& header : request.headers) made.headers.emplace(header.name, header.value);
  // The port of the URL, not the one the connection really goes to.
  if (!made.has_header("Host")) {
    made.headers.emplace("Host",
                         target.uri.host + (target.uri.port.empty() ? "" : ":" + target.uri.port));
  }
  return made;
}

// An idle connection on which something arrives is about to close. A request sent over it would
// be lost, and nobody could tell whether it had been served.
bool is_silent(socket_t socket) {
  pollfd entry{.fd = socket, .events = POLLIN, .revents = 0};
  return socket != INVALID_SOCKET && ::poll(&entry, 1, 0) == 0;
}

}  // namespace

struct HttpClient::Impl {
  using Key = std::string;
  using Lines = std::vector<std::unique_ptr<Line>>;

  explicit Impl(HttpClientOptions the_options) : options(std::move(the_options)) {}
  std::unique_ptr<Line> take(const Key& key) {
    const std::lock_guard lock(mutex);
    Lines& lines = idle[key];
    while (!lines.empty()) {
      std::unique_ptr<Line> line = std::move(lines.back());
      lines.pop_back();
      if (is_silent(line->client().socket())) return line;
    }
    return nullptr;
  }
  void give_back(const Key& key, std::unique_ptr<Line> line) {
    const std::lock_guard lock(mutex);
    Lines& lines = idle[key];
    if (lines.size() < options.most_idle) lines.push_back(std::move(line));
  }
  std::unique_ptr<Line> open(const Target& target, const HttpRequest& request,
                             const std::optional<Endpoint>& endpoint) const;

  const HttpClientOptions options;
  std::mutex mutex{};
  std::map<Key, Lines> idle{};
};

std::unique_ptr<Line> HttpClient::Impl::open(const Target& target, const HttpRequest& request,
                                             const std::optional<Endpoint>& endpoint) const {
  const int port = endpoint ? endpoint->port : target.port;
  std::unique_ptr<Line> line;
  if (target.tls) {
    auto tls = std::make_unique<TlsLine>(target.host, port);
    if (!tls->prepare()) return nullptr;
    if (!options.ca_pem.empty() && !tls->trust(options.ca_pem, target.host)) return nullptr;
    line = std::move(tls);
  } else {
    line = std::make_unique<PlainLine>(target.host, port);
  }
  httplib::ClientImpl& client = line->client();
  if (endpoint) client.set_hostname_addr_map({{target.host, endpoint->address}});
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  client.set_follow_location(false);
  client.set_url_encode(false);
  client.set_decompress(false);
  if (!request.local_address.empty()) client.set_interface(request.local_address);
  return line;
}

HttpClient::HttpClient(HttpClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}

HttpClient::~HttpClient() = default;

void HttpClient::close_idle() {
  const std::lock_guard lock(impl_->mutex);
  impl_->idle.clear();
}

Result<WireResponse, Trouble> HttpClient::send(const HttpRequest& request) {
  const auto target = read_url(request.url);
  if (!target) {
    return Trouble{.kind = Trouble::Kind::unreachable,
                   .what = "the URL is not an absolute http or https URL"};
  }
  std::optional<Endpoint> endpoint;
  if (impl_->options.locate) endpoint = impl_->options.locate(target->host, target->port);
  const std::string where = fmt::format("{}:{}", target->uri.host, target->port);
  const std::string key =
      fmt::format("{} {} {} {} {}", target->tls, where, request.local_address,
                  endpoint ? endpoint->address : "", endpoint ? endpoint->port : 0);
  std::unique_ptr<Line> line = impl_->take(key);
  if (line == nullptr) line = impl_->open(*target, request, endpoint);
  if (line == nullptr) {
    return Trouble{.kind = Trouble::Kind::tls,
                   .what = "the authority to trust is no certificate",
                   .where = where};
  }
  line->seen = {};
  line->timeout = request.timeout;
  httplib::ClientImpl& client = line->client();
  client.set_connection_timeout(request.timeout);
  const httplib::Result answer = client.send(make_httplib_request(request, *target));
  if (!answer) return make_trouble(answer.error(), line->seen, where);
  WireResponse response{answer->status, std::move(line->seen.headers), answer->body};
  impl_->give_back(key, std::move(line));
  return response;
}

}  // namespace rehearse::wire
