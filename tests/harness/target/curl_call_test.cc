#include "harness/target/curl_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <thread>

#include "tests/support/raw_server.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawServer;
using ::testing::StartsWith;

const RawServer::Reply kOk{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"};

wire::HttpRequest post(const std::string& url) {
  return {.method = "POST",
          .url = url,
          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
          .body = "grant_type=refresh_token"};
}

TEST(CurlCall, GivesHeadersAsTheServerSentThem) {
  RawServer server(
      {{"HTTP/1.1 302 Found\r\nLocation: https://h/cb?code=aPrx%3D%3D&state=a%26b\r\n"
        "Set-Cookie: a=1%25\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n"}});
  CurlCall call({});
  const auto sent = call.send({.url = server.origin() + "/a%2Fb/../c?x=%20+"});
  ASSERT_TRUE(sent.ok()) << sent.error().what;
  EXPECT_EQ(sent.value().status, 302);
  EXPECT_THAT(sent.value().headers,
              ElementsAre(wire::Field{"Location", "https://h/cb?code=aPrx%3D%3D&state=a%26b"},
                          wire::Field{"Set-Cookie", "a=1%25"}, wire::Field{"set-cookie", "b=2"},
                          wire::Field{"Content-Length", "0"}));
  EXPECT_THAT(server.requests().at(0), StartsWith("GET /a%2Fb/../c?x=%20+ HTTP/1.1\r\n"));
}

TEST(CurlCall, SendsTheBodyOnceAndAddsNoHeaderOfItsOwn) {
  RawServer server({kOk, kOk});
  CurlCall call({});
  ASSERT_TRUE(call.send(post(server.origin() + "/t")).ok());
  ASSERT_TRUE(call.send({.method = "POST", .url = server.origin() + "/t", .body = "x"}).ok());
  EXPECT_THAT(server.requests().at(0), HasSubstr("\r\n\r\ngrant_type=refresh_token"));
  EXPECT_THAT(server.requests().at(1), Not(HasSubstr("Content-Type")));
  EXPECT_THAT(server.requests().at(1), Not(HasSubstr("Expect")));
}

TEST(CurlCall, KeepsItsConnectionAlive) {
  RawServer server({kOk, kOk, kOk});
  CurlCall call({});
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(call.send({.url = server.origin() + "/"}).ok());
  EXPECT_EQ(server.connections(), 1u);
}

TEST(CurlCall, NeverSendsAPostTwice) {
  RawServer server({kOk, {"", true}, kOk});
  CurlCall call({});
  ASSERT_TRUE(call.send(post(server.origin() + "/t")).ok());
  const auto lost = call.send(post(server.origin() + "/t"));
  ASSERT_FALSE(lost.ok());
  EXPECT_TRUE(lost.error().bytes_sent);
  EXPECT_EQ(lost.error().kind, Trouble::Kind::bad_answer);
  EXPECT_EQ(lost.error().what, "the connection was closed without an answer");
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(CurlCall, SaysThatNothingWasSentWhenNobodyListens) {
  int port = 0;
  {
    RawServer gone({});
    port = gone.port();
  }
  CurlCall call({});
  const auto sent = call.send(post("http://127.0.0.1:" + std::to_string(port) + "/t"));
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().kind, Trouble::Kind::unreachable);
  EXPECT_FALSE(sent.error().bytes_sent);
}

TEST(CurlCall, GivesUpAfterTheTimeout) {
  RawServer server({{""}});
  CurlCall call({});
  const auto sent =
      call.send({.url = server.origin() + "/", .timeout = std::chrono::milliseconds(60)});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().kind, Trouble::Kind::timeout);
  EXPECT_TRUE(sent.error().bytes_sent);
}

// A server that answers one byte at a time, for ever.
class DrippingServer {
 public:
  DrippingServer() {
    sockaddr_in loopback{};
    loopback.sin_family = AF_INET;
    loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof loopback;
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&loopback), size), 0);
    EXPECT_EQ(listen(listener_, 1), 0);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&loopback), &size);
    port_ = ntohs(loopback.sin_port);
    thread_ = std::thread([this] { drip(); });
  }
  ~DrippingServer() {
    thread_.join();
    close(listener_);
  }
  DrippingServer(const DrippingServer&) = delete;
  DrippingServer& operator=(const DrippingServer&) = delete;
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  // Ends when the client does.
  void drip() const {
    constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
    const int connection = accept(listener_, nullptr, nullptr);
    size_t at = 0;
    for (ssize_t sent = 1; sent == 1; ++at) {
      (void)poll(nullptr, 0, 10);
      sent = send(connection, at < kHead.size() ? &kHead[at] : "x", 1, MSG_NOSIGNAL);
    }
    close(connection);
  }

  int listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  std::thread thread_{};
};

TEST(CurlCall, GivesUpOnAnAnswerThatDrips) {
  DrippingServer server;
  CurlCall call({});
  const auto sent =
      call.send({.url = server.origin() + "/", .timeout = std::chrono::milliseconds(1'000)});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().kind, Trouble::Kind::timeout);
}

TEST(CurlCall, EndsARequestWhenTheRunIsInterrupted) {
  RawServer server({{""}});
  std::atomic<bool> interrupted = false;
  CurlCall call({.interrupted = [&] { return interrupted.load(); }});
  auto sent = std::async(std::launch::async, [&] {
    return call.send({.url = server.origin() + "/", .timeout = std::chrono::seconds(60)});
  });
  while (server.requests().empty()) (void)poll(nullptr, 0, 1);
  const auto start = std::chrono::steady_clock::now();
  interrupted = true;
  const auto ended = sent.get();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  ASSERT_FALSE(ended.ok());
  EXPECT_EQ(ended.error().kind, Trouble::Kind::interrupted);
  EXPECT_EQ(ended.error().what, "the run was interrupted");
  EXPECT_TRUE(ended.error().bytes_sent);
}

TEST(CurlCall, TakesABodyOfTheLimitAndRefusesOneByteMore) {
  RawServer server({kOk, {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok!"}});
  CurlCall call({.body_limit = 2});
  EXPECT_TRUE(call.send({.url = server.origin() + "/"}).ok());
  const auto sent = call.send({.url = server.origin() + "/"});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().what, "the answer is longer than 2 bytes");
}

TEST(CurlCall, SeesAnAnswerCutShort) {
  RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok", true}});
  CurlCall call({});
  const auto sent = call.send(post(server.origin() + "/"));
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().what, "the connection was closed in the middle of the answer");
  EXPECT_TRUE(sent.error().bytes_sent);
}

TEST(CurlCall, RoutesAHostNameToALoopbackPort) {
  RawServer server({kOk});
  CurlCall call({.routes = {{"login.salesforce.com", 80, "127.0.0.1", server.port()}}});
  ASSERT_TRUE(call.send({.url = "http://login.salesforce.com/x"}).ok());
  EXPECT_THAT(server.requests().at(0), HasSubstr("Host: login.salesforce.com\r\n"));
}

TEST(CurlCall, BindsTheAddressItIsAskedFor) {
  RawServer server({{kOk.bytes, true}, {kOk.bytes, true}});
  CurlCall call({});
  ASSERT_TRUE(call.send({.url = server.origin() + "/", .local_address = "127.77.0.2"}).ok());
  ASSERT_TRUE(call.send({.url = server.origin() + "/"}).ok());
  EXPECT_THAT(server.peers(), ElementsAre("127.77.0.2", "127.0.0.1"));
}

TEST(CurlCall, IgnoresAProxyFromTheEnvironment) {
  RawServer server({kOk});
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  CurlCall call({});
  EXPECT_TRUE(call.send({.url = server.origin() + "/"}).ok());
  unsetenv("http_proxy");
}

TEST(CurlCall, RefusesAHeaderThatWouldStartAnother) {
  CurlCall call({});
  const auto sent =
      call.send({.url = "http://127.0.0.1:9/", .headers = {{"Cookie", "a=1\r\nX-Other: 2"}}});
  ASSERT_FALSE(sent.ok());
  EXPECT_THAT(sent.error().what, HasSubstr("malformed"));
}

}  // namespace
}  // namespace rehearse::harness
