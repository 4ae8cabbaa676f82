#include "harness/report/console.h"

#include <gmock/gmock.h>

#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Guide kGuide{{{"w", "Begin in Workato", {{"w.1", "Sign in."}}},
                    {"sf", "Go on in Salesforce", {{"sf.1", "Sign in there."}}}}};

std::string shown(const RunResult& run, ConsoleStyle style) {
  std::string text;
  Console console([&](std::string_view more) { text += more; }, kGuide, style);
  console.run_begins(run, run.scenarios.size());
  for (const ScenarioResult& scenario : run.scenarios) {
    console.scenario_begins(scenario);
    for (const Finding& finding : scenario.findings) console.step_ended(finding);
    console.scenario_ended(scenario);
  }
  console.run_ended(run);
  return text;
}

TEST(Console, TellsTheRunAsItHappens) {
  EXPECT_EQ(shown(testing::sample_run(), {}),
            R"(rehearse 1.2.3: target mock, driver pages, seed 7, from 2026-05-12T09:00:00Z, 2 runs

[1/2] rotation pkce=true who=two of us
  Rotation works

  Begin in Workato
  ✓ w.1      Sign in.  signed in

  Go on in Salesforce
  ✗ sf.1     Refresh <once>  fail
      expected   success
      actual     a refusal with status 400 & "words"
      why        It was used.
      means      The connection dies.
      what to do Keep the newest.
      rule       RFC 6749 section 6
      explain    rehearse explain token_spent
      repeat     rehearse run rotation --seed 7

  Beyond the guide
  ! warn     Warn  warning
      expected   success
      actual     a refusal
  - skip     Skip  it needs "token", which refresh didn't give
  1 passed, 1 failed, 1 warning, 1 not run

[2/2] canary
  It must fail
  ✗ target   Open the target  error
      expected   a target to run on
      actual     nobody listens (host:443)
  0 passed, 1 error
  This scenario is there to fail, and it did.

2 runs: 0 passed, 2 didn't
  ✗ rotation pkce=true who=two of us
      rehearse run rotation --seed 7
  ✗ canary
      rehearse run canary --seed 7

✗ 1 passed, 1 failed, 1 error, 1 warning, 1 not run
)");
}

TEST(Console, QuietTellsALineAScenarioAndWhatBroke) {
  const std::string text = shown(testing::sample_run(), {.quiet = true});
  EXPECT_THAT(text, Not(HasSubstr("Sign in.")));
  EXPECT_THAT(text, HasSubstr("why        It was used."));
  EXPECT_THAT(text, HasSubstr("✗ rotation pkce=true who=two of us  1 passed"));
}

TEST(Console, ColourOnlyWhereAsked) {
  EXPECT_THAT(shown(testing::sample_run(), {}), Not(HasSubstr("\033")));
  EXPECT_THAT(shown(testing::sample_run(), {.colour = true}), HasSubstr("\033[32m✓\033[0m"));
}

TEST(Console, ACanaryThatPassesIsTold) {
  RunResult run = testing::sample_run();
  run.scenarios[1].findings[0] = Finding{.step_id = "x", .verdict = Verdict::pass};
  EXPECT_THAT(shown(run, {}), HasSubstr("This scenario is there to fail, and it didn't"));
}

// What ran only in part did not pass, and is none of those that did not either.
TEST(Console, ARunThatRanInPartIsCountedAsThat) {
  const Finding passed{.step_id = "a", .verdict = Verdict::pass};
  const Finding skipped{.step_id = "b", .verdict = Verdict::not_run, .actual = "no clock"};
  RunResult run = testing::sample_run();
  run.scenarios = {{.name = "whole", .findings = {passed}},
                   {.name = "part", .findings = {passed, skipped}},
                   {.name = "none", .findings = {skipped}}};
  const std::string text = shown(run, {.quiet = true});
  EXPECT_THAT(text, HasSubstr("✓ whole  1 passed\n"));
  EXPECT_THAT(text, HasSubstr("- part  1 passed, 1 not run\n"));
  EXPECT_THAT(text,
              HasSubstr("3 runs: 1 passed, 1 as far as they could run, 1 didn't\n  - none\n"));
  EXPECT_THAT(text, HasSubstr("\n- 2 passed, 2 not run\n"));
  EXPECT_EQ(exit_code(run), 0);
}

TEST(Result, PassesOnlyIfEverythingRan) {
  const Finding passed{.verdict = Verdict::pass}, warned{.verdict = Verdict::warning};
  const Finding skipped{.verdict = Verdict::not_run}, failed{.verdict = Verdict::fail};
  const auto verdict = [](std::vector<Finding> findings) {
    return verdict_of({.findings = std::move(findings)});
  };
  EXPECT_EQ(verdict({passed, passed}), Verdict::pass);
  EXPECT_EQ(verdict({passed, warned}), Verdict::warning);
  EXPECT_EQ(verdict({passed, skipped}), Verdict::not_run);
  EXPECT_EQ(verdict({warned, skipped}), Verdict::not_run);
  EXPECT_EQ(verdict({}), Verdict::not_run);
  EXPECT_EQ(verdict({failed, skipped}), Verdict::fail);
  EXPECT_TRUE(ran_in_part({.findings = {passed, skipped}}));
  EXPECT_FALSE(ran_in_part({.findings = {skipped, skipped}}));
  EXPECT_FALSE(ran_in_part({.findings = {failed, skipped}}));
  EXPECT_FALSE(nothing_ran({.findings = {passed, skipped}}));
  EXPECT_TRUE(nothing_ran({.findings = {skipped, skipped}}));
  EXPECT_FALSE(nothing_ran({.findings = {failed, skipped}}));
  EXPECT_FALSE(nothing_ran({.findings = {passed}}));
  // Nothing at all did not pass; a part of it did what it could.
  RunResult run;
  run.scenarios = {{.findings = {skipped}}};
  EXPECT_EQ(exit_code(run), 1);
  run.scenarios.push_back({.findings = {passed, skipped}});
  EXPECT_EQ(exit_code(run), 0);
}

TEST(Console, AnInterruptedRunSaysSo) {
  RunResult run = testing::sample_run();
  run.interrupted = true;
  EXPECT_THAT(shown(run, {}), HasSubstr("Interrupted: what is left was not run.\n"));
}

}  // namespace
}  // namespace rehearse::harness
