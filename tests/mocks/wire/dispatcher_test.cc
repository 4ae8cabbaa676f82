#include "mocks/wire/dispatcher.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/wire/reasons.h"
#include "tests/mocks/wire/gate_fixture.h"

namespace rehearse::wire {
namespace {

TEST(Dispatcher, StampsTheRequestOnce) {
  Gates gates;
  ASSERT_TRUE(gates.network.replace({{"127.0.0.1", "52.5.142.59"}}).ok());
  gates.post({{"client_id", "c"}});
  EXPECT_EQ(gates.last.received_at, kRunStart);
  EXPECT_EQ(gates.last.peer, "52.5.142.59");
  EXPECT_EQ(gates.last_arrival, 1U);
  gates.clock.advance(Duration(5));
  gates.post({});
  EXPECT_EQ(gates.last.received_at, kRunStart + Duration(5));
  EXPECT_EQ(gates.last_arrival, 2U);
}

TEST(Dispatcher, FindsRoutesByPathAndMethod) {
  Gates gates;
  EXPECT_EQ(gates.get("/page").response.status, 200);
  EXPECT_EQ(gates.get("//page?x=1").response.status, 200);
  EXPECT_EQ(gates.get("/page", "POST").response.status, 200);
  EXPECT_EQ(gates.get("/things/42").response.status, 200);
  EXPECT_EQ(gates.last_params, (Fields{{"id", "42"}}));
  EXPECT_EQ(gates.get("/things/4%2F2").response.status, 404) << "a decoded slash parts segments";
  EXPECT_EQ(gates.get("/things/42/parts/a%20b", "DELETE").response.status, 200);
  EXPECT_EQ(gates.last_params, (Fields{{"id", "42"}, {"part", "a b"}}));
}

TEST(Dispatcher, PrefersTheFixedPath) {
  Gates gates;
  gates.get("/things/new");
  EXPECT_EQ(gates.entry()["route"], "new_thing");
  EXPECT_EQ(gates.last_params, Fields{});
}

TEST(Dispatcher, GivesTheRestOfThePathToAStar) {
  Gates gates;
  EXPECT_EQ(gates.get("/files/a/b/c").response.status, 200);
  EXPECT_EQ(gates.last_params, (Fields{{"*", "a/b/c"}}));
  EXPECT_EQ(gates.get("/files/").response.status, 200);
  EXPECT_EQ(gates.get("/files").response.status, 404);
}

TEST(Dispatcher, LeavesAPathWithRowsOfItsOwnToThem) {
  Gates gates;
  // The star takes every path below; this one has a row for another method.
  const Delivery delivery = gates.get("/files/fixed", "POST");
  EXPECT_EQ(delivery.response.status, 405);
  EXPECT_EQ(header_of(delivery.response.headers, "Allow"), "GET, HEAD");
  EXPECT_EQ(gates.get("/files/other", "POST").response.status, 200);
}

TEST(Dispatcher, AnswersUnknownPathsAsTheSideDoes) {
  Gates gates;
  for (const char* path : {"/", "/tokens", "/token/", "/things/", "/things/1/parts", "/token%2"}) {
    const Delivery delivery = gates.get(path);
    EXPECT_EQ(delivery.response.status, 404) << path;
    EXPECT_EQ(delivery.response.body, "no such page");
    EXPECT_EQ(gates.entry()["reason"], "route_unknown");
    EXPECT_EQ(gates.entry()["route"], nullptr);
  }
}

TEST(Dispatcher, NamesTheAllowedMethods) {
  Gates gates;
  const Delivery token = gates.get("/token");
  EXPECT_EQ(token.response.status, 405);
  EXPECT_EQ(token.response.body, "no such method");
  EXPECT_EQ(header_of(token.response.headers, "Allow"), "POST");
  EXPECT_EQ(gates.entry()["reason"], "method_not_allowed");
  EXPECT_EQ(header_of(gates.get("/page", "PUT").response.headers, "Allow"), "GET, HEAD, POST");
  EXPECT_EQ(header_of(gates.get("/things/1", "POST").response.headers, "Allow"), "GET, HEAD");
  EXPECT_EQ(gates.served, 0);
}

TEST(Dispatcher, ServesHeadAsGetWithoutTheBody) {
  Gates gates;
  const Delivery head = gates.get("/page", "HEAD");
  EXPECT_EQ(head.response.status, 200);
  EXPECT_EQ(head.response.body, "");
  EXPECT_EQ(header_of(head.response.headers, "Content-Length"), "6");
}

TEST(Dispatcher, LetsHeadCommitNothing) {
  Gates gates;
  EXPECT_EQ(gates.get("/approve", "HEAD").response.status, 200);
  EXPECT_EQ(gates.served, 1);
  EXPECT_EQ(gates.committed, 0);
  gates.get("/approve");
  EXPECT_EQ(gates.committed, 1);
}

TEST(Dispatcher, TurnsAnExceptionIntoTheReservedStatus) {
  Gates gates;
  const Delivery delivery = gates.get("/bug");
  EXPECT_EQ(delivery.response.status, kMockBugStatus);
  EXPECT_EQ(delivery.response.body.find("hunter2"), std::string::npos);
  EXPECT_EQ(gates.journal.bugs(), 1U);
  EXPECT_EQ(gates.entry()["reason"], "mock_bug");
  EXPECT_EQ(dump_json(gates.journal.read()).find("hunter2"), std::string::npos);
}

TEST(Dispatcher, TakesALineBreakInAHeaderForABug) {
  Gates gates;
  const Delivery delivery = gates.get("/header");
  EXPECT_EQ(delivery.response.status, kMockBugStatus);
  EXPECT_FALSE(header_of(delivery.response.headers, "X-Echo"));
}

TEST(Dispatcher, SurvivesASideThatCannotRefuse) {
  Gates gates;
  Dispatcher::Parts parts = gates.make_parts();
  parts.refusal = [](int, const WireRequest&) -> WireResponse { throw 1; };
  Dispatcher dispatcher(std::move(parts));
  EXPECT_EQ(dispatcher.handle(make_request({.target = "/nowhere"})).response.status,
            kMockBugStatus);
  EXPECT_EQ(gates.journal.bugs(), 1U);
}

TEST(Dispatcher, JournalsWhatTheEndpointReports) {
  Gates gates;
  gates.post({{"client_id", "3MVG9x"}, {"grant_type", "refused"}});
  const Json entry = gates.entry();
  EXPECT_EQ(entry["at"], "2026-05-12T09:00:00Z");
  EXPECT_EQ(entry["side"], "salesforce");
  EXPECT_EQ(entry["method"], "POST");
  EXPECT_EQ(entry["path"], "/token");
  EXPECT_EQ(entry["status"], 400);
  EXPECT_EQ(entry["client"], "3MVG9x");
  EXPECT_EQ(entry["reason"], "test_reason");
  EXPECT_EQ(entry["route"], "token");
  EXPECT_EQ(entry["peer"], "127.0.0.1");
  gates.get("/page");
  EXPECT_EQ(gates.entry()["note"], "looked");
  EXPECT_EQ(gates.entry()["reason"], nullptr);
}

TEST(Dispatcher, JournalsMalformedRequestsToo) {
  Gates gates;
  WireRequest nothing;
  nothing.peer = "::1";
  const WireResponse response =
      gates.dispatcher.refuse_malformed({431, "the request's head is too large"}, nothing);
  EXPECT_EQ(response.status, 431);
  EXPECT_TRUE(parse_json(response.body).ok());
  EXPECT_EQ(gates.entry()["reason"], reason::request_malformed.name);
  EXPECT_EQ(gates.entry()["status"], 431);
  EXPECT_EQ(gates.entry()["peer"], "::1");
  EXPECT_EQ(gates.entry()["note"], "the request's head is too large");
}

TEST(Dispatcher, KnowsHowLongEachBodyMayBe) {
  Gates gates;
  EXPECT_EQ(gates.dispatcher.body_limit("POST", "/token?x=1"), 64U);
  EXPECT_EQ(gates.dispatcher.body_limit("POST", "//token"), 64U);
  EXPECT_EQ(gates.dispatcher.body_limit("PUT", "/token"), kBodyLimit);
  EXPECT_EQ(gates.dispatcher.body_limit("POST", "/nowhere"), kBodyLimit);
  EXPECT_EQ(gates.dispatcher.body_limit("GET", "/page"), kBodyLimit);
}

// In process as over sockets; there the server asks the dispatcher before it reads.
TEST(Dispatcher, RefusesABodyThatIsTooLong) {
  Gates gates;
  const std::string form = "grant_type=";
  const auto post = [&](size_t size) {
    RequestParts parts{.method = "POST", .target = "/token"};
    parts.body = form + std::string(size - form.size(), 'x');
    return gates.dispatcher.handle(make_request(std::move(parts))).response;
  };
  EXPECT_EQ(post(64).status, 200);
  EXPECT_EQ(post(65).status, 413);
  EXPECT_EQ(gates.served, 1);
  EXPECT_EQ(gates.entry()["reason"], "body_too_large");
  WireRequest head = make_request({.method = "POST", .target = "/token"});
  EXPECT_EQ(gates.dispatcher.refuse_malformed({413, "the body is too large"}, head).body,
            "no such method")
      << "the side words it";
  EXPECT_EQ(gates.entry()["reason"], "body_too_large");
  EXPECT_EQ(gates.entry()["path"], "/token");
  EXPECT_EQ(gates.entry()["route"], "token");
}

TEST(Dispatcher, CatchesUpBeforeEachEndpoint) {
  Gates gates;
  Dispatcher::Parts parts = gates.make_parts();
  std::vector<TimePoint> seen;
  parts.catch_up = [&](TimePoint now) { seen.push_back(now); };
  Dispatcher dispatcher(std::move(parts));
  dispatcher.handle(make_request({.target = "/page"}));
  dispatcher.handle(make_request({.target = "/nowhere"}));
  gates.clock.advance(Duration(1));
  dispatcher.handle(make_request({.target = "/page"}));
  EXPECT_EQ(seen, (std::vector{kRunStart, kRunStart + Duration(1)}));
  EXPECT_EQ(gates.served, 2);
}

TEST(WireReasons, HaveNamesAndTexts) {
  for (const Reason* each : kReasons) {
    EXPECT_FALSE(each->name.empty());
    for (const std::string_view text : {each->meaning, each->consequence, each->remedy}) {
      EXPECT_TRUE(text.ends_with('.')) << each->name;
    }
    EXPECT_FALSE(each->fidelity.source.empty()) << each->name;
  }
}

}  // namespace
}  // namespace rehearse::wire
