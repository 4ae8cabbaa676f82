#include "harness/driver/script.h"

#include <gtest/gtest.h>

#include "tests/support/mock_harness.h"

namespace rehearse::harness {
namespace {

using ::testing::_;
using ::testing::NiceMock;
using ::testing::Return;

TEST(Script, StopsAtTheFirstImpossibleAct) {
  NiceMock<MockPageSession> session;
  EXPECT_CALL(session, fill(_, _)).WillOnce(Return(PageProblem{"no such field", {}}));
  EXPECT_CALL(session, click(_)).Times(0);
  const ActResult ended = Script(session).fill("Name", "x").click("Save").end();
  ASSERT_TRUE(ended.ok());
  EXPECT_FALSE(ended.value().ok);
  EXPECT_EQ(ended.value().said, "no such field");
}

TEST(Script, PassesTroubleOn) {
  NiceMock<MockPageSession> session;
  EXPECT_CALL(session, click(_))
      .WillOnce(Return(PageProblem{"gone", Trouble{Trouble::Kind::timeout, "gone", "", true}}));
  const ActResult ended = Script(session).click("Save").end();
  ASSERT_FALSE(ended.ok());
  EXPECT_EQ(ended.error().kind, Trouble::Kind::timeout);
}

TEST(Script, IsRefusedByWhatThePageShowsAndSaysItOnce) {
  NiceMock<MockPageSession> session;
  ON_CALL(session, click(_)).WillByDefault(Return(Done{}));
  ON_CALL(session, alerts())
      .WillByDefault(Return(std::vector<std::string>{"Name is taken.", "Name is taken."}));
  const ActResult ended = Script(session).click("Save").end();
  ASSERT_TRUE(ended.ok());
  EXPECT_FALSE(ended.value().ok);
  EXPECT_EQ(ended.value().said, "Name is taken.");
}

TEST(Script, ReadsAValueAtItsEnd) {
  NiceMock<MockPageSession> session;
  ON_CALL(session, click(_)).WillByDefault(Return(Done{}));
  ON_CALL(session, read(_)).WillByDefault(Return(std::string("3MVG9")));
  const ActResult ended = Script(session).click("Verify").end_reading("Consumer Key");
  ASSERT_TRUE(ended.ok());
  EXPECT_TRUE(ended.value().ok);
  EXPECT_EQ(ended.value().value, "3MVG9");
}

}  // namespace
}  // namespace rehearse::harness
