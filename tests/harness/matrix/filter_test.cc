#include "harness/matrix/filter.h"

#include <gmock/gmock.h>

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;

bool holds(std::string_view text, std::string_view cell) {
  const auto filter = Filter::read(text);
  const auto point = read_cell(cell);
  EXPECT_TRUE(filter.ok()) << filter.error();
  return filter.ok() && filter.value().holds(point.value());
}

TEST(Filter, Compares) {
  EXPECT_TRUE(holds("usage=daily", "usage=daily"));
  EXPECT_FALSE(holds("usage = daily", "usage=monthly"));
  EXPECT_FALSE(holds("usage!=daily", "usage=daily"));
  EXPECT_TRUE(holds("usage != daily", "usage=monthly"));
  EXPECT_TRUE(holds("usage in (daily, monthly)", "usage=monthly"));
  EXPECT_FALSE(holds("usage in (daily,monthly)", "usage=two_workers"));
}

TEST(Filter, BindsNotTightestAndOrLoosest) {
  // a or (b and c), not (a or b) and c
  EXPECT_TRUE(holds("usage=daily or rotation=off and client=correct",
                    "usage=daily,rotation=on,client=double_refresh"));
  EXPECT_FALSE(holds("(usage=daily or rotation=off) and client=correct",
                     "usage=daily,rotation=on,client=double_refresh"));
  EXPECT_TRUE(holds("not usage=daily or rotation=on", "usage=daily,rotation=on"));
  EXPECT_FALSE(holds("not (usage=daily or rotation=on)", "usage=daily,rotation=on"));
  EXPECT_TRUE(holds("not not usage=daily", "usage=daily"));
}

TEST(Filter, TakesEverythingWhenEmpty) {
  const Filter filter;
  EXPECT_TRUE(filter.holds(standard_point()));
}

TEST(Filter, PointsAtTheFirstMistake) {
  const std::tuple<const char*, const char*, size_t> mistakes[] = {
      {"rotaton=on", "did you mean \"rotation\"?", 0},
      {"usage=daily and client=corect", "did you mean \"correct\"?", 23},
      {"usage=daily client=correct", "\"and\", \"or\" or the end was expected", 12},
      {"(usage=daily", "a closing parenthesis was expected", 12},
      {"usage=daily)", "\"and\", \"or\" or the end was expected", 11},
      {"usage", "=, != or \"in\" was expected", 5},
      {"usage in daily", "an opening parenthesis was expected", 9},
      {"usage in (daily", "a comma or a closing parenthesis was expected", 15},
      {"usage in ()", "a value of usage was expected", 10},
      {"usage=", "a value of usage was expected", 6},
      {"usage=daily and", "the name of a dimension was expected", 15},
      {"", "the name of a dimension was expected", 0},
      {"usage > 3", "=, != or \"in\" was expected", 6},
      {"\u00fc=daily", "the name of a dimension was expected", 0}};
  for (const auto& [text, message, place] : mistakes) {
    const auto filter = Filter::read(text);
    ASSERT_FALSE(filter.ok()) << text;
    EXPECT_THAT(filter.error(), HasSubstr(message));
    EXPECT_TRUE(filter.error().ends_with("\n  " + std::string(text) + "\n  " +
                                         std::string(place, ' ') + "^"))
        << filter.error();
  }
}

TEST(Filter, PointsAtTabsAndLineEnds) {
  for (const char* text : {"usage=daily\tand", "usage=daily\nand",
                           "usage=daily\x7f"
                           "and"}) {
    const auto filter = Filter::read(text);
    ASSERT_FALSE(filter.ok());
    EXPECT_EQ(filter.error(),
              "tabs, line ends and other control characters are not taken; write a blank\n"
              "  usage=daily and\n"
              "             ^");
  }
  EXPECT_EQ(Filter::read("usage=\xff").error(), "the expression is not UTF-8");
}

TEST(Filter, BoundsHowDeepItGoes) {
  const std::string deep = std::string(200, '(') + "usage=daily" + std::string(200, ')');
  EXPECT_THAT(Filter::read(deep).error(), HasSubstr("nested too deeply"));
  EXPECT_TRUE(Filter::read(std::string(99, '(') + "usage=daily" + std::string(99, ')')).ok());
  EXPECT_FALSE(Filter::read("usage=daily\n").ok());
}

}  // namespace
}  // namespace rehearse::harness
