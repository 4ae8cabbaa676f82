#include "harness/report/tap_report.h"

#include <gmock/gmock.h>

#include "mocks/core/text.h"
#include "tests/support/report_parts.h"
#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

// clang-format off
constexpr std::string_view kSample = R"tap(TAP version 14
1..2
# rehearse 1.2.3, seed 7, target mock, driver pages
# Subtest: rotation pkce=true who=two of us
    1..4
    ok 1 - in [w.1]: Sign in.
    not ok 2 - refresh [sf.1, sf.2, sf.3]: Refresh <once>
      ---
      severity: "fail"
      guide: "sf.1, sf.2, sf.3"
      expected: "success"
      actual: "a refusal with status 400 & \"words\""
      reason: "token_spent"
      why: "It was used."
      means: "The connection dies."
      hint: "Keep the newest."
      rule: "RFC 6749 section 6"
      repeat: "rehearse run rotation --seed 7"
      at: "2026-05-12T10:00:00Z"
      ...
    ok 3 - warn: Warn
      ---
      severity: "warning"
      expected: "success"
      actual: "a refusal"
      ...
    ok 4 - skip: Skip # SKIP it needs "token", which refresh didn't give
not ok 1 - rotation pkce=true who=two of us
# Subtest: canary
    1..1
    not ok 1 - target: Open the target
      ---
      severity: "trouble"
      expected: "a target to run on"
      actual: "nobody listens (host:443)"
      ...
not ok 2 - canary
)tap";
// clang-format on

TEST(TapReport, EachScenarioIsASubtestAndEachStepAPoint) {
  EXPECT_EQ(tap_report(testing::sample_run()), kSample);
}

TEST(TapReport, AnInterruptBailsOut) {
  RunResult run = testing::sample_run();
  run.interrupted = true;
  EXPECT_EQ(tap_report(run), std::string(kSample) + "Bail out! The run was interrupted.\n");
}

TEST(TapReport, AScenarioOfWhichNothingRanIsSkipped) {
  RunResult run;
  run.scenarios = {
      {.name = "one",
       .findings = {
           {.step_id = "a", .title = "A", .verdict = Verdict::not_run, .actual = "no clock"}}}};
  EXPECT_THAT(tap_report(run), ::testing::EndsWith("    1..1\n    ok 1 - a: A # SKIP no clock\n"
                                                   "ok 1 - one # SKIP nothing of it ran\n"));
  run.scenarios[0].findings.clear();
  EXPECT_THAT(tap_report(run), ::testing::HasSubstr("    1..0\n"));
}

TEST(TapReport, TextStaysOnItsLineAndIsNoDirective) {
  EXPECT_EQ(tap_text("a # SKIP b"), "a \\# SKIP b");
  EXPECT_EQ(tap_text("c:\\d"), "c:\\\\d");
  EXPECT_EQ(tap_text(" one\ntwo\tthree\r "), "one two three[U+000D]");
  EXPECT_EQ(yaml_text("a\n\"b\" \\ # \x85\xe2\x80\xa8: é"),
            "\"a\\n\\\"b\\\" \\\\ # \xef\xbf\xbd[U+2028]: é\"");
}

// A reader as strict as the specification: it knows each kind of line, and no other.
TEST(TapReport, HostileTextAddsNoLine) {
  const std::string text = tap_report(testing::hostile_run());
  std::vector<std::string> kinds;
  for (const std::string& line : split(text, '\n')) {
    const std::string_view body = trim(line);
    if (body.empty()) continue;
    const auto is = [&](std::string_view begin) { return body.starts_with(begin); };
    const std::string_view kind = is("TAP version 14") ? "version"
                                  : is("1..")          ? "plan"
                                  : is("not ok 1 - ")  ? "not ok"
                                  : is("# ")           ? "comment"
                                  : is("---")          ? "begin"
                                  : is("...")          ? "end"
                                                       : "";
    if (!kind.empty()) {
      kinds.emplace_back(kind);
      continue;
    }
    EXPECT_TRUE(line.starts_with("      ") && line.find(": \"") != std::string::npos) << line;
  }
  EXPECT_EQ(kinds, (std::vector<std::string>{"version", "plan", "comment", "comment", "plan",
                                             "not ok", "begin", "end", "not ok"}));
}

}  // namespace
}  // namespace rehearse::harness
