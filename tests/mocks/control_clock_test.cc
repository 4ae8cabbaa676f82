#include <gmock/gmock.h>

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/control_call.h"
#include "mocks/instance_clock.h"
#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class ControlClock : public ControlTest {};

TEST_F(ControlClock, ReadyOnceItIsThere) {
  const Json answer = ask("GET", "/ready");
  EXPECT_EQ(answer["ready"], true);
}

TEST_F(ControlClock, StandsStillUntilMoved) {
  const Json first = ask("GET", "/clock");
  EXPECT_EQ(first["now"], "2026-05-12T09:00:00Z");
  EXPECT_EQ(first["epoch_ms"], kRunStart.time_since_epoch().count());
  EXPECT_EQ(ask("GET", "/clock"), first);
}

TEST_F(ControlClock, AdvancesAndIsSet) {
  EXPECT_EQ(ask("POST", "/clock", R"({"advance":"31d"})")["now"], "2026-06-12T09:00:00Z");
  EXPECT_EQ(ask("POST", "/clock", R"({"advance":"1ms"})")["now"], "2026-06-12T09:00:00.001Z");
  EXPECT_EQ(ask("POST", "/clock", R"({"set":"2026-05-11T00:00:00Z"})")["now"],
            "2026-05-11T00:00:00Z");
  EXPECT_EQ(ask("GET", "/clock")["now"], "2026-05-11T00:00:00Z");
}

TEST_F(ControlClock, SaysWhatIsWrongWithAMove) {
  EXPECT_EQ(refused("POST", "/clock", R"({"advance":"31"})").code, "bad_value");
  EXPECT_THAT(refused("POST", "/clock", R"({"advance":"31"})").message, HasSubstr("31d"));
  EXPECT_EQ(refused("POST", "/clock", R"({"set":"tomorrow"})").code, "bad_value");
  EXPECT_EQ(refused("POST", "/clock", R"({"advance":31})").code, "wrong_type");
  EXPECT_EQ(refused("POST", "/clock", "").code, "missing_member");
  EXPECT_EQ(refused("POST", "/clock", R"({"advance":"1d","set":"2026-05-11"})").code,
            "missing_member");
  EXPECT_THAT(refused("POST", "/clock", R"({"advnce":"1d"})").message,
              HasSubstr("did you mean \"advance\"?"));
  EXPECT_EQ(ask("GET", "/clock")["now"], "2026-05-12T09:00:00Z");
}

TEST_F(ControlClock, VirtualTimeStaysInFourDigitYears) {
  EXPECT_EQ(ask("POST", "/clock", R"({"set":"9999-12-31T00:00:00Z"})")["now"],
            "9999-12-31T00:00:00Z");
  EXPECT_EQ(refused("POST", "/clock", R"({"advance":"1ms"})").code, "bad_value");
  EXPECT_EQ(refused("POST", "/clock", R"({"set":"1969-12-31T23:59:59Z"})").code, "bad_value");
  EXPECT_EQ(ask("POST", "/clock", R"({"set":"1970-01-01"})")["epoch_ms"], 0);
}

TEST_F(ControlClock, TickingClockFollowsRealTimeOnTop) {
  InstanceClock standing(kRunStart, false), ticking(kRunStart, true);
  EXPECT_EQ(standing.now(), kRunStart);
  EXPECT_GE(ticking.now(), kRunStart);
  ticking.set(kRunStart + std::chrono::hours(1));
  EXPECT_GE(ticking.now(), kRunStart + std::chrono::hours(1));
  EXPECT_LT(ticking.now(), kRunStart + std::chrono::hours(2));
}

class ControlFacade : public ControlTest {};

TEST_F(ControlFacade, UnknownPathNamesTheNearest) {
  const Refused answer = refused("GET", "/clok");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.code, "unknown_path");
  EXPECT_THAT(answer.message, AllOf(HasSubstr("/clok"), HasSubstr("did you mean \"/clock\"?")));
}

TEST_F(ControlFacade, WrongMethodNamesTheRightOnes) {
  const ControlAnswer answer = instance_.control().call("DELETE", "/clock", "");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.allow, "GET, POST");
  EXPECT_THAT(answer.json, AllOf(HasSubstr("method_not_allowed"), HasSubstr("GET, POST")));
}

TEST_F(ControlFacade, BrokenJsonIsPlaced) {
  const Refused answer = refused("POST", "/clock", "{\n \"advance\": }");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.code, "bad_json");
  EXPECT_THAT(answer.message, AllOf(HasSubstr("POST /clock"), HasSubstr("line 2")));
}

TEST_F(ControlFacade, BodyMustBeAnObject) {
  EXPECT_EQ(refused("POST", "/clock", "[]").code, "wrong_type");
  EXPECT_EQ(refused("PATCH", "/dials", "3").code, "wrong_type");
  EXPECT_EQ(refused("PUT", "/network", "\"x\"").code, "wrong_type");
}

TEST_F(ControlFacade, CallsWithoutMembersTakeNone) {
  const std::vector<std::pair<std::string_view, std::string_view>> calls{
      {"GET", "/ready"}, {"GET", "/clock"},      {"POST", "/reset"},  {"GET", "/mailbox"},
      {"GET", "/apps"},  {"DELETE", "/journal"}, {"GET", "/faults"},  {"DELETE", "/faults"},
      {"GET", "/dials"}, {"GET", "/network"},    {"GET", "/workato"}, {"GET", "/lineage"},
      {"GET", "/"}};
  for (const auto& [method, path] : calls) {
    const Refused answer = refused(method, path, R"({"x":1})");
    EXPECT_EQ(answer.code, "unknown_member") << method << ' ' << path;
    EXPECT_THAT(answer.message, HasSubstr("takes none")) << method << ' ' << path;
    ask(method, path);
  }
}

TEST_F(ControlFacade, PathsAreDecodedOnceAndTakeNoQuery) {
  EXPECT_EQ(ask("GET", "/users/admin%40rehearsal.test")["username"], "admin@rehearsal.test");
  EXPECT_EQ(refused("GET", "/users/admin%2540rehearsal.test").code, "not_found");
  EXPECT_EQ(refused("GET", "/users/%zz").code, "bad_path");
  EXPECT_EQ(refused("GET", "/users/%00").code, "bad_path");
  EXPECT_EQ(refused("GET", "/clock?x=1").code, "bad_path");
  EXPECT_EQ(refused("GET", "/users/").code, "unknown_path");
  EXPECT_EQ(refused("GET", "/clock/").code, "unknown_path");
}

TEST_F(ControlFacade, ListsItsCalls) {
  const Json calls = ask("GET", "/");
  EXPECT_EQ(calls.size(), control_table().size());
}

TEST_F(ControlFacade, EveryCallIsInTheTableOnce) {
  std::set<std::string> seen;
  for (const ControlRoute& route : control_table()) {
    EXPECT_TRUE(seen.insert(std::string(route.method) + " " + std::string(route.path)).second)
        << route.method << ' ' << route.path;
    EXPECT_NE(route.run, nullptr);
    EXPECT_TRUE(route.meaning.ends_with('.')) << route.meaning;
  }
}

}  // namespace
}  // namespace rehearse::testing
