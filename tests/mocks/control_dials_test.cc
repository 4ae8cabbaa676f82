#include <gmock/gmock.h>

#include "mocks/oauth/dials.h"
#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

class ControlDials : public ControlTest {};

TEST_F(ControlDials, ShowsEveryDialWithItsStandard) {
  const Json dials = ask("GET", "/dials");
  EXPECT_EQ(dials.size(), oauth::kDialCount);
  for (const oauth::DialInfo& info : oauth::dial_table()) {
    EXPECT_EQ(dials[std::string(info.name)], info.standard) << info.name;
  }
}

TEST_F(ControlDials, TurnsTheDialsOfThisInstance) {
  const Json turned = ask("PATCH", "/dials", R"({"rtr.replay":"reject_only","approvals.kept":4})");
  EXPECT_EQ(turned["rtr.replay"], "reject_only");
  EXPECT_EQ(turned["approvals.kept"], "4");
  EXPECT_TRUE(instance_.world()->dials.is(oauth::Dial::rtr_replay, "reject_only"));
  EXPECT_EQ(ask("GET", "/dials"), turned);
}

TEST_F(ControlDials, TurnsAllOrNothing) {
  const Refused answer =
      refused("PATCH", "/dials", R"({"rtr.replay":"reject_only","approvals.kept":"many"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.code, "bad_value");
  EXPECT_TRUE(instance_.world()->dials.is(oauth::Dial::rtr_replay, "cascade"));
}

TEST_F(ControlDials, NamesTheNearestDial) {
  const Refused answer = refused("PATCH", "/dials", R"({"rtr.repaly":"reject_only"})");
  EXPECT_EQ(answer.code, "bad_value");
  EXPECT_THAT(answer.message, HasSubstr("rtr.replay"));
  EXPECT_EQ(refused("PATCH", "/dials", R"({"rtr.replay":["x"]})").code, "bad_value");
}

class ControlNetwork : public ControlTest {};

TEST_F(ControlNetwork, ReplacesTheWholeMapAndCountsPeersAsItSays) {
  ask("PUT", "/network", R"({"127.0.0.1":"52.5.142.59","127.0.0.9":"2001:DB8::1"})");
  EXPECT_EQ(instance_.world()->network.resolve("127.0.0.1"), "52.5.142.59");
  EXPECT_EQ(instance_.world()->network.resolve("127.0.0.9"), "2001:db8::1");
  const Json shown = ask("PUT", "/network", R"({"127.0.0.2":"10.0.0.1"})");
  EXPECT_EQ(shown.size(), 1U);
  EXPECT_EQ(ask("GET", "/network"), shown);
  EXPECT_EQ(instance_.world()->network.resolve("127.0.0.1"), "127.0.0.1");
}

// The engine's own addresses are not the user's to replace by leaving them out.
TEST_F(ControlNetwork, EngineKeepsItsEgressAddresses) {
  ask("PUT", "/network", "{}");
  EXPECT_EQ(instance_.world()->network.resolve("127.77.0.1"), "52.5.142.59");
  EXPECT_EQ(instance_.world()->network.resolve("127.77.0.3"), "52.54.43.157");
}

TEST_F(ControlNetwork, BrokenAddressChangesNothing) {
  ask("PUT", "/network", R"({"127.0.0.2":"10.0.0.1"})");
  const Refused answer = refused("PUT", "/network", R"({"127.0.0.1":"52.5.142"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.code, "bad_value");
  EXPECT_THAT(answer.message, HasSubstr("52.5.142"));
  EXPECT_EQ(refused("PUT", "/network", R"({"127.0.0.1":7})").code, "wrong_type");
  EXPECT_EQ(ask("GET", "/network").dump(), R"({"127.0.0.2":"10.0.0.1"})");
}

}  // namespace
}  // namespace rehearse::testing
