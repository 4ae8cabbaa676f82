#include <gmock/gmock.h>

#include "mocks/instance.h"
#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

class ControlSimulation : public LiveTest {
 protected:
  // The message of an answer that is an error.
  std::string refused(const Json& body) {
    const ControlAnswer answer = instance().control().call("POST", "/simulation", dump_json(body));
    EXPECT_EQ(answer.status, 400);
    return parse_json(answer.json).value()["error"]["message"];
  }
};

const Json kTwoWinners = {
    {"world", "copied_tokens"},
    {"schedule", {"start 1", "start 2", "arrive m1", "serve m2", "serve m1"}}};

TEST_F(ControlSimulation, PerformsASchedule) {
  const Json answer = ask("POST", "/simulation", dump_json(kTwoWinners));
  EXPECT_TRUE(answer["violation"].is_null());
  ASSERT_EQ(answer["lines"].size(), 5U);
  EXPECT_EQ(answer["lines"][0], "Worker 1 begins a refresh with a copied token.");
  EXPECT_THAT(answer["lines"][4].get<std::string>(), HasSubstr("already being processed"));
}

TEST_F(ControlSimulation, TakesTheDialsOfTheInstance) {
  ask("PATCH", "/dials", R"({"refresh.concurrent":"cascade"})");
  const Json answer = ask("POST", "/simulation", dump_json(kTwoWinners));
  EXPECT_TRUE(answer["violation"].is_null());
  EXPECT_THAT(answer["lines"][4].get<std::string>(), HasSubstr("expired access/refresh token"));
}

TEST(ControlSimulationOfAMutant, NamesTheBrokenPromise) {
  InstanceOptions options;
  ASSERT_TRUE(set_mutant(options, "race_has_two_winners").ok());
  Instance instance(options);
  const ControlAnswer answer =
      instance.control().call("POST", "/simulation", dump_json(kTwoWinners));
  ASSERT_EQ(answer.status, 200);
  const Json json = parse_json(answer.json).value();
  EXPECT_EQ(json["violation"]["invariant"], "O-R2");
}

TEST_F(ControlSimulation, SaysWhatIsWrong) {
  EXPECT_THAT(refused({{"world", "copied_tokens"}}), HasSubstr("\"schedule\""));
  EXPECT_THAT(refused({{"world", "copied_token"}, {"schedule", Json::array()}}),
              HasSubstr("did you mean \"copied_tokens\"?"));
  EXPECT_THAT(refused({{"world", "copied_tokens"}, {"schedule", {"start 1", "sarve m1"}}}),
              HasSubstr("did you mean \"serve\"?"));
  EXPECT_THAT(refused({{"world", "copied_tokens"}, {"schedule", {"start 1", "serve m2"}}}),
              HasSubstr("choice 2: \"serve m2\" cannot happen there"));
  EXPECT_THAT(refused({{"world", "copied_tokens"}, {"schedule", {1}}}), HasSubstr("schedule"));
  EXPECT_THAT(
      refused(
          {{"world", "copied_tokens"}, {"schedule", {"start 1"}}, {"budget", {{"losses", -1}}}}),
      HasSubstr("each from 0 to 100"));
}

TEST_F(ControlSimulation, ABudgetLetsMoreGoWrong) {
  Json body = {{"world", "copied_tokens"},
               {"schedule", {"start 1", "repeat m1", "serve m4"}},
               {"budget", {{"repeats", 1}}}};
  body["schedule"] = {"start 1", "repeat m1", "serve m2", "serve m1"};
  EXPECT_EQ(ask("POST", "/simulation", dump_json(body))["lines"].size(), 4U);
  body.erase("budget");
  EXPECT_THAT(refused(body), HasSubstr("choice 2: \"repeat m1\" cannot happen there"));
}

}  // namespace
}  // namespace rehearse::testing
