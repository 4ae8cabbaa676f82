#include "mocks/salesforce/data/soql_compare.h"

#include <gtest/gtest.h>

namespace rehearse::salesforce::soql {
namespace {

using View = std::string_view;

TEST(SoqlLike, KnowsWildcardsAndEscapes) {
  struct Row {
    std::string_view text{}, pattern{};
    bool fits = false;
  };
  for (const Row& row : std::initializer_list<Row>{{"Success", "success", true},
                                                   {"Success", "s%", true},
                                                   {"Success", "%CESS", true},
                                                   {"Success", "%ucc%", true},
                                                   {"Success", "S_ccess", true},
                                                   {"Success", "S_cess", false},
                                                   {"Success", "", false},
                                                   {"", "%", true},
                                                   {"", "_", false},
                                                   {"Success", "%", true},
                                                   {"Success", "%%s%%", true},
                                                   {"abcabd", "%abd", true},
                                                   {"abcabc", "%abd", false},
                                                   {"100%", "100\\%", true},
                                                   {"1000", "100\\%", false},
                                                   {"a_b", "a\\_b", true},
                                                   {"axb", "a\\_b", false},
                                                   {"a\\b", "a\\\\b", true},
                                                   {"a\\", "a\\", true}})
    EXPECT_EQ(is_like(row.text, row.pattern), row.fits) << row.text << " LIKE " << row.pattern;
  // A pattern that makes a simple matcher try everything ends at once.
  EXPECT_FALSE(is_like(std::string(4'000, 'a'), std::string(1'000, '%') + "b"));
}

Comparison with(Operator op, FieldType type, Value value, TimePoint last = {}) {
  Comparison comparison;
  comparison.op = op;
  comparison.type = type;
  comparison.operands.push_back({std::move(value), last});
  return comparison;
}

TEST(SoqlComparison, ComparesTimesWithWholeSpans) {
  const TimePoint first(Duration(1'000)), last(Duration(1'999));
  const auto holds = [&](Operator op, int64_t at) {
    return with(op, FieldType::date_time, first, last).holds(TimePoint(Duration(at)));
  };
  for (const int64_t inside : {1'000, 1'999}) {
    EXPECT_TRUE(holds(Operator::equal, inside));
    EXPECT_TRUE(holds(Operator::at_least, inside));
    EXPECT_TRUE(holds(Operator::at_most, inside));
    EXPECT_FALSE(holds(Operator::greater, inside));
    EXPECT_FALSE(holds(Operator::less, inside));
    EXPECT_FALSE(holds(Operator::not_equal, inside));
  }
  EXPECT_TRUE(holds(Operator::greater, 2'000));
  EXPECT_TRUE(holds(Operator::less, 999));
}

TEST(SoqlComparison, ComparesTextWithoutCaseAndIdsByFifteenCharacters) {
  EXPECT_TRUE(with(Operator::equal, FieldType::text, View("ABC")).holds(View("abc")));
  EXPECT_TRUE(with(Operator::less, FieldType::text, View("B")).holds(View("a")));
  const std::string_view id = "005gK0abcdefghiAAA";
  EXPECT_TRUE(with(Operator::equal, FieldType::id, id).holds(id.substr(0, 15)));
  EXPECT_TRUE(with(Operator::equal, FieldType::reference, id.substr(0, 15)).holds(id));
  EXPECT_FALSE(with(Operator::equal, FieldType::id, id).holds(View("005GK0ABCDEFGHI")));
}

TEST(SoqlComparison, KnowsNull) {
  const Value null;
  EXPECT_TRUE(with(Operator::equal, FieldType::text, null).holds(null));
  EXPECT_FALSE(with(Operator::equal, FieldType::text, null).holds(View("x")));
  EXPECT_TRUE(with(Operator::not_equal, FieldType::text, null).holds(View("x")));
  EXPECT_TRUE(with(Operator::not_equal, FieldType::text, View("x")).holds(null));
  EXPECT_TRUE(with(Operator::not_in, FieldType::text, View("x")).holds(null));
  EXPECT_TRUE(with(Operator::in, FieldType::text, null).holds(null));
  for (const Operator op :
       {Operator::less, Operator::at_most, Operator::greater, Operator::at_least, Operator::like})
    EXPECT_FALSE(with(op, FieldType::text, View("x")).holds(null));
}

TEST(SoqlComparison, ComparesNumbersAndFlags) {
  EXPECT_TRUE(with(Operator::at_least, FieldType::integer, int64_t{2}).holds(int64_t{2}));
  EXPECT_FALSE(with(Operator::greater, FieldType::integer, int64_t{2}).holds(int64_t{2}));
  EXPECT_TRUE(with(Operator::equal, FieldType::boolean, true).holds(true));
  EXPECT_TRUE(with(Operator::not_equal, FieldType::boolean, true).holds(false));
}

}  // namespace
}  // namespace rehearse::salesforce::soql
