#include "harness/report/junit_report.h"

#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

// clang-format off
constexpr std::string_view kSample = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="rehearse run, seed 7" tests="5" failures="1" errors="1">
  <testsuite name="rotation pkce=true who=two of us" tests="4" failures="1" errors="0" skipped="1">
    <testcase name="in [w.1]: Sign in." classname="rotation pkce=true who=two of us" />
    <testcase name="refresh [sf.1, sf.2, sf.3]: Refresh &lt;once>" classname="rotation pkce=true who=two of us">
      <failure message="a refusal with status 400 &amp; &quot;words&quot;" type="fail">expected: success
actual: a refusal with status 400 &amp; "words"
reason: token_spent
why: It was used.
means: The connection dies.
what to do: Keep the newest.
rule: RFC 6749 section 6
repeat: rehearse run rotation --seed 7
</failure>
    </testcase>
    <testcase name="warn: Warn" classname="rotation pkce=true who=two of us">
      <system-out>expected: success
actual: a refusal
</system-out>
    </testcase>
    <testcase name="skip: Skip" classname="rotation pkce=true who=two of us">
      <skipped message="it needs &quot;token&quot;, which refresh didn't give" />
    </testcase>
  </testsuite>
  <testsuite name="canary" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="target: Open the target" classname="canary">
      <error message="nobody listens (host:443)" type="trouble">expected: a target to run on
actual: nobody listens (host:443)
</error>
    </testcase>
  </testsuite>
</testsuites>
)xml";
// clang-format on

TEST(JunitReport, EachStepIsATestCaseWithItsOutcome) {
  EXPECT_EQ(junit_report(testing::sample_run()), kSample);
}

TEST(JunitReport, TextThatXmlForbidsIsReplaced) {
  EXPECT_EQ(xml_text("a\x01z\tend\n"), "a\xef\xbf\xbdz\tend\n");
  EXPECT_EQ(xml_text("\xff"), "\xef\xbf\xbd");
  EXPECT_EQ(xml_text("\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbc"),
            "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbc");
  EXPECT_EQ(xml_text("plain \xc3\xa9 <&>"), "plain \xc3\xa9 <&>");
  RunResult run = testing::sample_run();
  run.scenarios[0].findings[1].actual = "\x1b]]>\xff<!--";
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(junit_report(run).c_str()));
}

}  // namespace
}  // namespace rehearse::harness
