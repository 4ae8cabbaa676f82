#include "harness/scenario/locate.h"

#include <gtest/gtest.h>

namespace rehearse::harness {
namespace {

TEST(Lines, MembersAndElementsAreFoundOnTheirLine) {
  const Lines lines(R"({ // "a": a comment with a key
    "a": 1, /* two
    lines */ "b": {
      "c": ["x \" }", true,
        {"d": null}]
    }
})");
  EXPECT_EQ(lines.line_of("$"), 1);
  EXPECT_EQ(lines.line_of("$.a"), 2);
  EXPECT_EQ(lines.line_of("$.b"), 3);
  EXPECT_EQ(lines.line_of("$.b.c"), 4);
  EXPECT_EQ(lines.line_of("$.b.c[1]"), 4);
  EXPECT_EQ(lines.line_of("$.b.c[2].d"), 5);
}

TEST(Lines, WhatIsMissingIsWhereItsSurroundingsAre) {
  const Lines lines("{\n\"a\": {\n\"b\": 1}}");
  EXPECT_EQ(lines.line_of("$.a.c"), 2);
  EXPECT_EQ(lines.line_of("$.a.b.x[3].y"), 3);
  EXPECT_EQ(lines.line_of("$.z"), 1);
}

TEST(Lines, RepeatedKeysAreListed) {
  const Lines lines(R"({"a": {"b": 1, "b": 2}, "c": [], "a": 3})");
  EXPECT_EQ(lines.repeated(), (std::vector<std::string>{"$.a.b", "$.a"}));
}

TEST(Lines, TextThatIsNoJsonEndsTheMapWithoutHarm) {
  for (const std::string_view text :
       {"", "{", "{\"a", "{\"a\":", "[1,,2", "{]}", "{\"a\\", "/*", "[\"\\"})
    EXPECT_EQ(Lines(text).line_of("$.a.b[7]"), 1) << text;
}

TEST(Lines, DeepNestingIsNoTrouble) {
  const std::string deep(100'000, '[');
  EXPECT_EQ(Lines(deep.substr(0, 2'000)).line_of("$[0][0]"), 1);
  EXPECT_EQ(Lines(deep).line_of("$[0][0]"), 1) << "paths are not kept to any depth";
}

}  // namespace
}  // namespace rehearse::harness
