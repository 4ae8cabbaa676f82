#include "mocks/wire/faults.h"

#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/mocks/wire/gate_fixture.h"

namespace rehearse::wire {
namespace {

Json fault(const std::string& text) { return parse_json(text).value(); }

std::string error_of(Gates& gates, const std::string& text) {
  const auto planned = gates.faults.plan(fault(text));
  return planned.ok() ? "no error" : planned.error();
}

void plan(Gates& gates, const std::string& text) {
  const auto planned = gates.faults.plan(fault(text));
  ASSERT_TRUE(planned.ok()) << planned.error();
}

int fired(Gates& gates, size_t index = 0) {
  return gates.faults.list().at(index)["fired"].get<int>();
}

TEST(Fault, DoesNothingAsItStartsOut) {
  const Fault nothing;
  EXPECT_EQ(nothing.action, Fault::Action::none);
  Gates gates;
  const Delivery delivery = gates.post({});
  EXPECT_EQ(delivery.how, Delivery::How::whole);
  EXPECT_FALSE(delivery.close_after);
  EXPECT_FALSE(delivery.pause);
  EXPECT_EQ(gates.committed, 1);
}

TEST(FaultBook, ListsWhatWasPlanned) {
  Gates gates;
  plan(gates, R"({"route":"token","match":{"grant_type":"refresh_token"},"ordinal":2,"times":3,
                  "at":"committed","action":"drop"})");
  EXPECT_EQ(
      dump_json(gates.faults.list()),
      R"([{"id":1,"route":"token","match":{"grant_type":"refresh_token"},"ordinal":2,"times":3,)"
      R"("at":"committed","action":"drop","seen":0,"fired":0}])");
  EXPECT_EQ(gates.faults.unfired(), 1U);
  gates.faults.clear();
  EXPECT_EQ(gates.faults.list(), Json::array());
  EXPECT_EQ(gates.faults.unfired(), 0U);
}

TEST(FaultBook, TheRouteStarIsWhicheverRequestComes) {
  Gates gates;
  plan(gates, R"({"route":"*","ordinal":2,"at":"before","action":"status","value":503})");
  EXPECT_NE(gates.post({}).response.status, 503);
  EXPECT_EQ(gates.post({}).response.status, 503);
  EXPECT_NE(gates.post({}).response.status, 503);
  EXPECT_EQ(fired(gates), 1);
}

TEST(FaultBook, PlansAllOfAListOrNone) {
  Gates gates;
  const char* second = R"({"route":"token","at":"before","action":"status","value":503})";
  EXPECT_FALSE(gates.faults.plan(fault(std::string("[") + second + R"(,{"route":"token"}])")).ok());
  EXPECT_EQ(gates.faults.list().size(), 0U);
  EXPECT_TRUE(gates.faults.plan(fault(std::string("[") + second + "," + second + "]")).ok());
  EXPECT_EQ(gates.faults.list().size(), 2U);
}

TEST(FaultBook, FiresByOrdinalAndTimesAmongMatchingRequests) {
  Gates gates;
  plan(gates, R"({"route":"token","match":{"client_id":"a"},"ordinal":2,"times":2,
                  "at":"before","action":"status","value":503})");
  std::vector<int> statuses;
  for (const char* client : {"a", "b", "a", "b", "a", "a"})
    statuses.push_back(gates.post({{"client_id", client}}).response.status);
  EXPECT_EQ(statuses, (std::vector<int>{200, 200, 503, 200, 503, 200}));
  EXPECT_EQ(fired(gates), 2);
  EXPECT_EQ(gates.faults.list()[0]["seen"], 4);
  EXPECT_EQ(gates.faults.unfired(), 0U);
}

TEST(FaultBook, MatchesQueryFormAndPathParametersOnTheRightSideOnly) {
  Gates gates;
  plan(gates,
       R"({"route":"thing","match":{"id":"42"},"at":"before","action":"status","value":500})");
  plan(gates, R"({"route":"page","match":{"x":"1"},"side":"salesforce","at":"before",
                  "action":"status","value":501})");
  EXPECT_EQ(gates.get("/things/41").response.status, 200);
  EXPECT_EQ(gates.get("/things/42").response.status, 500);
  EXPECT_EQ(gates.get("/page?x=2").response.status, 200);
  EXPECT_EQ(gates.get("/page?x=1").response.status, 501);
  EXPECT_TRUE(gates.faults.arm("workato", "page", make_request({.target = "/page?x=1"}), {})
                  .faults.empty());
}

struct Effect {
  const char* at = "";
  const char* action = "";
  Delivery::How how = Delivery::How::whole;
  int status = 200;
  int committed = 1;
  size_t bytes = 0;
  bool close_after = false;
};

TEST(FaultBook, StrikesAtEveryPointAsTheActionSays) {
  using How = Delivery::How;
  const std::string drop = R"("drop")", cut = R"("truncate","value":3)",
                    status = R"("status","value":503)";
  const Effect effects[] = {
      {"before", drop.c_str(), How::drop, 0, 0, 0, false},
      {"before", cut.c_str(), How::drop, 0, 0, 0, false},
      {"before", status.c_str(), How::whole, 503, 0, 0, false},
      {"validated", drop.c_str(), How::drop, 0, 0, 0, false},
      {"validated", cut.c_str(), How::drop, 0, 0, 0, false},
      {"validated", status.c_str(), How::whole, 503, 0, 0, false},
      {"committed", drop.c_str(), How::drop, 200, 1, 0, false},
      {"committed", cut.c_str(), How::truncate, 200, 1, 3, false},
      {"committed", status.c_str(), How::whole, 503, 1, 0, false},
      {"mid_body", drop.c_str(), How::truncate, 200, 1, 11, false},
      {"mid_body", cut.c_str(), How::truncate, 200, 1, 3, false},
      {"sent", drop.c_str(), How::whole, 200, 1, 0, true},
      {"sent", cut.c_str(), How::whole, 200, 1, 0, true},
  };
  for (const Effect& effect : effects) {
    Gates gates;
    plan(gates, std::string(R"({"route":"token","at":")") + effect.at + R"(","action":)" +
                    effect.action + "}");
    const Delivery delivery = gates.post({});
    const std::string which = std::string(effect.at) + " " + effect.action;
    EXPECT_EQ(delivery.how, effect.how) << which;
    EXPECT_EQ(delivery.response.status, effect.status) << which;
    EXPECT_EQ(gates.committed, effect.committed) << which;
    EXPECT_EQ(delivery.close_after, effect.close_after) << which;
    EXPECT_EQ(effect.how == How::truncate ? delivery.bytes : 0, effect.bytes) << which;
    EXPECT_EQ(fired(gates), 1) << which;
    EXPECT_TRUE(gates.entry()["fault"].get<std::string>().ends_with(effect.at)) << which;
    EXPECT_EQ(gates.post({}).response.status, 200) << which << ": once is enough";
  }
}

TEST(FaultBook, ChangesTheAnswerAsTold) {
  struct Case {
    const char *at, *value;
    int status = 200, committed = 1;
    const char* body = "";
  };
  const Case cases[] = {
      {"before", R"({"status":302,"headers":{"Location":"/x"},"body":"<p>"})", 302, 0, "<p>"},
      {"validated", R"({"body":"none of it"})", 200, 0, "none of it"},
      {"committed", R"({"body":"other"})", 200, 1, "other"},
      {"committed", R"({"members":{"more":1}})", 200, 1, R"({"answer":"0123456789","more":1})"},
      {"committed", R"({"members":{"answer":null}})", 200, 1, "{}"},
      {"before", R"({"members":{"made":"up"}})", 200, 0, R"({"made":"up"})"},
      {"committed", R"({"status":500})", 500, 1, R"({"answer":"0123456789"})"},
  };
  for (const Case& one : cases) {
    Gates gates;
    plan(gates, std::string(R"({"route":"token","at":")") + one.at +
                    R"(","action":"answer","value":)" + one.value + "}");
    const Delivery delivery = gates.post({});
    EXPECT_EQ(delivery.how, Delivery::How::whole) << one.value;
    EXPECT_EQ(delivery.response.status, one.status) << one.value;
    EXPECT_EQ(delivery.response.body, one.body) << one.value;
    EXPECT_EQ(gates.committed, one.committed) << one.value;
  }
}

TEST(FaultBook, SetsAndRemovesHeadersOfTheAnswer) {
  Gates gates;
  plan(gates, R"({"route":"token","at":"committed","action":"answer",
                  "value":{"headers":{"Retry-After":"7","content-type":null}}})");
  const Delivery delivery = gates.post({});
  EXPECT_EQ(header_of(delivery.response.headers, "Retry-After"), "7");
  EXPECT_FALSE(header_of(delivery.response.headers, "Content-Type"));
  EXPECT_EQ(gates.faults.list()[0]["value"]["headers"]["Retry-After"], "7");
}

TEST(FaultBook, DelaysAtEveryPointAndThenGoesOn) {
  for (const char* at : {"before", "validated", "committed", "mid_body", "sent"}) {
    Gates gates;
    plan(gates, std::string(R"({"route":"token","action":"delay","value":1,"at":")") + at + "\"}");
    const Delivery delivery = gates.post({});
    EXPECT_EQ(delivery.response.status, 200) << at;
    EXPECT_EQ(gates.committed, 1) << at;
    EXPECT_EQ(fired(gates), 1) << at;
    const bool later = std::string(at) == "mid_body" || std::string(at) == "sent";
    ASSERT_EQ(bool(delivery.pause), later) << at;
    if (later) delivery.pause();
  }
}

TEST(FaultBook, IsNotFiredWhereTheRequestIsRefusedBefore) {
  Gates gates;
  plan(gates, R"({"route":"token","at":"validated","action":"drop"})");
  EXPECT_EQ(gates.post({{"grant_type", "refused"}}).response.status, 400);
  EXPECT_EQ(fired(gates), 0);
  EXPECT_EQ(gates.faults.unfired(), 1U);
}

TEST(FaultBook, HoldsARequestUntilTheNextIsAnswered) {
  for (const char* at : {"before", "committed"}) {
    Gates gates;
    plan(gates, std::string(R"({"route":"token","action":"delay","value":"until_next","at":")") +
                    at + "\"}");
    auto first = std::async(std::launch::async, [&] { return gates.post({}).response.status; });
    // The second may even overtake the first: then the second is the one that is held.
    EXPECT_EQ(gates.post({}).response.status, 200);
    EXPECT_EQ(first.get(), 200);
    EXPECT_EQ(gates.committed, 2);
    EXPECT_EQ(fired(gates), 1);
  }
}

TEST(FaultBook, IsNotReleasedByAnotherRoute) {
  Gates gates;
  plan(gates, R"({"route":"token","action":"delay","value":"until_next","at":"before"})");
  auto held = std::async(std::launch::async, [&] { return gates.post({}).response.status; });
  gates.get("/page");
  EXPECT_EQ(held.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  gates.faults.interrupt();
  EXPECT_EQ(held.get(), 200);
}

TEST(FaultBook, ClearingLetsGoWhoeverIsHeldUp) {
  for (const char* value : {"30000", "\"until_next\""}) {
    Gates gates;
    plan(gates,
         std::string(R"({"route":"token","action":"delay","at":"before","value":)") + value + "}");
    auto held = std::async(std::launch::async, [&] { return gates.post({}).response.status; });
    while (fired(gates) == 0) std::this_thread::yield();
    gates.faults.clear();
    EXPECT_EQ(held.wait_for(std::chrono::seconds(20)), std::future_status::ready) << value;
    EXPECT_EQ(held.get(), 200) << value;
  }
}

TEST(FaultBook, InterruptsDelaysAndLetsThemBeginAgain) {
  Gates gates;
  plan(gates, R"({"route":"token","times":2,"action":"delay","value":30000,"at":"before"})");
  auto held = std::async(std::launch::async, [&] { return gates.post({}).response.status; });
  gates.faults.interrupt();
  EXPECT_EQ(held.get(), 200);
  EXPECT_EQ(gates.post({}).response.status, 200) << "none begins while the server stops";
  gates.faults.resume();
  plan(gates, R"({"route":"page","action":"delay","value":20,"at":"before"})");
  const auto start = std::chrono::steady_clock::now();
  gates.get("/page");
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(20));
}

TEST(FaultBook, NamesTheMemberTheValueAndTheNearestName) {
  Gates gates;
  const std::pair<const char*, const char*> cases[] = {
      {R"({"route":"tokne","at":"before","action":"drop"})",
       R"("route" is unknown: "tokne"; did you mean "token"?)"},
      {R"({"at":"before","action":"drop"})", R"("route" is missing)"},
      {R"({"route":"token","side":"saleforce","at":"before","action":"drop"})",
       R"("side" is unknown: "saleforce"; known: salesforce)"},
      {R"({"route":"token","at":"commited","action":"drop"})",
       R"("at" is unknown: "commited"; did you mean "committed"?)"},
      {R"({"route":"token","action":"drop"})", R"("at" is missing)"},
      {R"({"route":"token","at":"before","action":"explode"})",
       R"("action" is unknown: "explode")"},
      {R"({"route":"token","at":"before"})", R"("action" is missing)"},
      {R"({"route":"token","at":"before","action":"drop","ordnal":1})",
       R"(unknown member "ordnal"; did you mean "ordinal"?)"},
      {R"({"route":7,"at":"before","action":"drop"})", R"("route" must be a string)"},
      {R"({"route":"token","match":[],"at":"before","action":"drop"})",
       R"("match" must be an object)"},
      {R"({"route":"token","match":{"a":1},"at":"before","action":"drop"})",
       R"("match.a" must be a string, not 1)"},
      {R"({"route":"token","ordinal":0,"at":"before","action":"drop"})",
       R"("ordinal" must be a whole number from 1, not 0)"},
      {R"({"route":"token","times":1.5,"at":"before","action":"drop"})", R"("times" must be)"},
      {R"({"route":"token","at":"before","action":"drop","value":1})", R"("value" has no meaning)"},
      {R"({"route":"token","at":"before","action":"delay"})", R"("value" of a delay must be)"},
      {R"({"route":"token","at":"before","action":"delay","value":30001})", "from 0 to 30000"},
      {R"({"route":"token","at":"before","action":"delay","value":"until_nxt"})", "until_next"},
      {R"({"route":"token","at":"mid_body","action":"truncate","value":-1})", "body bytes from 0"},
      {R"({"route":"token","at":"before","action":"status"})", "from 200 to 598, not nothing"},
      {R"({"route":"token","at":"before","action":"status","value":599})", "not 599"},
      {R"({"route":"token","at":"before","action":"status","value":199})", "not 199"},
      {R"({"route":"token","at":"mid_body","action":"status","value":500})", "has been sent"},
      {R"({"route":"token","at":"sent","action":"status","value":500})", "has been sent"},
      {R"({"route":"token","at":"sent","action":"answer","value":{"status":500}})",
       R"(can't be "answer" at "sent")"},
      {R"({"route":"token","at":"before","action":"answer"})", "some of status, headers, body"},
      {R"({"route":"token","at":"before","action":"answer","value":{}})", "must be an object with"},
      {R"({"route":"token","at":"before","action":"answer","value":{"boddy":""}})",
       R"(not "boddy")"},
      {R"({"route":"token","at":"before","action":"answer","value":{"status":599}})", "not 599"},
      {R"({"route":"token","at":"before","action":"answer","value":{"body":{}}})",
       R"("value.body" must be a string)"},
      {R"({"route":"token","at":"before","action":"answer","value":{"members":[]}})",
       R"("value.members" must be an object)"},
      {R"({"route":"token","at":"before","action":"answer","value":{"body":"","members":{}}})",
       "either a body or members"},
      {R"({"route":"token","at":"before","action":"answer","value":{"headers":"x"}})",
       R"("value.headers" must be an object)"},
      {R"({"route":"token","at":"before","action":"answer","value":{"headers":{"A":"b\r\nC: d"}}})",
       R"(can't have "A")"},
      {R"({"route":"token","at":"validated","action":"delay","value":"until_next"})",
       "no other request"},
      {R"({"route":"page","at":"validated","action":"drop"})",
       R"("at" can't be "validated" on "page")"},
      {R"(["x"])", "must be a JSON object"},
  };
  for (const auto& [text, expected] : cases) {
    const std::string error = error_of(gates, text);
    EXPECT_NE(error.find(expected), std::string::npos) << text << "\n" << error;
  }
  EXPECT_EQ(gates.faults.list().size(), 0U);
}

TEST(FaultBook, TakesValuesUpToTheirLimits) {
  Gates gates;
  plan(gates, R"({"route":"page","at":"before","action":"delay","value":30000})");
  plan(gates, R"({"route":"page","at":"before","action":"delay","value":0})");
  plan(gates, R"({"route":"page","at":"before","action":"status","value":598})");
  plan(gates, R"({"route":"page","at":"before","action":"status","value":200})");
  plan(gates, R"({"route":"page","at":"mid_body","action":"truncate","value":0})");
  plan(gates, R"({"route":"page","at":"mid_body","action":"truncate"})");
  EXPECT_EQ(gates.faults.list().size(), 6U);
}

}  // namespace
}  // namespace rehearse::wire
