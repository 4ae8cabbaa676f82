#include "mocks/wire/http_client.h"

#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "tests/support/echo_server.h"
#include "tests/support/raw_server.h"

namespace rehearse::wire {
namespace {

using rehearse::testing::echo;
using rehearse::testing::RawServer;
using rehearse::testing::start_server;
using std::chrono::milliseconds;
using Kind = Trouble::Kind;

HttpClientOptions located_at(int port, std::string ca_pem = {}) {
  return {.locate =
              [port](std::string_view, int) {
                return Endpoint{"127.0.0.1", port};
              },
          .ca_pem = std::move(ca_pem)};
}

Json get(HttpClient& client, const std::string& url, const std::string& local_address = {}) {
  const auto answer = client.send({.url = url, .local_address = local_address});
  return answer ? parse_json(answer.value().body).value() : Json(answer.error().what);
}

Trouble trouble_of(HttpClient& client, const HttpRequest& request) {
  const auto answer = client.send(request);
  return answer ? Trouble{.what = "there was an answer"} : answer.error();
}

TEST(HttpClient, SendsWhatItIsGiven) {
  const auto server = start_server();
  HttpClient client({});
  const auto answer =
      client.send({.method = "POST",
                   .url = server->origin() + "/t?code=a%3D%3D&x",
                   .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                               {"Authorization", "Basic a%20b"}},
                   .body = "a=1&a=2"});
  ASSERT_TRUE(answer.ok()) << answer.error().what;
  EXPECT_EQ(answer.value().status, 200);
  const Json json = parse_json(answer.value().body).value();
  EXPECT_EQ(json["target"], "/t?code=a%3D%3D&x");
  EXPECT_EQ(dump_json(json["form"]), R"([["a","1"],["a","2"]])");
  EXPECT_NE(dump_json(json["headers"]).find(R"(["Authorization","Basic a%20b"])"),
            std::string::npos);
  EXPECT_EQ(json["origin"], server->origin());
}

TEST(HttpClient, GivesHeadersAsSentAndFollowsNothing) {
  RawServer server(
      {{"HTTP/1.1 302 Found\r\nLocation: https://h/cb?code=aPrx%3D%3D&state=a%26b\r\n"
        "Set-Cookie: a=%41\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n"}});
  HttpClient client({});
  const auto answer = client.send({.url = server.origin() + "/"});
  ASSERT_TRUE(answer.ok()) << answer.error().what;
  EXPECT_EQ(answer.value().status, 302);
  EXPECT_EQ(answer.value().headers,
            (Fields{{"Location", "https://h/cb?code=aPrx%3D%3D&state=a%26b"},
                    {"Set-Cookie", "a=%41"},
                    {"Set-Cookie", "b=2"},
                    {"Content-Length", "0"}}));
  EXPECT_EQ(server.connections(), 1U);
}

TEST(HttpClient, ReadsChunkedAndInterimAnswers) {
  RawServer server(
      {{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"},
       {"HTTP/1.0 200 OK\r\n\r\nuntil the end", true}});
  HttpClient client({});
  const auto chunked = client.send({.url = server.origin() + "/"});
  ASSERT_TRUE(chunked.ok()) << chunked.error().what;
  EXPECT_EQ(chunked.value().body, "abcde");
  EXPECT_EQ(header_of(chunked.value().headers, "X"), "1");
  const auto unsized = client.send({.url = server.origin() + "/"});
  ASSERT_TRUE(unsized.ok()) << unsized.error().what;
  EXPECT_EQ(unsized.value().body, "until the end");
}

TEST(HttpClient, KeepsAConnectionForEachHostAndLocalAddress) {
  const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  RawServer server({{ok}, {ok}, {ok}});
  HttpClient client({});
  for (int count = 0; count < 3; ++count)
    EXPECT_TRUE(client.send({.url = server.origin() + "/"}).ok());
  EXPECT_EQ(server.connections(), 1U);
}

TEST(HttpClient, BindsTheLocalAddress) {
  const auto server = start_server();
  HttpClient client({});
  for (const char* address : {"127.77.0.1", "127.77.0.2", "127.77.0.1"})
    EXPECT_EQ(get(client, server->origin() + "/", address)["peer"], address);
  EXPECT_EQ(get(client, server->origin() + "/")["peer"], "127.0.0.1");
}

TEST(HttpClient, ReachesRealHostNamesOverTls) {
  const TlsIdentity identity;
  const auto server = start_server({.tls = &identity});
  HttpClient client(located_at(server->port(), identity.ca_pem()));
  for (const char* host :
       {"login.salesforce.com", "test.salesforce.com", "acme.my.salesforce.com",
        "acme--dev.sandbox.my.salesforce.com", "acme-dev-ed.develop.my.salesforce.com",
        "acme.my.salesforce-setup.com", "www.workato.com", "app.workato.com", "app.eu.workato.com",
        "app.trial.workato.com", "app.workatoapp.cn", "localhost", "127.0.0.1"}) {
    const Json json = get(client, std::string("https://") + host + "/x");
    ASSERT_TRUE(json.is_object()) << host << ": " << json;
    EXPECT_EQ(json["origin"], std::string("https://") + host) << "no port shows up";
    EXPECT_EQ(json["host"], host);
  }
  EXPECT_EQ(get(client, "https://login.salesforce.com/x", "127.77.0.3")["peer"], "127.77.0.3");
}

TEST(HttpClient, TrustsOneAuthorityAndTheRightNamesOnly) {
  const TlsIdentity identity, stranger;
  const auto server = start_server({.tls = &identity});
  HttpClient client(located_at(server->port(), identity.ca_pem()));
  HttpClient suspicious(located_at(server->port(), stranger.ca_pem()));
  HttpClient systems(located_at(server->port()));
  HttpClient confused(located_at(server->port(), "no certificate"));
  for (auto& [which, url] : std::initializer_list<std::pair<HttpClient*, const char*>>{
           {&client, "https://example.com/"},
           {&client, "https://a.b.my.salesforce.com/"},
           {&client, "https://127.0.0.2/"},
           {&suspicious, "https://login.salesforce.com/"},
           {&systems, "https://login.salesforce.com/"},
           {&confused, "https://login.salesforce.com/"}}) {
    const Trouble trouble = trouble_of(*which, {.url = url});
    EXPECT_EQ(trouble.kind, Kind::tls) << url << " " << trouble.what;
    EXPECT_FALSE(trouble.bytes_sent) << url;
  }
}

TEST(HttpClient, TellsTroubleApart) {
  auto server = start_server();
  const std::string origin = server->origin();
  HttpClient client({});
  for (const char* query : {"how=drop", "how=truncate&at=5"}) {
    const Trouble trouble = trouble_of(client, {.url = origin + "/?" + query});
    EXPECT_EQ(trouble.kind, Kind::interrupted) << query << ": " << trouble.what;
    EXPECT_TRUE(trouble.bytes_sent) << query;
    EXPECT_EQ(trouble.where, origin.substr(7));
  }
  server.reset();
  const Trouble gone = trouble_of(client, {.url = origin + "/"});
  EXPECT_EQ(gone.kind, Kind::unreachable) << gone.what;
  EXPECT_FALSE(gone.bytes_sent);
}

TEST(HttpClient, GivesUpAfterTheTimeout) {
  RawServer server({{""}});
  HttpClient client({});
  const Trouble trouble =
      trouble_of(client, {.url = server.origin() + "/", .timeout = milliseconds(30)});
  EXPECT_EQ(trouble.kind, Kind::timeout) << trouble.what;
  EXPECT_TRUE(trouble.bytes_sent);
}

TEST(HttpClient, KnowsWhatIsNotHttp) {
  RawServer server({{"SSH-2.0-OpenSSH_9.2\r\n"}});
  HttpClient client({});
  const Trouble trouble = trouble_of(client, {.url = server.origin() + "/"});
  EXPECT_EQ(trouble.kind, Kind::bad_answer) << trouble.what;
  EXPECT_TRUE(trouble.bytes_sent);
}

TEST(HttpClient, RefusesUrlsItCannotCall) {
  HttpClient client({});
  for (const char* url : {"", "/x", "ftp://h/", "https://", "http://h:0/", "http://h:99999/"}) {
    const Trouble trouble = trouble_of(client, {.url = url});
    EXPECT_EQ(trouble.kind, Kind::unreachable) << url;
    EXPECT_FALSE(trouble.bytes_sent) << url;
  }
  const auto server = start_server();
  const Trouble bound =
      trouble_of(client, {.url = server->origin() + "/", .local_address = "192.0.2.1"});
  EXPECT_EQ(bound.kind, Kind::unreachable) << bound.what;
}

TEST(HttpClient, NoticesThatTheServerClosedAKeptConnection) {
  for (const bool tls : {false, true}) {
    const TlsIdentity identity;
    ServerOptions options{.tls = tls ? &identity : nullptr};
    auto server = start_server(options);
    const int port = server->port();
    HttpClient client(located_at(port, identity.ca_pem()));
    const std::string url = std::string(tls ? "https" : "http") + "://localhost/";
    EXPECT_TRUE(get(client, url).is_object());
    server.reset();
    options.port = port;
    server = start_server(options);
    EXPECT_TRUE(get(client, url).is_object()) << (tls ? "TLS" : "plain");
  }
}

TEST(HttpClient, ServesManyThreadsAtOnce) {
  const auto server = start_server();
  HttpClient client({.most_idle = 2});
  std::vector<std::future<int>> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.push_back(std::async(std::launch::async, [&, caller] {
      int right = 0;
      for (int count = 0; count < 25; ++count) {
        const std::string path = "/" + std::to_string(caller) + "/" + std::to_string(count);
        right += get(client, server->origin() + path)["path"] == path ? 1 : 0;
      }
      return right;
    }));
  }
  for (auto& caller : callers) EXPECT_EQ(caller.get(), 25);
  client.close_idle();
}

}  // namespace
}  // namespace rehearse::wire
