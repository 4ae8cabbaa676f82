#include "mocks/sight.h"

#include <gmock/gmock.h>

#include "mocks/ledger.h"
#include "mocks/salesforce/org/login_history.h"

namespace rehearse {
namespace {

using ::testing::HasSubstr;

TEST(Sight, ThereIsOneForEveryReason) {
  for (const Reason* reason : all_reasons()) {
    const Sight sight = sight_of(*reason);
    EXPECT_TRUE(sight.workato.ends_with(".")) << reason->name;
    EXPECT_TRUE(sight.salesforce.ends_with(".")) << reason->name;
  }
}

TEST(Sight, NamesTheStatusThatTheLoginHistoryShows) {
  size_t checked = 0;
  for (const Reason* reason : all_reasons()) {
    const std::string_view status = salesforce::login_status(reason);
    if (status == "Failed") continue;
    ++checked;
    EXPECT_TRUE(has_own_sight(*reason)) << reason->name;
    EXPECT_THAT(std::string(sight_of(*reason).salesforce), HasSubstr(std::string(status)))
        << reason->name;
  }
  EXPECT_GT(checked, 30U);
}

TEST(Sight, IsTheFamilysWhereThereIsNoOwn) {
  const Reason* family = find_reason("redirect_uri_missing");
  ASSERT_NE(family, nullptr);
  EXPECT_FALSE(has_own_sight(*family));
  EXPECT_EQ(sight_of(*family).workato,
            sight_of(*find_reason("redirect_uri_not_registered")).workato);
  EXPECT_TRUE(has_own_sight(*find_reason("refresh_idle_limit")));
}

}  // namespace
}  // namespace rehearse
