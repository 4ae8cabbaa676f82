#include <gmock/gmock.h>

#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class ControlFaults : public LiveTest {
 protected:
  // Plans a fault for the next refresh.
  void plan(std::string_view at, std::string_view action, const Json& value = nullptr) {
    Json fault{{"route", "token"},
               {"match", {{"grant_type", "refresh_token"}}},
               {"at", at},
               {"action", action}};
    if (!value.is_null()) fault["value"] = value;
    ask("POST", "/faults", dump_json(fault));
  }
  int fired() {
    int total = 0;
    for (const Json& fault : ask("GET", "/faults")) total += fault["fired"].get<int>();
    return total;
  }
  Answer connect() {
    create_app(R"({"isRefreshTokenRotationEnabled":true})");
    return exchange(approved_code());
  }
};

TEST_F(ControlFaults, AnswerLostAfterTheCommitLeavesTheOldTokenSpent) {
  const Answer first = connect();
  plan("committed", "drop");
  const Answer lost = refresh(first["refresh_token"]);
  EXPECT_EQ(lost.status, 0);
  EXPECT_TRUE(lost.bytes_sent);
  EXPECT_EQ(fired(), 1);
  const Answer replayed = refresh(first["refresh_token"]);
  EXPECT_EQ(replayed["error"], "invalid_grant");
  EXPECT_EQ(last_reason(), "refresh_token_replayed");
}

TEST_F(ControlFaults, AnswerLostBeforeTheCommitCostsNothing) {
  const Answer first = connect();
  for (const char* at : {"before", "validated"}) {
    plan(at, "drop");
    EXPECT_EQ(refresh(first["refresh_token"]).status, 0) << at;
  }
  EXPECT_EQ(fired(), 2);
  EXPECT_EQ(refresh(first["refresh_token"]).status, 200);
}

TEST_F(ControlFaults, TruncatedAnswerIsNoAnswer) {
  const Answer first = connect();
  plan("mid_body", "truncate", 10);
  EXPECT_EQ(refresh(first["refresh_token"]).status, 0);
  EXPECT_EQ(fired(), 1);
}

TEST_F(ControlFaults, StatusReplacesTheAnswer) {
  const Answer first = connect();
  plan("before", "status", 503);
  EXPECT_EQ(refresh(first["refresh_token"]).status, 503);
  EXPECT_EQ(refresh(first["refresh_token"]).status, 200);
}

TEST_F(ControlFaults, FaultMeetsOnlyWhatItMatches) {
  create_app();
  plan("before", "status", 503);
  EXPECT_EQ(exchange(approved_code()).status, 200);
  EXPECT_EQ(fired(), 0);
}

TEST_F(ControlFaults, ListShowsWhatFiredAndIsEmptied) {
  plan("before", "drop");
  const Json listed = ask("GET", "/faults");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["route"], "token");
  EXPECT_EQ(listed[0]["fired"], 0);
  EXPECT_EQ(ask("DELETE", "/faults").size(), 0U);
  EXPECT_EQ(ask("GET", "/faults").size(), 0U);
}

TEST_F(ControlFaults, WrongPlanNamesTheNearest) {
  Control& control = instance().control();
  const Refused route = testing::refused(control, "POST", "/faults",
                                         R"({"route":"tokn","at":"before","action":"drop"})");
  EXPECT_EQ(route.status, 400);
  EXPECT_EQ(route.code, "bad_value");
  EXPECT_THAT(route.message, AllOf(HasSubstr("tokn"), HasSubstr("token")));
  for (const char* fault : {R"({"route":"token","at":"never","action":"drop"})",
                            R"({"route":"token","at":"before","action":"explode"})",
                            R"({"route":"token","at":"before","action":"drop","ordnal":2})",
                            R"({"route":"token","at":"before","action":"status","value":"x"})",
                            R"({"at":"before","action":"drop"})", "3"}) {
    EXPECT_EQ(testing::refused(control, "POST", "/faults", fault).code, "bad_value") << fault;
  }
  EXPECT_EQ(ask("GET", "/faults").size(), 0U);
}

}  // namespace
}  // namespace rehearse::testing
