// Each trap of the HTTP library, over real sockets.
#include "mocks/wire/loopback_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <nlohmann/json.hpp>

#include "tests/support/echo_server.h"
#include "tests/support/raw_client.h"

namespace rehearse::wire {
namespace {

using rehearse::testing::echo;
using rehearse::testing::RawClient;
using rehearse::testing::start_server;
using std::chrono::milliseconds;

std::string post(const std::string& headers, const std::string& body = {}) {
  return "POST /t HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

Json body_of(const std::string& answer) {
  const size_t end = answer.find("\r\n\r\n");
  if (end == std::string::npos) return answer;
  const auto json = parse_json(answer.substr(end + 4));
  return json ? json.value() : Json(answer);
}

// A refusal in JSON, on a connection that then closes.
void expect_refusal(const std::string& request, int status, const std::string& text,
                    ServerOptions options = {}) {
  options.request_timeout = milliseconds(200);
  const auto server = start_server(options);
  RawClient client(server->port());
  client.send(request);
  const std::string answer = client.read_answer();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::to_string(status) + " ")) << answer;
  const Json json = body_of(answer);
  ASSERT_TRUE(json.is_object()) << answer;
  EXPECT_EQ(json["error"], "invalid_request");
  EXPECT_NE(json["error_description"].get<std::string>().find(text), std::string::npos) << answer;
  EXPECT_TRUE(client.is_closed());
}

TEST(LoopbackServer, ParsesTargetAndBodyItself) {
  const auto server = start_server();
  const std::string body = "code=aPrx==&b=2&b=2&a=1";
  const Json json = body_of(RawClient::exchange(
      server->port(),
      "POST //t?z=1&code=x%3D%3D&z=1&u=https://h/?y=%2B HTTP/1.1\r\nHost: H.example:80\r\n"
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
          std::to_string(body.size()) + "\r\n\r\n" + body));
  EXPECT_EQ(dump_json(json["query"]),
            R"([["z","1"],["code","x=="],["z","1"],["u","https://h/?y=+"]])");
  EXPECT_EQ(dump_json(json["form"]), R"([["code","aPrx=="],["b","2"],["b","2"],["a","1"]])");
  EXPECT_EQ(json["path"], "/t");
  EXPECT_EQ(json["host"], "h.example");
  EXPECT_EQ(json["origin"], "http://h.example:80");
}

TEST(LoopbackServer, KeepsHeaderValuesAsSentAndDecidesThePeerItself) {
  const auto server = start_server();
  const Json json = body_of(RawClient::exchange(
      server->port(),
      post("X: a%20b%0d%0ac\r\nREMOTE_ADDR: 9.9.9.9\r\nX-Forwarded-For: 8.8.8.8\r\n")));
  EXPECT_EQ(json["headers"][1][1], "a%20b%0d%0ac");
  EXPECT_EQ(json["headers"].size(), 4U) << "nothing was added";
  EXPECT_EQ(json["peer"], "127.0.0.1");
}

// Salesforce, observed: an authorize error before the login has a body and an empty Content-Type.
TEST(LoopbackServer, GivesABodyNoTypeOfItsOwn) {
  const auto server = start_server({}, [](const WireRequest&) {
    Delivery delivery;
    delivery.response.status = 400;
    delivery.response.body = "error=x";
    return delivery;
  });
  const std::string answer = RawClient::exchange(server->port(), post(""));
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 ")) << answer;
  EXPECT_NE(answer.find("\r\nContent-Type: \r\n"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("error=x")) << answer;
}

TEST(LoopbackServer, AnswersAPostWithoutALengthAtOnce) {
  const auto server = start_server();
  const auto start = std::chrono::steady_clock::now();
  const std::string answer = RawClient::exchange(server->port(), post(""));
  EXPECT_EQ(body_of(answer)["body_size"], 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST(LoopbackServer, TakesFormsAboveTheLibrarysLimit) {
  const auto server = start_server();
  const std::string body = "a=" + std::string(100'000, 'x');
  const Json json = body_of(RawClient::exchange(
      server->port(), post("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n",
                           body)));
  EXPECT_EQ(json["form"][0][1].get<std::string>().size(), 100'000U);
}

TEST(LoopbackServer, ReadsChunks) {
  const auto server = start_server();
  const Json json = body_of(RawClient::exchange(
      server->port(),
      post("Transfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n",
           "3;x=y\r\na=1\r\n00005\r\n&b=%3\r\n1\r\nD\r\n0\r\nTrailer: x\r\n\r\n")));
  EXPECT_EQ(dump_json(json["form"]), R"([["a","1"],["b","="]])");
}

TEST(LoopbackServer, BoundsBodiesHoweverTheyAreSent) {
  const ServerOptions small{.body_limit = 10};
  expect_refusal(post("Content-Length: 11\r\n", "12345678901"), 413, "too large", small);
  expect_refusal(post("Transfer-Encoding: chunked\r\n", "6\r\n123456\r\n5\r\n12345\r\n0\r\n\r\n"),
                 413, "too large", small);
  const auto server = start_server(small);
  for (const std::string& request :
       {post("Content-Length: 10\r\n", "1234567890"),
        post("Transfer-Encoding: chunked\r\n", "6\r\n123456\r\n4\r\n1234\r\n0\r\n\r\n")}) {
    EXPECT_EQ(body_of(RawClient::exchange(server->port(), request))["body_size"], 10);
  }
}

// What a body may weigh is asked with the head, before a byte of the body is read.
TEST(LoopbackServer, AsksHowLongTheBodyMayBe) {
  std::atomic<int> asked{0};
  const ServerOptions by_path{
      .body_limit_of = [&](std::string_view method, std::string_view target) {
        ++asked;
        return method == "POST" && target == "/t" ? size_t{10} : size_t{20};
      }};
  const auto server = start_server(by_path);
  const std::string announced = "Content-Length: 11\r\n", eleven = "b\r\n12345678901\r\n0\r\n\r\n";
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  for (const std::string& request :
       {post(announced), post(chunked, "b\r\n"), post(chunked, "a\r\n1234567890\r\n1\r\n")}) {
    EXPECT_TRUE(RawClient::exchange(server->port(), request).starts_with("HTTP/1.1 413 "));
  }
  const std::string put = "PUT /t HTTP/1.1\r\nHost: h\r\n";
  for (const std::string& request :
       {put + announced + "\r\n12345678901", put + chunked + "\r\n" + eleven}) {
    EXPECT_EQ(body_of(RawClient::exchange(server->port(), request))["body_size"], 11);
  }
  EXPECT_EQ(asked, 5);
  RawClient::exchange(server->port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  RawClient::exchange(server->port(), post("Content-Length: 0\r\n"));
  EXPECT_EQ(asked, 5) << "only where there is a body";
}

TEST(LoopbackServer, DeliversARefusalThoughTheClientStillSends) {
  const auto server = start_server({.body_limit = 10});
  RawClient client(server->port());
  client.send(post("Content-Length: 3000000\r\n"));
  client.send(std::string(3'000'000, 'x'));
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 413 "));
}

TEST(LoopbackServer, RefusesAmbiguousFraming) {
  expect_refusal(post("Content-Length: 1\r\nContent-Length: 1\r\n", "x"), 400, "Content-Length");
  expect_refusal(post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "x"), 400, "Transfer");
  expect_refusal(post("Transfer-Encoding: chunked\r\n", "zz\r\n"), 400, "chunks are broken");
  expect_refusal(post("Transfer-Encoding: chunked\r\n", "1\r\nxx\r\n0\r\n\r\n"), 400, "broken");
  expect_refusal(post("Transfer-Encoding: chunked\r\n", "1\nx\r\n0\r\n\r\n"), 400, "broken");
  expect_refusal(post("Content-Encoding: gzip\r\nContent-Length: 1\r\n", "x"), 415,
                 "Content-Encoding");
  expect_refusal("GET / HTTP/1.1\r\n\r\n", 400, "Host is missing");
  expect_refusal("GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505, "version");
  expect_refusal("nonsense\r\n\r\n", 400, "request line");
}

TEST(LoopbackServer, BoundsTargetAndHead) {
  const auto request = [](size_t target, size_t header) {
    return "GET /" + std::string(target - 1, 'a') +
           " HTTP/1.1\r\nHost: h\r\nX: " + std::string(header, 'x') + "\r\n\r\n";
  };
  const auto server = start_server();
  EXPECT_TRUE(RawClient::exchange(server->port(), request(16'384, 1)).starts_with("HTTP/1.1 200 "));
  EXPECT_TRUE(RawClient::exchange(server->port(), request(1, 60'000)).starts_with("HTTP/1.1 200 "));
  expect_refusal(request(16'385, 1), 414, "target is too long");
  expect_refusal(request(70'000, 1), 414, "target is too long");
  expect_refusal(request(1, 66'000), 431, "head is too large");
}

TEST(LoopbackServer, DoesNotWaitForWhatNeverComes) {
  expect_refusal(post("Content-Length: 5\r\n", "1234"), 408, "body did not arrive");
  expect_refusal("POST /t HTTP/1.1\r\nHost: h\r\n", 408, "head did not arrive");
  const auto server = start_server();
  RawClient client(server->port());
  client.send(post("Content-Length: 5\r\n", "1234"));
  client.end_sending();
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 400 "));
}

TEST(LoopbackServer, IgnoresRangesAndEncodingsOfTheAnswer) {
  const auto server = start_server();
  for (const char* header :
       {"Range: bytes=0-3\r\n", "Range: nonsense\r\n", "Accept-Encoding: gzip, br\r\n"}) {
    const std::string answer = RawClient::exchange(server->port(), post(header));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
    EXPECT_EQ(body_of(answer)["path"], "/t") << answer;
    EXPECT_EQ(answer.find("Content-Range"), std::string::npos);
    EXPECT_EQ(answer.find("Content-Encoding"), std::string::npos);
  }
}

TEST(LoopbackServer, PassesOnMethodsTheLibraryDoesNotKnow) {
  const auto server = start_server();
  for (const char* method : {"BREW", "OPTIONS", "get", "TRACE"}) {
    const std::string request = std::string(method) + " / HTTP/1.1\r\nHost: h\r\n\r\n";
    EXPECT_EQ(body_of(RawClient::exchange(server->port(), request))["method"], method);
  }
}

TEST(LoopbackServer, SendsNoBodyForHead) {
  const auto server = start_server();
  RawClient client(server->port());
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_TRUE(client.read_answer(true).starts_with("HTTP/1.1 200 "));
  EXPECT_EQ(body_of(client.read_answer())["path"], "/b");
}

TEST(LoopbackServer, KeepsConnectionsAndTakesPipelinedRequests) {
  const auto server = start_server();
  RawClient client(server->port());
  client.send("\r\nGET /1 HTTP/1.1\r\nHost: h\r\n\r\n" + post("Content-Length: 3\r\n", "abc") +
              "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(body_of(client.read_answer())["path"], "/1");
  EXPECT_EQ(body_of(client.read_answer())["body_size"], 3);
  EXPECT_EQ(body_of(client.read_answer())["path"], "/3");
  for (int count = 0; count < 200; ++count) {  // far more than the library's five
    client.send("GET /n HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_EQ(body_of(client.read_answer())["path"], "/n") << count;
  }
}

TEST(LoopbackServer, ClosesWhereTheClientAsks) {
  const auto server = start_server();
  for (const char* request :
       {"GET / HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"}) {
    RawClient client(server->port());
    client.send(request);
    EXPECT_NE(client.read_answer().find("Connection: close"), std::string::npos);
    EXPECT_TRUE(client.is_closed());
  }
}

TEST(LoopbackServer, InvitesABodyThatWaits) {
  const auto server = start_server();
  RawClient client(server->port());
  client.send(post("Expect: 100-continue\r\nContent-Length: 3\r\n"));
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 100 "));
  client.send("abc");
  EXPECT_EQ(body_of(client.read_answer())["body_size"], 3);
  expect_refusal(post("Expect: 100-continue\r\nContent-Length: 11\r\n"), 413, "too large",
                 {.body_limit = 10});
  expect_refusal(post("Expect: 100-continue\r\nContent-Length: 11\r\n"), 413, "too large",
                 {.body_limit_of = [](auto, auto) { return size_t{10}; }});
}

TEST(LoopbackServer, DeliversAsAsked) {
  const auto server = start_server();
  const auto get = [&](const std::string& query) {
    RawClient client(server->port());
    client.send("GET /x?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
    return client.read_all();
  };
  EXPECT_EQ(get("how=drop"), "");
  const std::string cut = get("how=truncate&at=7");
  EXPECT_EQ(cut.substr(cut.find("\r\n\r\n") + 4), R"({"metho)");
  EXPECT_EQ(cut.find("Content-Length: 7\r\n"), std::string::npos) << "the head promises all of it";
  EXPECT_EQ(body_of(get("how=close"))["path"], "/x");
  const std::string head_only = get("how=truncate");
  EXPECT_TRUE(head_only.ends_with("\r\n\r\n")) << head_only;
}

TEST(LoopbackServer, PausesInsideTheBody) {
  std::promise<void> reached, go_on;
  const auto server = start_server({}, [&](const WireRequest&) {
    Delivery delivery;
    delivery.response = text_response(200, "0123456789");
    delivery.pause_at = 4;
    delivery.pause = [&] {
      reached.set_value();
      go_on.get_future().wait();
    };
    return delivery;
  });
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  reached.get_future().wait();
  go_on.set_value();
  EXPECT_TRUE(client.read_answer().ends_with("0123456789"));
}

TEST(LoopbackServer, NamesABusyPort) {
  const auto server = start_server();
  const auto second = LoopbackServer::start({.port = server->port()}, echo);
  ASSERT_FALSE(second.ok());
  const std::string where = "127.0.0.1:" + std::to_string(server->port());
  EXPECT_EQ(second.error().where, where);
  EXPECT_NE(second.error().what.find(where + ": another program listens there"), std::string::npos)
      << second.error().what;
}

TEST(LoopbackServer, NamesAnAddressThatIsNotThisMachines) {
  const auto server = LoopbackServer::start({.listen = "192.0.2.1"}, echo);  // RFC 5737
  ASSERT_FALSE(server.ok());
  EXPECT_NE(server.error().what.find("192.0.2.1"), std::string::npos);
}

TEST(LoopbackServer, TakesAPortAgainAfterItStopped) {
  auto server = start_server();
  const int port = server->port();
  RawClient client(port);
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  client.read_answer();
  server.reset();
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(start_server({.port = port})->port(), port);
}

TEST(LoopbackServer, StopsAtOnceThoughConnectionsIdleAndHandlersWait) {
  std::promise<void> entered, interrupted;
  auto server = start_server({.interrupt = [&] { interrupted.set_value(); }},
                             [&](const WireRequest& request) {
                               if (request.path == "/wait") {
                                 entered.set_value();
                                 interrupted.get_future().wait();
                               }
                               return echo(request);
                             });
  RawClient idle(server->port()), busy(server->port());
  idle.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  idle.read_answer();
  busy.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.get_future().wait();
  const auto start = std::chrono::steady_clock::now();
  server.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5))
      << "idle timeout: 15 s";
  EXPECT_EQ(body_of(busy.read_answer())["path"], "/wait") << "what was being answered still is";
  EXPECT_TRUE(idle.is_closed());
}

TEST(LoopbackServer, ClosesAnIdleConnection) {
  const auto server = start_server({.idle_timeout = milliseconds(30)});
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  client.read_answer();
  EXPECT_TRUE(client.is_closed());
}

TEST(LoopbackServer, IsNotSlowedByIdleConnections) {
  const auto server = start_server();
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int count = 0; count < 200; ++count) {
    idle.push_back(std::make_unique<RawClient>(server->port()));
    idle.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  for (auto& client : idle) EXPECT_TRUE(client->read_answer().starts_with("HTTP/1.1 200 "));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(RawClient::exchange(server->port(), post("")).starts_with("HTTP/1.1 200 "));
  // A pool of fixed size would wait for an idle timeout here; the 5 ms are a benchmark's to show.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(LoopbackServer, LetsTheOwnerWordTheRefusals) {
  std::atomic<int> refused{0};
  const auto server =
      start_server({.refused = [&](const Problem& problem, const WireRequest& request) {
        ++refused;
        return text_response(problem.status, "no, " + request.peer + request.path);
      }});
  EXPECT_TRUE(RawClient::exchange(server->port(), "x\r\n\r\n").ends_with("no, 127.0.0.1"));
  EXPECT_EQ(refused, 1);
  EXPECT_TRUE(RawClient::exchange(server->port(), post("Content-Length: 99999999\r\n"))
                  .ends_with("no, 127.0.0.1/t"));
}

TEST(LoopbackServer, HidesWhatAHandlerThrows) {
  const auto server =
      start_server({}, [](const WireRequest&) -> Delivery { throw std::runtime_error("canary"); });
  const std::string answer = RawClient::exchange(server->port(), post(""));
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 599 ")) << answer;
  EXPECT_EQ(answer.find("canary"), std::string::npos) << answer;
}

}  // namespace
}  // namespace rehearse::wire
