#include "harness/scenario/runner.h"

#include <gmock/gmock.h>

#include "tests/support/mock_harness.h"
#include "tests/support/recording_observer.h"
#include "tests/support/scenario_words.h"

namespace rehearse::harness {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::load_text;
using ::testing::NiceMock;
using ::testing::Not;
using ::testing::Return;
using testing::with_steps;

// FakeTargets opens stages on mocks and writes down what it was asked for.
class FakeTargets final : public TargetFactory {
 public:
  Result<Stage, Trouble> open(const TargetRequest& request) override {
    requests.push_back(request);
    if (unreachable) return Trouble{Trouble::Kind::unreachable, "nobody listens", "host:443"};
    auto target = std::make_unique<NiceMock<MockTarget>>();
    ON_CALL(*target, can).WillByDefault([this](std::string_view capability) {
      return capabilities.find(capability) != std::string::npos;
    });
    ON_CALL(*target, control(_, _, _))
        .WillByDefault([this](std::string_view, std::string_view path, std::string_view) {
          if (path == "/clock") return ControlAnswer{200, R"({"now":"2026-05-12T09:00:00Z"})"};
          if (path == "/faults") return ControlAnswer{200, faults};
          return ControlAnswer{200, journal};
        });
    return Stage{std::move(target), std::make_unique<NiceMock<MockDriver>>()};
  }

  std::vector<TargetRequest> requests{};
  std::string capabilities{"clock journal faults"};
  std::string faults{"[]"};
  std::string journal{R"({"dropped":0,"exchanges":[]})"};
  bool unreachable = false;
};

class Runs : public ::testing::Test {
 protected:
  // Runs all combinations of a scenario of these steps.
  RunResult run(const std::string& steps, const std::string& members = "") {
    auto loaded = load_text(with_steps(steps, members));
    EXPECT_TRUE(loaded.ok()) << (loaded ? "" : to_text(loaded.error().front()));
    if (!loaded) return {};
    std::vector<PlannedRun> planned;
    for (const Plan& plan : loaded.value().scenario.plans)
      planned.push_back({&plan, "rehearse run test"});
    Runner runner(words, targets, observer, [this] { return --steps_until_interrupt == 0; });
    RunResult start;
    start.seed = 7;
    return runner.run(std::move(start), kRunStart, planned);
  }
  // The only finding of the only scenario.
  Finding find(const std::string& step) {
    const RunResult result = run(step);
    EXPECT_EQ(result.scenarios.size(), 1U);
    return result.scenarios.empty() || result.scenarios[0].findings.empty()
               ? Finding{}
               : result.scenarios[0].findings[0];
  }

  const Vocabulary words = testing::small_vocabulary();
  FakeTargets targets{};
  testing::RecordingObserver observer{};
  int steps_until_interrupt = -1;
};

TEST_F(Runs, TheScenariosMistakesAndThoseOfTheCommandLineAreMade) {
  auto loaded = load_text(with_steps(R"({"id": "a", "do": "fake.see"})",
                                     R"("workspace": {"bugs": "retries"},
                                        "org": {"mutant": "anything_goes"},)"));
  ASSERT_TRUE(loaded.ok()) << to_text(loaded.error().front());
  const std::vector<PlannedRun> planned{{&loaded.value().scenario.plans[0], ""}};
  Runner runner(words, targets, observer, [] { return false; });
  runner.run({}, kRunStart, planned);
  runner.run({}, kRunStart, planned, {{"drops_tokens"}, "another"});
  ASSERT_EQ(targets.requests.size(), 2U);
  EXPECT_THAT(targets.requests[0].mistakes.bugs, ElementsAre("retries"));
  EXPECT_EQ(targets.requests[0].mistakes.mutant, "anything_goes");
  EXPECT_THAT(targets.requests[1].mistakes.bugs, ElementsAre("retries", "drops_tokens"));
  EXPECT_EQ(targets.requests[1].mistakes.mutant, "another");
}

TEST_F(Runs, AStepThatSeesWhatItExpectsPasses) {
  const Finding finding = find(R"({"id": "a", "do": "fake.see",
    "with": {"ok": false, "status": 400, "error": "e", "reason": "token_spent", "summary": "said no"},
    "expect": {"outcome": "refused", "status": 400, "error": "e", "reason": "token_spent"}})");
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.actual, "said no");
  EXPECT_EQ(finding.virtual_time, "2026-05-12T09:00:00Z");
  EXPECT_EQ(finding.repeat, "");
}

TEST_F(Runs, ABrokenExpectationSaysWhyWhatItMeansAndHowToRepeat) {
  const RunResult result = run(R"({"id": "a", "do": "fake.see",
    "with": {"ok": false, "status": 400, "error": "invalid_grant", "reason": "token_spent"}})");
  const Finding& finding = result.scenarios[0].findings[0];
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.expected, "success");
  EXPECT_EQ(finding.actual,
            "a refusal with status 400, error \"invalid_grant\", reason token_spent");
  EXPECT_EQ(finding.why, "The token was used before.");
  EXPECT_EQ(finding.consequence, "The connection loses its tokens.");
  EXPECT_EQ(finding.hint, "Keep the newest token.");
  EXPECT_EQ(finding.repeat, "rehearse run test");
  EXPECT_EQ(exit_code(result), 1);
}

TEST_F(Runs, AMissingRefusalTellsWhatWasNotEnforced) {
  const Finding finding = find(R"({"id": "a", "do": "fake.see", "means": "Anybody gets in.",
    "expect": {"outcome": "refused", "reason": "token_expired"}})");
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.why, "Nothing was refused on this ground: The token is too old.");
  EXPECT_EQ(finding.consequence, "Anybody gets in.");
}

TEST_F(Runs, EachPartOfAnExpectationCounts) {
  const std::string seen =
      R"("with": {"ok": false, "status": 400, "error": "e", "description": "d e f", "reason": "token_spent"})";
  for (const char* expect : {R"("status": 401)", R"("error": "f")", R"("description": "d e")",
                             R"("reason": "token_expired")", R"("says": "g")"}) {
    const Finding finding = find(R"({"id": "a", "do": "fake.see", )" + seen +
                                 R"(, "expect": {"outcome": "refused", )" + expect + "}}");
    EXPECT_EQ(finding.verdict, Verdict::fail) << expect;
  }
  for (const char* expect : {R"("status": 400)", R"("error": "e")", R"("description": "d e f")",
                             R"("reason": "token_spent")", R"("says": "e f")"}) {
    const Finding finding = find(R"({"id": "a", "do": "fake.see", )" + seen +
                                 R"(, "expect": {"outcome": "refused", )" + expect + "}}");
    EXPECT_EQ(finding.verdict, Verdict::pass) << expect;
  }
}

TEST_F(Runs, ReasonsAreOnlyComparedWhereThereIsAJournal) {
  const std::string step = R"({"id": "a", "do": "fake.see", "with": {"ok": false, "status": 400},
    "expect": {"outcome": "refused", "reason": "token_spent"}})";
  EXPECT_EQ(find(step).verdict, Verdict::fail);
  targets.capabilities = "clock";
  EXPECT_EQ(find(step).verdict, Verdict::pass);
}

TEST_F(Runs, TheScenarioChoosesTheSeverity) {
  const auto verdict = [&](const std::string& severity) {
    return find(R"({"id": "a", "do": "fake.see", "with": {"ok": false, "status": 400},
      "severity": ")" +
                severity + "\"}")
        .verdict;
  };
  EXPECT_EQ(verdict("fail"), Verdict::fail);
  EXPECT_EQ(verdict("warning"), Verdict::warning);
  EXPECT_EQ(verdict("info"), Verdict::info);
  EXPECT_EQ(exit_code(run(R"({"id": "a", "do": "fake.see", "with": {"ok": false, "status": 400},
      "severity": "warning"})")),
            0);
}

TEST_F(Runs, AVerbThatSaysNothingDidNotPass) {
  const RunResult result = run(R"({"id": "a", "do": "fake.see", "with": {"ok": false},
    "expect": {"outcome": "refused"}})");
  EXPECT_EQ(result.scenarios[0].findings[0].verdict, Verdict::error);
  EXPECT_EQ(result.scenarios[0].findings[0].actual, "fake.see reported nothing");
  EXPECT_EQ(exit_code(result), 1);
}

TEST_F(Runs, TroubleIsAnErrorAndEndsTheScenario) {
  const RunResult result = run(R"({"id": "a", "do": "fake.see", "with": {"trouble": true}},
    {"id": "b", "do": "fake.see"})");
  const auto& findings = result.scenarios[0].findings;
  EXPECT_EQ(findings[0].verdict, Verdict::error);
  EXPECT_TRUE(findings[0].trouble);
  EXPECT_EQ(findings[0].actual, "nobody answered in time (login.example:443)");
  EXPECT_EQ(findings[1].verdict, Verdict::not_run);
  EXPECT_EQ(findings[1].actual, "the run stopped at a");
  EXPECT_EQ(exit_code(result), 3);
}

TEST_F(Runs, ALostAnswerIsOnlyLostOnceTheRequestWasSent) {
  const auto verdict = [&](const std::string& with) {
    return find(R"({"id": "a", "do": "fake.see", "expect": {"outcome": "lost"}, "with": )" + with +
                "}")
        .verdict;
  };
  EXPECT_EQ(verdict(R"({"trouble": true, "sent": true})"), Verdict::pass);
  EXPECT_EQ(verdict(R"({"trouble": true, "sent": false})"), Verdict::error);
  EXPECT_EQ(verdict(R"({"ok": true, "status": 200})"), Verdict::fail);
}

TEST_F(Runs, CapturesReachLaterStepsAndStayHidden) {
  const RunResult result = run(R"(
    {"id": "a", "do": "fake.see", "with": {"offer": "secret-1234"}, "gives": {"token": "t"}},
    {"id": "b", "do": "fake.spend", "with": {"token": "${t as token}"}},
    {"id": "c", "do": "fake.see", "with": {"description": "got ${t}", "ok": false}})");
  const auto& findings = result.scenarios[0].findings;
  EXPECT_EQ(findings[1].actual, "spent <token>");
  EXPECT_EQ(findings[2].actual, "a refusal with the words \"got <token>\"");
}

TEST_F(Runs, StepsThatNeedWhatNobodyGaveAreNotRun) {
  const RunResult result = run(R"(
    {"id": "a", "do": "fake.see", "with": {"ok": false, "status": 400}, "gives": ["token"],
     "expect": {"outcome": "refused"}},
    {"id": "b", "do": "fake.spend", "with": {"token": "${token}"}},
    {"id": "c", "do": "fake.see"})");
  EXPECT_EQ(result.scenarios[0].findings[1].verdict, Verdict::not_run);
  EXPECT_EQ(result.scenarios[0].findings[1].actual, "it needs \"token\", which a didn't give");
  EXPECT_EQ(result.scenarios[0].findings[2].verdict, Verdict::pass);
  EXPECT_EQ(exit_code(result), 0);
}

TEST_F(Runs, AStepComesAfterStepsThatPassed) {
  const RunResult result = run(R"(
    {"id": "a", "do": "fake.see", "with": {"ok": false, "status": 400}},
    {"id": "b", "do": "fake.see", "after": "a"},
    {"id": "c", "do": "fake.see"},
    {"id": "d", "do": "fake.see", "after": ["c"]})");
  const auto& findings = result.scenarios[0].findings;
  EXPECT_EQ(findings[1].verdict, Verdict::not_run);
  EXPECT_EQ(findings[1].actual, "it comes after a, which didn't pass");
  EXPECT_EQ(findings[3].verdict, Verdict::pass);
}

TEST_F(Runs, AVerbThatSucceedsMustGiveWhatItWasAskedFor) {
  const Finding finding = find(R"({"id": "a", "do": "fake.see", "gives": ["token"]})");
  EXPECT_EQ(finding.verdict, Verdict::error);
  EXPECT_EQ(finding.actual, "fake.see gave no \"token\"");
}

TEST_F(Runs, AVerbTheTargetCannotDoIsNotRunAndNothingRunIsNoPass) {
  targets.capabilities = "journal";
  const RunResult result = run(R"({"id": "a", "do": "fake.tick"})");
  EXPECT_EQ(result.scenarios[0].findings[0].verdict, Verdict::not_run);
  EXPECT_EQ(result.scenarios[0].findings[0].actual, "this target has no clock");
  EXPECT_EQ(exit_code(result), 1);
}

TEST_F(Runs, APlannedFaultThatNeverFiredFailsTheScenario) {
  targets.faults = R"([{"route": "token", "at": "committed", "fired": 1},
                       {"route": "revoke", "at": "sent", "fired": 0}])";
  const RunResult result = run(R"({"id": "a", "do": "fake.see"})");
  ASSERT_EQ(result.scenarios[0].findings.size(), 2U);
  EXPECT_EQ(result.scenarios[0].findings[1].verdict, Verdict::fail);
  EXPECT_THAT(result.scenarios[0].findings[1].actual,
              HasSubstr("route \"revoke\" at \"sent\" never fired"));
  EXPECT_EQ(exit_code(result), 1);
}

TEST_F(Runs, AMockThatBrokeIsNoPass) {
  targets.journal = R"({"dropped":0,"bugs":2,"exchanges":[]})";
  const RunResult result = run(R"({"id": "a", "do": "fake.see"})");
  ASSERT_EQ(result.scenarios[0].findings.size(), 2U);
  EXPECT_EQ(result.scenarios[0].findings[1].verdict, Verdict::error);
  EXPECT_EQ(result.scenarios[0].findings[1].actual, "2 answers came from a broken mock");
  EXPECT_EQ(exit_code(result), 1);
}

TEST_F(Runs, EachCombinationGetsAStageOfItsOwn) {
  run(R"({"id": "a", "do": "fake.see"})",
      R"("variants": {"mode": ["legacy", "locked-2026"]}, "org": {"mode": "${variant.mode}"},
         "dials": {"otp.max_tries": 3}, )");
  ASSERT_EQ(targets.requests.size(), 2U);
  EXPECT_EQ(targets.requests[0].org_mode, "legacy");
  EXPECT_EQ(targets.requests[1].org_mode, "locked-2026");
  EXPECT_EQ(targets.requests[1].seed, 7U);
  EXPECT_THAT(targets.requests[1].dials,
              ElementsAre(std::pair<std::string, std::string>("otp.max_tries", "3")));
  EXPECT_THAT(observer.lines, ElementsAre("run of 2", "begin test", "a pass", "end test",
                                          "begin test", "a pass", "end test", "run ended"));
}

TEST_F(Runs, ATargetThatDoesNotOpenIsTrouble) {
  targets.unreachable = true;
  const RunResult result = run(R"({"id": "a", "do": "fake.see"})");
  EXPECT_EQ(result.scenarios[0].findings[0].actual, "nobody listens (host:443)");
  EXPECT_EQ(exit_code(result), 3);
}

TEST_F(Runs, AnInterruptEndsTheRunBetweenSteps) {
  steps_until_interrupt = 3;  // asked before the scenario and before each step
  const RunResult result = run(R"({"id": "a", "do": "fake.see"}, {"id": "b", "do": "fake.see"})");
  EXPECT_EQ(result.scenarios[0].findings[0].verdict, Verdict::pass);
  EXPECT_EQ(result.scenarios[0].findings[1].actual, "the run was interrupted");
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(exit_code(result), 130);
}

TEST_F(Runs, AFailureWeighsMoreThanTroubleAndAnEmptyRunIsNoPass) {
  RunResult both;
  both.scenarios.resize(2);
  both.scenarios[0].findings = {Finding{.verdict = Verdict::fail}};
  both.scenarios[1].findings = {Finding{.verdict = Verdict::error, .trouble = true}};
  EXPECT_EQ(exit_code(both), 1);
  EXPECT_EQ(exit_code(RunResult{}), 1);
}

}  // namespace
}  // namespace rehearse::harness
