#include "harness/matrix/cells.h"

#include <gmock/gmock.h>

#include "harness/matrix/selection.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;

TEST(Cells, EveryNumberComesBack) {
  for (uint32_t number = 0; number < kAllCells; number += 97) {
    const Point point = point_of(number);
    ASSERT_EQ(number_of(point), number);
    ASSERT_EQ(point_of(plan_of(point)), point);
  }
  EXPECT_EQ(number_of(point_of(kAllCells - 1)), kAllCells - 1);
}

TEST(Cells, NumbersStayWhatTheyAre) {
  // People keep these numbers; a change of the table's order would move them.
  EXPECT_EQ(number_of(standard_point()), 235'203U);
  EXPECT_EQ(name_of(point_of(0)),
            "pkce_required=on,client_pkce=none,rotation=on,idle_limit=on,"
            "refresh_policy=until_revoked,allowlist=off,secret_for_web_server=on,"
            "secret_for_refresh=on,jwt=off,scopes=standard,org_mode=legacy,"
            "usage=every_15_minutes,client=correct");
}

TEST(Cells, ThatDifferInUsageAndClientAreNeighbours) {
  for (const uint32_t number : {0U, 4200U, kAllCells - 1}) {
    Point point = point_of(number);
    point[*find_dimension("usage")] = 0;
    point[*find_dimension("client")] = 0;
    EXPECT_EQ(number_of(point), number / kLivedTogether * kLivedTogether);
    point[*find_dimension("usage")] = 6;
    point[*find_dimension("client")] = 2;
    EXPECT_EQ(number_of(point), number / kLivedTogether * kLivedTogether + kLivedTogether - 1);
  }
}

TEST(Cells, AreReadByNumberAndByName) {
  for (const uint32_t number : {0U, 4711U, kAllCells - 1}) {
    EXPECT_EQ(read_cell(std::to_string(number)).value(), point_of(number));
    EXPECT_EQ(read_cell(name_of(point_of(number))).value(), point_of(number));
  }
}

TEST(Cells, HaveTheGuidesValueWhereNoneIsGiven) {
  Point expected = standard_point();
  expected[*find_dimension("usage")] = 2;
  expected[*find_dimension("rotation")] = 1;
  EXPECT_EQ(read_cell("usage=monthly, rotation=off").value(), expected);
}

TEST(Cells, OfWrongNamesAreRefused) {
  const std::pair<const char*, const char*> mistakes[] = {
      {"1505280", "they go from 0 to 1505279"},
      {"-1", "is not the number of a cell"},
      {"12x", "is not the number of a cell"},
      {"", "is not the number of a cell"},
      {"usage=daily,rotation", "\"rotation\" has no ="},
      {"usag=daily", "did you mean \"usage\"?"},
      {"usage=dayly", "did you mean \"daily\"?"},
      {"usage=daily,usage=daily", "usage is given twice"}};
  for (const auto& [text, message] : mistakes) {
    const auto cell = read_cell(text);
    ASSERT_FALSE(cell.ok()) << text;
    EXPECT_THAT(cell.error(), HasSubstr(message));
  }
}

TEST(Cells, OfAGridAreCountedLikeTheirNumbers) {
  Grid grid;
  ASSERT_TRUE(grid.choose("usage=monthly,daily").ok());
  ASSERT_TRUE(grid.choose("jwt=on").ok());
  uint32_t before = 0;
  for (uint32_t slot = 0; slot < grid.slots(); ++slot) {
    const Point point = grid.point_at(slot);
    ASSERT_EQ(grid.slot_of(point), slot);
    ASSERT_TRUE(slot == 0 || number_of(point) > before);
    before = number_of(point);
  }
  EXPECT_EQ(grid.slots(), 94'080U * 2 / 7);
  EXPECT_EQ(grid.slot_of(standard_point()), std::nullopt);
}

}  // namespace
}  // namespace rehearse::harness
