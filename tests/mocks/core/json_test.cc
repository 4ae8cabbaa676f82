#include "mocks/core/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace rehearse {
namespace {

TEST(ParseJson, KeepsTheOrderOfMembers) {
  const auto json = parse_json(R"({"z":1,"a":2})");
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(dump_json(json.value()), R"({"z":1,"a":2})");
}

TEST(ParseJson, NamesLineAndColumnOfTheMistake) {
  const auto json = parse_json("{\n  \"a\": 1,\n  \"b\" 2\n}");
  ASSERT_FALSE(json.ok());
  EXPECT_NE(json.error().find("line 3, column 7"), std::string::npos) << json.error();
}

TEST(ParseJson, RefusesAKeyThatIsGivenTwice) {
  const auto json = parse_json(R"({"a":1,"a":2})");
  ASSERT_FALSE(json.ok());
  EXPECT_NE(json.error().find("\"a\" is given twice"), std::string::npos) << json.error();
  EXPECT_TRUE(parse_json(R"([{"a":1},{"a":2}])").ok());
  EXPECT_TRUE(parse_json(R"({"a":{"a":1}})").ok());
}

TEST(ParseJson, BoundsTheNesting) {
  const auto nested = [](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(100)).ok());
  EXPECT_FALSE(parse_json(nested(102)).ok());
}

TEST(ParseJson, TakesCommentsOnlyWhereAsked) {
  const char* text = "// why\n{\"a\":1}";
  EXPECT_FALSE(parse_json(text).ok());
  EXPECT_TRUE(parse_json(text, JsonComments::allow).ok());
}

TEST(ParseJson, RefusesHugeNumbersAndTrailingText) {
  EXPECT_FALSE(parse_json("1e999").ok());
  EXPECT_FALSE(parse_json("{} x").ok());
  EXPECT_FALSE(parse_json("").ok());
}

TEST(DumpJson, ReplacesInvalidTextInsteadOfThrowing) {
  EXPECT_EQ(dump_json(Json("\xff")), "\"\xef\xbf\xbd\"");
}

TEST(JsonMembers, GiveNothingForAnotherTypeOrNone) {
  const Json json =
      parse_json(R"({"text":"a","number":7,"flag":true,"none":null,"real":1.5})").value();
  EXPECT_EQ(string_member(json, "text"), "a");
  EXPECT_FALSE(string_member(json, "number"));
  EXPECT_FALSE(string_member(json, "absent"));
  EXPECT_EQ(integer_member(json, "number"), 7);
  EXPECT_FALSE(integer_member(json, "real"));
  EXPECT_FALSE(integer_member(json, "text"));
  EXPECT_EQ(bool_member(json, "flag"), true);
  EXPECT_FALSE(bool_member(json, "none"));
  EXPECT_EQ(find_member(json, "absent"), nullptr);
  EXPECT_EQ(find_member(Json("no object"), "text"), nullptr);
}

}  // namespace
}  // namespace rehearse
