#include "harness/matrix/summary.h"

#include <gmock/gmock.h>

#include "harness/matrix/wrap.h"
#include "mocks/core/text.h"
#include "tests/support/fake_lives.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace harness;
using simulation::LifePlan;
using simulation::LifeReport;

const Summary::Group* find_group(const Summary& summary, Fate fate) {
  for (const Summary::Group& group : summary.groups) {
    if (group.fate == fate) return &group;
  }
  return nullptr;
}

TEST(Summary, CountsEveryCellOnce) {
  const Matrix matrix = lived(selection_of({}));
  const Summary summary = summarise(matrix, fake_life);
  EXPECT_EQ(summary.cells, 94'080U);
  EXPECT_EQ(summary.by_fate[0] + summary.by_fate[1] + summary.by_fate[2] + summary.by_fate[3],
            94'080U);
  EXPECT_EQ(summary.by_fate[size_t(Fate::never_connects)], 94'080U / 4);
  uint32_t grouped_cells = 0;
  for (const Summary::Group& group : summary.groups) grouped_cells += uint32_t(group.slots.size());
  EXPECT_EQ(grouped_cells, summary.cells - summary.by_fate[size_t(Fate::works)]);
}

TEST(Summary, TellsWhichValuesDecideAlone) {
  const Matrix matrix = lived(selection_of({"scopes=standard"}));
  const Summary summary = summarise(matrix, fake_life);
  ASSERT_FALSE(summary.dimensions.empty());
  EXPECT_EQ(dimensions()[summary.dimensions.front().dimension].name, "client_pkce");
  const std::string text = to_text(summary, matrix, 100);
  EXPECT_THAT(text, HasSubstr("wrong                  0 %  decides alone: never connects"));
  EXPECT_THAT(text, HasSubstr("two_of_three           0 %  decides alone: never works"));
  EXPECT_THAT(
      text,
      HasSubstr("  no difference to it    pkce_required, idle_limit, refresh_policy, usage\n"));
  EXPECT_THAT(text, Not(HasSubstr("scopes ")));
}

TEST(Summary, KeepsLossesOfDifferentTimesApart) {
  // Losses on day 2 to 8: the first days are one group, the rest of the month another.
  const Summary summary = summarise(lived(selection_of({"client_pkce=s256"})), fake_life);
  std::vector<std::pair<int, int>> days;
  for (const Summary::Group& group : summary.groups) {
    if (group.fate == Fate::lost) days.emplace_back(group.first_day, group.last_day);
  }
  EXPECT_THAT(days, ::testing::UnorderedElementsAre(std::pair(2, 3), std::pair(4, 8)));
}

// The changes that a summary offers, made, and the cells lived again.
void relive(const Matrix& matrix, const Summary::Group& group, const Change& change) {
  uint32_t saved = 0;
  for (const uint32_t slot : group.slots) {
    const Point point = matrix.selection.grid.point_at(slot);
    const bool moves = std::all_of(change.to.begin(), change.to.end(),
                                   [&](const auto& to) { return point[to.dimension] != to.value; });
    if (moves && fake_life(plan_of(changed(point, change))).works) ++saved;
  }
  if (change.outside) {
    EXPECT_GE(saved, change.saves) << to_text(change);
  } else if (change.to.size() == 1) {
    EXPECT_EQ(saved, change.saves) << to_text(change);
  } else {
    EXPECT_GE(saved, change.saves) << to_text(change);  // a pair counts what no single one saves
  }
  EXPECT_GT(saved, 0U);
  for (const Change::To& to : change.to)
    EXPECT_NE(dimensions()[to.dimension].hand, Hand::nobody) << "usage is nobody's to change";
}

TEST(Savings, HoldWhenTheChangedCellsAreLivedAgain) {
  const Matrix matrix = lived(selection_of({"scopes=standard"}));
  const Summary summary = summarise(matrix, fake_life);
  size_t changes = 0;
  for (const Summary::Group& group : summary.groups) {
    ASSERT_TRUE(group.savings.has_value());
    EXPECT_EQ(group.savings->by_one + group.savings->by_two + group.savings->left,
              group.slots.size());
    for (const Change& change : group.savings->changes) {
      relive(matrix, group, change);
      ++changes;
    }
  }
  EXPECT_GT(changes, 6U);
}

TEST(Savings, MendTheClientFirst) {
  const Matrix matrix = lived(selection_of({"client_pkce=s256", "allowlist=off"}));
  const Summary summary = summarise(matrix, fake_life);
  const Summary::Group* lost = find_group(summary, Fate::lost);
  ASSERT_NE(lost, nullptr);
  ASSERT_GE(lost->savings->changes.size(), 3U);
  EXPECT_EQ(to_text(lost->savings->changes[0]), "client=correct");
  EXPECT_EQ(to_text(lost->savings->changes[2]), "rotation=off");
  EXPECT_EQ(lost->savings->by_one, lost->slots.size());
}

TEST(Savings, TakeTwoChangesWhereOneIsNotEnough) {
  const Matrix matrix =
      lived(selection_of({"client=drops_rotated_token,correct", "rotation=on"}, ""));
  const Summary summary = summarise(matrix, fake_life);
  const Summary::Group* refused = find_group(summary, Fate::never_connects);
  ASSERT_NE(refused, nullptr);
  EXPECT_GT(refused->savings->by_two, 0U);
  EXPECT_EQ(refused->savings->changes.back().to.size(), 2U);
  // A wrong verifier, a client that drops tokens and a short list take three.
  EXPECT_GT(refused->savings->left, 0U);
}

TEST(Savings, LookOutsideWhereTheSelectionHasNone) {
  const Matrix matrix =
      lived(selection_of({"rotation=on", "client=drops_rotated_token", "client_pkce=s256",
                          "allowlist=off", "scopes=standard"}));
  const Summary summary = summarise(matrix, fake_life);
  ASSERT_EQ(summary.by_fate[size_t(Fate::works)], 0U);
  for (const Summary::Group& group : summary.groups) {
    ASSERT_FALSE(group.savings->changes.empty());
    EXPECT_TRUE(group.savings->changes.front().outside);
    EXPECT_EQ(to_text(group.savings->changes.front()), "client=correct");
    for (const Change& change : group.savings->changes) relive(matrix, group, change);
  }
  EXPECT_THAT(to_text(summary, matrix, 9),
              HasSubstr("change  client=correct: not run here; saves 16 of the 16 tried"));
}

std::string savings_text(const Matrix& matrix, Live live, uint32_t most_lives) {
  Summary summary = summarise(matrix, {});
  SavingsFinder finder(matrix, std::move(live), most_lives);
  for (Summary::Group& group : summary.groups) group.savings = finder.find(group.slots);
  return to_text(summary, matrix, 99);
}

TEST(Savings, CountOutsideChangesOnTheCellsThatLackThem) {
  // Half of the cells have idle_limit off: of the other half alone it can be told.
  const Live live = [](const LifePlan& plan) {
    LifeReport report = fake_life(plan);
    if (plan.settings.rotation && report.connects) {
      report.works = !plan.settings.idle_limit && plan.usage == simulation::Usage::daily;
      if (!report.works) report.lost_on_day = 3;
    }
    return report;
  };
  Matrix matrix = matrix_of(
      selection_of({"rotation=on", "client=correct", "client_pkce=s256", "pkce_required=on",
                    "allowlist=off", "scopes=standard", "usage=daily,monthly"},
                   "idle_limit=on or usage=monthly"));
  ASSERT_TRUE(live_cells(matrix, [&] { return live; }, 1, nullptr, {}).ok());
  const Summary summary = summarise(matrix, live);
  ASSERT_EQ(summary.groups.size(), 1U);
  const auto& changes = summary.groups.front().savings->changes;
  const auto idle = std::find_if(changes.begin(), changes.end(), [](const Change& change) {
    return to_text(change) == "idle_limit=off";
  });
  ASSERT_NE(idle, changes.end());
  EXPECT_TRUE(idle->outside);
  EXPECT_GT(idle->saves, 0U);
  EXPECT_LT(idle->saves, idle->tried);
  EXPECT_LT(idle->tried, 16U);
}

TEST(Savings, SayWhereTheSearchEnded) {
  const Matrix matrix = lived(selection_of({"client_pkce=wrong", "scopes=standard"}));
  const Live never = [](const LifePlan&) { return LifeReport(); };
  EXPECT_THAT(savings_text(matrix, never, 0), HasSubstr("change  not looked for further\n"));
  EXPECT_THAT(savings_text(matrix, {}, 5000), HasSubstr("change  not looked for further\n"));
  const std::string all = savings_text(matrix, never, 100'000);
  EXPECT_THAT(
      all,
      HasSubstr(
          "change  none found: no change saves any of 16 that were tried, no two the first\n"));
  EXPECT_THAT(all, Not(HasSubstr("nothing")));
  const Matrix few = lived(selection_of(
      {"client_pkce=wrong", "scopes=standard", "rotation=on", "allowlist=off", "client=correct",
       "usage=daily", "pkce_required=on", "idle_limit=on", "refresh_policy=immediately"}));
  EXPECT_THAT(savings_text(few, never, 100'000),
              HasSubstr("change  nothing: no one or two changes save any of them\n"));
}

TEST(Savings, SpeakOfMoreThanTwoOnlyWhereAllNeighboursWereRun) {
  const std::vector<std::string> chosen{"client=drops_rotated_token,correct", "rotation=on"};
  EXPECT_THAT(savings_text(lived(selection_of(chosen)), {}, 0), HasSubstr("take more than two\n"));
  const std::string holes =
      savings_text(lived(selection_of(chosen, "usage!=daily or client=correct")), {}, 0);
  EXPECT_THAT(holes, Not(HasSubstr("take more than two")));
  EXPECT_THAT(holes, HasSubstr(" are saved by none that was run\n"));
}

TEST(Savings, OfOneCellAreItsSingleChanges) {
  Point point = standard_point();
  point[*find_dimension("client")] = 1;
  std::vector<std::string> changes;
  for (const Change& change : single_changes(point, fake_life)) changes.push_back(to_text(change));
  EXPECT_THAT(changes,
              ::testing::ElementsAre("client=correct", "client=double_refresh", "rotation=off"));
}

TEST(Summary, OfAShardLeavesTheChangesToTheMerge) {
  const Matrix matrix = lived(selection_of({}, {}, "1/3"));
  const Summary summary = summarise(matrix, fake_life);
  for (const Summary::Group& group : summary.groups) EXPECT_FALSE(group.savings.has_value());
  EXPECT_THAT(to_text(summary, matrix, 3), HasSubstr("merge the shards"));
}

TEST(Summary, FitsTheScreen) {
  for (const Matrix& matrix : {lived(selection_of({})), lived(selection_of({}, "usage!=daily"))}) {
    for (const std::string& line : split(to_text(summarise(matrix, fake_life), matrix, 99), '\n')) {
      const auto columns =
          std::count_if(line.begin(), line.end(), [](char byte) { return (byte & 0xc0) != 0x80; });
      EXPECT_LE(columns, 100) << line;
    }
  }
}

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_EQ(wrapped("  a  ", "one two", 5), "  a  one two\n");
  const std::string long_word(96, 'x');
  EXPECT_EQ(wrapped("  a  ", "y " + long_word, 5), "  a  y\n     " + long_word + "\n");
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1'505'280), "1,505,280");
}

TEST(Boxes, AreTheSameCellsInFewPieces) {
  std::vector<Point> points;
  const Grid grid = selection_of({"scopes=standard"}).grid;
  for (uint32_t slot = 0; slot < grid.slots(); ++slot) {
    if (fake_life(plan_of(grid.point_at(slot))).works) points.push_back(grid.point_at(slot));
  }
  const std::vector<Box> boxes = boxes_of(points);
  EXPECT_LE(boxes.size(), 2U);
  uint64_t cells = 0;
  for (const Box& box : boxes) cells += cells_in(box);
  EXPECT_EQ(cells, points.size());
  EXPECT_THAT(to_text(boxes.front(), grid),
              HasSubstr("client_pkce!=wrong and allowlist!=two_of_three"));
  EXPECT_EQ(to_text(box_of(standard_point()), selection_of({"scopes=standard"}).grid).find("jwt"),
            std::string::npos);
}

}  // namespace
}  // namespace rehearse::testing
