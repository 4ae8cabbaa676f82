#include "harness/matrix/dimensions.h"

#include <gmock/gmock.h>

#include <set>

#include "harness/matrix/selection.h"
#include "harness/report/guide.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;

TEST(Dimensions, HaveNamesAndSentences) {
  std::set<std::string_view> names;
  for (const Dimension& dimension : dimensions()) {
    EXPECT_TRUE(names.insert(dimension.name).second) << dimension.name;
    EXPECT_TRUE(dimension.meaning.ends_with(".")) << dimension.name;
    EXPECT_GE(dimension.values.size(), 2U) << dimension.name;
    EXPECT_LE(dimension.values.size(), 32U) << dimension.name << ": a filter has a bit a value";
    std::set<std::string_view> values;
    for (const DimensionValue& value : dimension.values) {
      EXPECT_TRUE(values.insert(value.name).second) << value.name;
      EXPECT_TRUE(value.meaning.ends_with(".")) << value.name;
    }
  }
}

TEST(Dimensions, SetWhatTheyGet) {
  for (const Dimension& dimension : dimensions()) {
    for (size_t value = 0; value < dimension.values.size(); ++value) {
      simulation::LifePlan plan;
      dimension.set(plan, value);
      EXPECT_EQ(dimension.get(plan), value) << dimension.name;
      // Nothing else moves.
      for (const Dimension& other : dimensions()) {
        if (other.name != dimension.name) {
          EXPECT_EQ(other.get(plan), other.get(simulation::LifePlan{})) << other.name;
        }
      }
    }
  }
}

TEST(Dimensions, OfFlagsSayOnAndOff) {
  simulation::LifePlan plan;
  dimensions()[*find_dimension("rotation")].set(plan, 1);
  EXPECT_FALSE(plan.settings.rotation);
  dimensions()[*find_dimension("jwt")].set(plan, 1);
  EXPECT_TRUE(plan.settings.jwt);
  dimensions()[*find_dimension("org_mode")].set(plan, 1);
  EXPECT_TRUE(plan.settings.locked_2026);
  dimensions()[*find_dimension("usage")].set(plan, 6);
  EXPECT_EQ(plan.usage, simulation::Usage::one_lost_response);
}

TEST(Dimensions, NameStepsThatTheGuideHas) {
  const auto guide = read_guide(
      rehearse::testing::read_file(rehearse::testing::source_root() / "fixtures/guide_steps.json"));
  ASSERT_TRUE(guide.ok()) << guide.error();
  for (const Dimension& dimension : dimensions()) {
    if (!dimension.guide_step.empty()) {
      EXPECT_NE(guide.value().find_step(dimension.guide_step), nullptr) << dimension.name;
    }
  }
}

TEST(Dimensions, MakeTheSizesThatAreDocumented) {
  EXPECT_EQ(Grid().slots(), 94'080U);
  EXPECT_EQ(Grid::full().slots(), kAllCells);
}

TEST(Dimensions, KnowTheNearestOfAWrongName) {
  EXPECT_EQ(no_such_dimension("rotaton"),
            "there is no dimension \"rotaton\"; did you mean \"rotation\"?");
  EXPECT_THAT(no_such_dimension("zzz"), HasSubstr("there are pkce_required, client_pkce"));
  const Dimension& usage = dimensions()[*find_dimension("usage")];
  EXPECT_EQ(no_such_value(usage, "dayly"), "usage has no value \"dayly\"; did you mean \"daily\"?");
  EXPECT_THAT(no_such_value(usage, "zzzzzzzz"), HasSubstr("it has every_15_minutes, daily"));
}

}  // namespace
}  // namespace rehearse::harness
