#include "mocks/control_members.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace rehearse {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Json read(std::string_view text) { return parse_json(text).value(); }

std::string code_of(const ControlAnswer& answer) {
  return string_member(*find_member(read(answer.json), "error"), "code").value_or("");
}

TEST(ControlMembers, GivesWhatIsThereAndNothingElse) {
  const Json body = read(R"({"name":"n","count":3,"on":false,"inner":{"a":1}})");
  Members members(body, "POST /x");
  EXPECT_EQ(members.text("name"), "n");
  EXPECT_EQ(members.integer("count", 1, 3), 3);
  EXPECT_EQ(members.flag("on"), false);
  EXPECT_NE(members.object("inner"), nullptr);
  EXPECT_EQ(members.text("absent"), std::nullopt);
  EXPECT_FALSE(members.problem().has_value());
}

TEST(ControlMembers, UnknownMemberNamesPlaceThingAndNearest) {
  const Json body = read(R"({"advnce":"1d"})");
  Members members(body, "POST /clock");
  members.text("advance");
  members.text("set");
  const auto problem = members.problem();
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->status, 400);
  EXPECT_EQ(code_of(*problem), "unknown_member");
  EXPECT_THAT(problem->json, AllOf(HasSubstr("POST /clock"), HasSubstr("advnce"),
                                   HasSubstr("did you mean \\\"advance\\\"?"), HasSubstr("set")));
}

TEST(ControlMembers, CallWithoutMembersSaysSo) {
  const Json body = read(R"({"x":1})");
  Members members(body, "POST /reset");
  EXPECT_THAT(members.problem()->json, HasSubstr("takes none"));
}

TEST(ControlMembers, EveryProblemIsReportedAtOnce) {
  const Json body = read(R"({"name":1,"count":"x","on":"yes","inner":[],"extra":null})");
  Members members(body, "POST /x");
  members.text("name");
  members.integer("count", 0, 9);
  members.flag("on");
  members.object("inner");
  members.required_text("needed");
  const auto problem = members.problem();
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(code_of(*problem), "wrong_type");
  for (const char* name : {"name", "count", "on", "inner", "needed", "extra"}) {
    EXPECT_THAT(problem->json, HasSubstr(name));
  }
}

TEST(ControlMembers, IntegersKeepToTheirLimits) {
  const Json body = read(R"({"least":1,"most":5,"below":0,"above":6,"huge":18446744073709551615})");
  Members members(body, "POST /x");
  EXPECT_EQ(members.integer("least", 1, 5), 1);
  EXPECT_EQ(members.integer("most", 1, 5), 5);
  EXPECT_EQ(members.integer("below", 1, 5), std::nullopt);
  EXPECT_EQ(members.integer("above", 1, 5), std::nullopt);
  EXPECT_EQ(members.integer("huge", 1, 5), std::nullopt);
  EXPECT_EQ(code_of(*members.problem()), "bad_value");
}

TEST(ControlMembers, ChoicesAreNamed) {
  const Json body = read(R"({"decision":"aprove"})");
  Members members(body, "POST /approve");
  EXPECT_EQ(members.choice("decision", {"approve", "deny"}), std::nullopt);
  EXPECT_THAT(members.problem()->json,
              AllOf(HasSubstr("did you mean \\\"approve\\\"?"), HasSubstr("deny")));
}

TEST(ControlMembers, BodyThatIsNoObjectIsOneProblem) {
  const Json body = read("[1]");
  Members members(body, "POST /x");
  EXPECT_EQ(members.required_text("name"), "");
  const auto problem = members.problem();
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(code_of(*problem), "wrong_type");
  EXPECT_THAT(problem->json, HasSubstr("not a list"));
}

}  // namespace
}  // namespace rehearse
