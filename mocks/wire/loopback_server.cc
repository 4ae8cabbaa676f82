#include "mocks/wire/loopback_server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <netinet/tcp.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <set>

#include "mocks/wire/http_session.h"
#include "mocks/wire/network_map.h"
#include "mocks/wire/worker_pool.h"

namespace rehearse::wire {
namespace {

constexpr int kBacklog = 511;
constexpr std::chrono::seconds kStartTime{5};
constexpr size_t kRequestsPerConnection = 1'000'000;

// HeadStream is how httplib sees a connection. Of a request it gets a head without what httplib
// would change or reject on its own (the target, ranges, encodings, lengths); what it writes is
// collected, so that head and body of an answer leave together.
class HeadStream final : public httplib::Stream {
 public:
  HeadStream(Connection& connection, std::string head)
      : connection_(connection), head_(std::move(head)) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override {
    const size_t count = std::min(size, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, count);
    at_ += count;
    return ssize_t(count);
  }
  ssize_t write(const char* from, size_t size) override {
    connection_.write({from, size});
    return ssize_t(size);
  }
  // httplib only copies these into headers nobody reads, at the price of a look-up.
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  // Only compared with the limit of select(), which is not used here.
  socket_t socket() const override { return 0; }

 private:
  Connection& connection_;
  const std::string head_;
  size_t at_ = 0;
};

class PoolQueue final : public httplib::TaskQueue {
 public:
  explicit PoolQueue(size_t most_threads) : pool_(std::make_unique<WorkerPool>(most_threads)) {}
  void enqueue(std::function<void()> task) override { pool_->run(std::move(task)); }
  void shutdown() override { pool_.reset(); }

 private:
  std::unique_ptr<WorkerPool> pool_;
};

std::string httplib_head(const HttpSession& session) {
  // httplib knows some methods only; of them HEAD alone changes what it does.
  std::string head = session.method() == "HEAD" ? "HEAD / HTTP/1.1\r\n" : "POST / HTTP/1.1\r\n";
  if (!session.keep_alive()) head += "Connection: close\r\n";
  if (session.expects_continue()) head += "Expect: 100-continue\r\n";
  return head + "\r\n";
}

void copy_answer(const WireResponse& answer, httplib::Response& response) {
  response.status = answer.status;
  response.body = answer.body;
  for (const Field& header : answer.headers) response.set_header(header.name, header.value);
  // httplib would call a body without a type text/plain.
  if (!answer.body.empty() && !header_of(answer.headers, "Content-Type"))
    response.set_header("Content-Type", "");
}

std::string numeric_peer(int socket) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  std::array<char, NI_MAXHOST> text{};
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return {};
  if (::getnameinfo(reinterpret_cast<sockaddr*>(&address), length, text.data(), text.size(),
                    nullptr, 0, NI_NUMERICHOST) != 0)
    return {};
  return normal_address(text.data()).value_or(text.data());
}

}  // namespace

struct LoopbackServer::Impl final : public httplib::Server {
  Impl(ServerOptions the_options, LoopbackServer::Handler the_handler)
      : options(std::move(the_options)), handler(std::move(the_handler)) {
    set_tcp_nodelay(true);
    set_keep_alive_max_count(kRequestsPerConnection);
    set_keep_alive_timeout(std::chrono::ceil<std::chrono::seconds>(options.idle_timeout).count());
    set_read_timeout(options.idle_timeout);  // the sockets' own; see plain_stream
    set_write_timeout(options.request_timeout);
    // The default also lets a second server take the same port, and the two would share clients.
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_pre_routing_handler([](const httplib::Request&, httplib::Response& response) {
      HttpSession& session = *current();
      session.serve();
      copy_answer(session.answer(), response);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      response.headers.erase("Accept-Ranges");  // ranges are not served
    });
    // The handler does not throw. Should something else do, no word of it leaves.
    set_exception_handler([](const auto&, httplib::Response& response, std::exception_ptr) {
      response.status = 599;
      response.body = R"({"error":{"code":"mock_bug","message":"The mock met a mistake."}})";
    });
    new_task_queue = [this] {
      const std::lock_guard lock(mutex);
      running = true;
      started.notify_all();
      return new PoolQueue(options.most_connections);
    };
  }

  // The session of the connection that this thread serves: httplib's handlers get no context.
  static HttpSession*& current() {
    thread_local HttpSession* session = nullptr;
    return session;
  }

  bool bind();
  bool run();
  void end();
  bool adopt(int socket);
  void release(int socket);
  bool process_and_close_socket(socket_t socket) override;
  void converse(int socket, Connection& connection);

  const ServerOptions options;
  const LoopbackServer::Handler handler;
  int port = 0;
  std::thread listener{};
  std::mutex mutex{};
  std::condition_variable started{};
  bool running = false, stopping = false;
  std::set<int> open{};  // sockets of live connections
};

bool LoopbackServer::Impl::bind() {
  port = options.port;
  if (port == 0) {
    port = bind_to_any_port(options.listen);
  } else if (!bind_to_port(options.listen, port)) {
    port = -1;
  }
  // httplib listens with a backlog of 5: a burst of clients would wait for a second or more.
  return port > 0 && ::listen(svr_sock_, kBacklog) == 0;
}

bool LoopbackServer::Impl::run() {
  listener = std::thread([this] { listen_after_bind(); });
  std::unique_lock lock(mutex);
  return started.wait_for(lock, kStartTime, [this] { return running; });
}

void LoopbackServer::Impl::end() {
  {
    const std::lock_guard lock(mutex);
    if (stopping) return;
    stopping = true;
    // Who waits for a next request sees the end; who writes an answer may finish.
    for (const int socket : open) ::shutdown(socket, SHUT_RD);
  }
  if (options.interrupt) options.interrupt();
  httplib::Server::stop();
  if (listener.joinable()) listener.join();
}

bool LoopbackServer::Impl::adopt(int socket) {
  const std::lock_guard lock(mutex);
  if (!stopping) open.insert(socket);
  return !stopping;
}

void LoopbackServer::Impl::release(int socket) {
  const std::lock_guard lock(mutex);
  open.erase(socket);
  ::close(socket);  // under the lock: a new socket of that number must not be taken for this one
}

void LoopbackServer::Impl::converse(int socket, Connection& connection) {
  HttpSession session(
      connection, options, handler, numeric_peer(socket),
      fmt::format("{}://{}:{}", options.tls == nullptr ? "http" : "https", options.listen, port));
  current() = &session;
  while (session.read_head()) {
    HeadStream stream(connection, httplib_head(session));
    bool closed = false;
    process_request(stream, false, closed, nullptr);
    if (!session.deliver() || !session.keep_alive()) break;
  }
  current() = nullptr;
  connection.finish(socket);
}

bool LoopbackServer::Impl::process_and_close_socket(socket_t socket) {
  if (!adopt(socket)) {
    ::close(socket);
    return false;
  }
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  std::unique_ptr<ByteStream> stream;
  if (options.tls == nullptr) {
    stream = plain_stream(socket, options.idle_timeout);
  } else {
    stream = tls_server_stream(socket, options.tls->server_context(),
                               std::chrono::steady_clock::now() + options.request_timeout);
  }
  if (stream != nullptr) {
    Connection connection(std::move(stream));
    converse(socket, connection);
  }
  release(socket);
  return true;
}

LoopbackServer::LoopbackServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<LoopbackServer>, Trouble> LoopbackServer::start(ServerOptions options,
                                                                       Handler handler) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler));
  Trouble trouble;
  trouble.where = fmt::format("{}:{}", impl->options.listen, impl->options.port);
  errno = 0;
  if (!impl->bind()) {
    const int error = errno;
    const std::string why = error == EADDRINUSE ? "another program listens there; choose another "
                                                  "port, or 0 for a free one"
                            : error == 0        ? "it is no address of this machine"
                                                : std::strerror(error);
    trouble.what = fmt::format("cannot listen on {}: {}", trouble.where, why);
    return trouble;
  }
  if (!impl->run()) {
    trouble.kind = Trouble::Kind::timeout;
    trouble.what = fmt::format("the server on {} did not start within {} s", trouble.where,
                               kStartTime.count());
    return trouble;
  }
  return std::unique_ptr<LoopbackServer>(new LoopbackServer(std::move(impl)));
}

LoopbackServer::~LoopbackServer() { stop(); }

void LoopbackServer::stop() { impl_->end(); }

int LoopbackServer::port() const { return impl_->port; }

std::string LoopbackServer::origin() const {
  const std::string& listen = impl_->options.listen;
  const bool v6 = listen.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", impl_->options.tls == nullptr ? "http" : "https",
                     v6 ? "[" : "", listen, v6 ? "]" : "", impl_->port);
}

}  // namespace rehearse::wire
