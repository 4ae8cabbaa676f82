#include "mocks/oauth/dials.h"

#include <gtest/gtest.h>

#include <set>

namespace rehearse::oauth {
namespace {

TEST(Dials, TheTableFollowsTheEnumAndStartsAtItsDefaults) {
  const Dials dials;
  std::set<std::string_view> names;
  for (size_t index = 0; index < kDialCount; ++index) {
    const DialInfo& info = dial_table()[index];
    EXPECT_EQ(size_t(info.dial), index) << info.name;
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(dials.text(info.dial), info.standard) << info.name;
    EXPECT_FALSE(info.meaning.empty()) << info.name;
    EXPECT_FALSE(info.fidelity.source.empty()) << info.name;
  }
}

TEST(Dials, EveryChoiceCanBeSetAndReadBack) {
  Dials dials;
  for (const DialInfo& info : dial_table()) {
    for (const std::string_view choice : info.choices) {
      if (choice.empty()) continue;
      ASSERT_TRUE(dials.set(info.name, choice).ok()) << info.name;
      EXPECT_TRUE(dials.is(info.dial, choice)) << info.name;
      EXPECT_EQ(dials.text(info.dial), choice);
    }
  }
}

TEST(Dials, NumbersAndDurationsKeepToTheirRange) {
  Dials dials;
  EXPECT_FALSE(dials.set("approvals.kept", "0").ok());
  EXPECT_TRUE(dials.set("approvals.kept", "1").ok());
  EXPECT_TRUE(dials.set("approvals.kept", "100").ok());
  EXPECT_FALSE(dials.set("approvals.kept", "101").ok());
  EXPECT_FALSE(dials.set("approvals.kept", "5x").ok());
  EXPECT_EQ(dials.number(Dial::approvals_kept), 100);
  EXPECT_TRUE(dials.set("code.lifetime", "901s").ok());
  EXPECT_EQ(dials.duration(Dial::code_lifetime), std::chrono::seconds(901));
  EXPECT_FALSE(dials.set("code.lifetime", "0s").ok());
  EXPECT_FALSE(dials.set("code.lifetime", "15").ok());
}

TEST(Dials, ErrorsNameTheDialTheValueAndWhatIsAllowed) {
  Dials dials;
  EXPECT_EQ(dials.set("rtr.replay", "maybe").error(),
            "the dial rtr.replay cannot be \"maybe\"; it takes one of cascade, reject_only");
  EXPECT_NE(dials.set("rtr.repaly", "cascade").error().find("did you mean rtr.replay?"),
            std::string::npos);
}

TEST(Dials, ACopyIsIndependent) {
  Dials first;
  Dials second = first;
  ASSERT_TRUE(second.set("rtr.replay", "reject_only").ok());
  EXPECT_TRUE(first.is(Dial::rtr_replay, "cascade"));
}

}  // namespace
}  // namespace rehearse::oauth
