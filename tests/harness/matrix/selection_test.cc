#include "harness/matrix/selection.h"

#include <gmock/gmock.h>

#include "tests/support/fake_lives.h"

namespace rehearse::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace harness;

std::vector<std::string> errors_of(const SelectionOptions& options) {
  const auto selection = read_selection(options);
  EXPECT_FALSE(selection.ok());
  return selection.ok() ? std::vector<std::string>() : selection.error();
}

TEST(Selection, NamesEveryMistakeAtOnce) {
  EXPECT_THAT(
      errors_of({false, {"rotaton=on", "usage=dayly", "usage=", "client"}, "client=corect", "5/4"}),
      ElementsAre(HasSubstr("did you mean \"rotation\"?"), HasSubstr("did you mean \"daily\"?"),
                  HasSubstr("usage has no value \"\""),
                  HasSubstr("--dimension usage is given twice"),
                  HasSubstr("--dimension takes NAME=VALUE[,VALUE…], not \"client\""),
                  HasSubstr("did you mean \"correct\"?"), HasSubstr("--shard takes I/N")));
}

TEST(Selection, RefusesValuesAndDimensionsGivenTwice) {
  EXPECT_THAT(errors_of({false, {"usage=daily,daily"}, {}, {}}),
              ElementsAre("--dimension: usage=daily is given twice"));
  EXPECT_THAT(errors_of({false, {"usage=daily", "usage=monthly"}, {}, {}}),
              ElementsAre(HasSubstr("--dimension usage is given twice")));
}

TEST(Selection, MustNotBeEmpty) {
  EXPECT_THAT(errors_of({false, {"usage=daily"}, "usage=monthly", {}}),
              ElementsAre("--where keeps no cell of the selection: there is nothing to run"));
}

TEST(Selection, WidensWhatTheStandardMatrixFixes) {
  EXPECT_EQ(selection_of({"jwt=off,on"}).grid.slots(), 2 * 94'080U);
  EXPECT_EQ(selection_of({"jwt=on"}).grid.slots(), 94'080U);
}

TEST(Selection, ShardsHoldEachCellExactlyOnce) {
  const std::string where = "client!=double_refresh";
  const uint32_t all = selection_of({}, where).size();
  EXPECT_EQ(all, 62'720U);
  for (const uint32_t of : {2U, 3U, 7U}) {
    std::vector<uint32_t> held(Grid().slots());
    uint32_t least = all, most = 0;
    for (uint32_t part = 1; part <= of; ++part) {
      const Selection shard = selection_of({}, where, to_text(Shard{part, of}));
      uint32_t size = 0;
      for (uint32_t slot = 0; slot < shard.grid.slots(); ++slot) {
        if (!shard.has(shard.grid.point_at(slot))) continue;
        ++held[slot];
        ++size;
      }
      EXPECT_EQ(size, shard.size());
      least = std::min(least, size);
      most = std::max(most, size);
    }
    EXPECT_EQ(std::count(held.begin(), held.end(), 1U), all);
    EXPECT_EQ(std::count(held.begin(), held.end(), 0U), Grid().slots() - all);
    // About the same work for each machine, although whole blocks fall to it.
    EXPECT_LT(most - least, all / of / 10);
  }
}

TEST(Selection, ShardsPartNoCellsThatAreLivedTogether) {
  const size_t usage = *find_dimension("usage"), client = *find_dimension("client");
  EXPECT_EQ(kLivedTogether, dimensions()[usage].values.size() * dimensions()[client].values.size());
  const Grid grid = Grid::full();
  for (const Shard shard : {Shard{1, 2}, Shard{2, 3}, Shard{5, 7}}) {
    Selection selection;
    selection.shard = shard;
    uint32_t held = 0;
    for (uint32_t slot = 0; slot < grid.slots(); ++slot) {
      const Point point = grid.point_at(slot);
      Point first = point;
      first[usage] = first[client] = 0;
      ASSERT_EQ(selection.has(point), selection.has(first)) << name_of(point);
      if (selection.has(point)) ++held;
    }
    EXPECT_GT(held, 0U);
    EXPECT_LT(held, grid.slots());
  }
}

TEST(Shard, IsReadStrictly) {
  EXPECT_EQ(read_shard("2/3").value(), (Shard{2, 3}));
  EXPECT_EQ(read_shard("1/10000").value(), (Shard{1, 10'000}));
  for (const char* text : {"", "1", "0/3", "4/3", "1/0", "-1/2", "1/2/3", " 1/2", "1/10001", "a/b"})
    EXPECT_THAT(read_shard(text).error(), HasSubstr("--shard takes I/N")) << text;
}

}  // namespace
}  // namespace rehearse::testing
