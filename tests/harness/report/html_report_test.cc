#include "harness/report/html_report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/report/page_exchanges.h"
#include "harness/report/page_text.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "tests/support/report_parts.h"
#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;
using testing::kHostile;
using testing::kNoPictures;
using ::testing::Not;
using testing::page_parts;
using testing::report_of;

std::string page_of(const RunResult& run, const FindPicture& pictures = kNoPictures) {
  const auto page = html_report(report_of(run), page_parts(), pictures);
  return page ? page.value().text : page.error();
}

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

size_t count_of(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

Json exchange(int number, const std::string& body) {
  return {{"at", "2026-05-12T09:00:00Z"},
          {"side", "salesforce"},
          {"method", "GET"},
          {"path", "/" + std::to_string(number)},
          {"status", 200},
          {"peer", "52.5.142.59"},
          {"step", "in"},
          {"response", {{"headers", Json::array()}, {"body", body}}}};
}

RunResult run_with(size_t exchanges, const std::string& body, int64_t dropped = 0) {
  RunResult run = testing::sample_run();
  run.scenarios.resize(1);
  Json list = Json::array();
  for (size_t number = 1; number <= exchanges; ++number)
    list.push_back(exchange(int(number), body));
  run.scenarios[0].transcript = dump_json({{"dropped", dropped}, {"exchanges", list}});
  return run;
}

TEST(HtmlReport, AllowsItsOwnStyleAndScriptByTheirHashesAndNothingElse) {
  const std::string page = page_of(testing::hostile_run());
  const auto hash = [](const std::string& text) {
    return "'sha256-" + base64_encode(sha256(text), Base64::standard) + "'";
  };
  EXPECT_EQ(between(page, "Content-Security-Policy\" content=\"", "\""),
            "default-src 'none'; style-src " + hash(between(page, "<style>", "</style>")) +
                "; script-src " + hash(between(page, "<script>", "</script>")) +
                "; img-src data:; base-uri 'none'; form-action 'none'");
  EXPECT_EQ(count_of(page, "<style"), 1U);
  EXPECT_EQ(count_of(page, "<script"), 1U);
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
  EXPECT_THAT(page, Not(HasSubstr("http-equiv=\"refresh")));
  for (const std::string outside : {"src=\"http", "href=\"http", "url(", "@import"})
    EXPECT_THAT(page, Not(HasSubstr(outside)));
}

TEST(HtmlReport, HostileTextIsTextAndCanBeSeen) {
  const std::string page = page_of(testing::hostile_run());
  EXPECT_THAT(page, HasSubstr("&lt;/script&gt;&lt;!-- &lt;img src=x onerror=alert(1)&gt; "
                              "{{{evil}}} &quot;&#39; &amp; [U+202E]evil[U+202C] "
                              "[U+001B][31m[U+0001] ]]&gt; # \\ end"));
  EXPECT_EQ(count_of(page, "</script>"), 1U);
  for (const std::string raw : {"<!-- ", "<img", "\xe2\x80\xae", "\x1b", "\x01"})
    EXPECT_THAT(page, Not(HasSubstr(raw)));
  EXPECT_THAT(page, HasSubstr("There is no picture."));
}

TEST(HtmlReport, TellsTheVerdictInOneSentence) {
  const auto sentence = [](std::vector<Verdict> verdicts, size_t scenarios = 1) {
    RunResult run;
    for (size_t number = 0; number < scenarios; ++number) {
      ScenarioResult& scenario = run.scenarios.emplace_back();
      for (const Verdict verdict : verdicts) scenario.findings.push_back({.verdict = verdict});
      verdicts = {Verdict::pass};
    }
    return verdict_sentence(run);
  };
  EXPECT_EQ(sentence({Verdict::pass}), "All 1 step passed.");
  EXPECT_EQ(sentence({Verdict::pass, Verdict::pass}), "All 2 steps passed.");
  EXPECT_EQ(sentence({Verdict::pass}, 3), "All 3 steps passed, in 3 scenarios.");
  EXPECT_EQ(sentence({Verdict::pass, Verdict::info}), "1 of 2 steps passed, none failed; 1 note.");
  EXPECT_EQ(sentence({Verdict::pass, Verdict::fail, Verdict::not_run}),
            "1 of 3 steps failed; 1 not run.");
  EXPECT_EQ(sentence({Verdict::error, Verdict::fail, Verdict::warning}, 2),
            "1 of 4 steps failed, 1 met an error, in 1 of 2 scenarios; 1 warning.");
  EXPECT_EQ(sentence({Verdict::error}), "1 of 1 step met an error.");
  EXPECT_EQ(sentence({Verdict::not_run}), "Nothing ran.");
  EXPECT_EQ(sentence({}, 0), "Nothing ran.");
  RunResult interrupted;
  interrupted.scenarios = {{.findings = {{.verdict = Verdict::pass}}}};
  interrupted.interrupted = true;
  EXPECT_EQ(verdict_sentence(interrupted), "All 1 step passed; the run was interrupted.");
}

TEST(HtmlReport, ShowsAStepsPictureAsPartOfThePage) {
  RunResult run = testing::sample_run();
  run.scenarios[0].findings[0].screenshot = "steps/1.png";
  const std::string page = page_of(run, [](std::string_view name) -> Result<Picture, std::string> {
    EXPECT_EQ(name, "steps/1.png");
    return Picture{"QUJD", 640, 480};
  });
  EXPECT_THAT(page,
              HasSubstr("<img src=\"data:image/png;base64,QUJD\" width=\"640\" "
                        "height=\"480\" alt=\"The page when this step had ended: Sign in.\">"));
  EXPECT_EQ(count_of(page, "<img"), 1U);
}

TEST(HtmlReport, NamesTheStepOfAnExchangeAndLeadsFromOneToTheOther) {
  const std::string page = page_of(run_with(2, "text"));
  EXPECT_THAT(page, HasSubstr("<details class=x id=s1-x1 data-step=s1-t1>"));
  EXPECT_THAT(page, HasSubstr("<use href=\"#ws\"/>"));
  EXPECT_THAT(page, HasSubstr("Workato to Salesforce: </span><b>GET</b> <code>/1</code>"));
  EXPECT_THAT(page, HasSubstr("<p class=d><a href=\"#s1-t1\">Sign in.</a></p>"));
  EXPECT_THAT(page, HasSubstr("<p><a href=\"#s1-x1\">2 exchanges</a></p>"));
}

TEST(HtmlReport, SaysWhatTheJournalNoLongerHad) {
  EXPECT_THAT(page_of(run_with(1, "", 1)),
              HasSubstr("1 exchange before these is no longer kept: the journal is bounded."));
  EXPECT_THAT(page_of(run_with(1, "", 1630)), HasSubstr("1,630 exchanges before these are"));
  EXPECT_THAT(page_of(run_with(1, "")), Not(HasSubstr("no longer kept")));
  EXPECT_THAT(page_of(run_with(0, "")), HasSubstr("Nothing was exchanged."));
  RunResult without = run_with(0, "");
  without.scenarios[0].transcript = "null";
  EXPECT_THAT(page_of(without), HasSubstr("the target keeps no journal"));
}

TEST(HtmlReport, CutsLongTextAtItsLimitAndSaysHowMuchIsMissing) {
  EXPECT_THAT(page_of(run_with(1, std::string(kMostOfText, 'a'))),
              Not(HasSubstr("more in exchanges.har")));
  EXPECT_THAT(page_of(run_with(1, std::string(kMostOfText + 1, 'a'))),
              HasSubstr(std::string(kMostOfText, 'a') + " <i>… 1 byte more in exchanges.har</i>"));
  // Never half a character.
  EXPECT_THAT(page_of(run_with(1, std::string(kMostOfText - 1, 'a') + "é")),
              HasSubstr("a <i>… 2 bytes more in exchanges.har</i>"));
}

// A thousand exchanges, each as long as the page shows: what does not fit is counted.
TEST(HtmlReport, StaysUnderThreeMegabytes) {
  const std::string page = page_of(run_with(1000, std::string(1'100, '"')));
  EXPECT_LT(page.size(), 3'000'000U);
  const size_t shown = count_of(page, "<details class=x ");
  EXPECT_GT(shown, 100U);
  EXPECT_THAT(page,
              HasSubstr(std::to_string(1000 - shown) +
                        " exchanges are only in exchanges.har, so that this page stays small."));
}

TEST(HtmlReport, ScenariosThatBrokeGetTheirRoomFirst) {
  RunResult run = run_with(400, std::string(1'100, '"'));
  ScenarioResult good = run.scenarios[0];
  good.findings.resize(1);
  ASSERT_EQ(verdict_of(good), Verdict::pass);
  run.scenarios.insert(run.scenarios.begin(), good);
  const std::string page = page_of(run);
  EXPECT_THAT(page, Not(HasSubstr("id=s1-x1 ")));
  EXPECT_THAT(page, HasSubstr("id=s2-x1 "));
  EXPECT_THAT(page, HasSubstr("400 exchanges are only in exchanges.har"));
}

TEST(HtmlReport, HoldsTheLineageWithTheIdsOfItsScenarioAndNoStyleOfItsOwn) {
  RunResult run = run_with(0, "");
  run.scenarios[0].lineage =
      R"({"at":"2026-05-12T13:00:00Z","codes":[],"grants":[{"id":"g1","app":"0xI1","events":[]}],)"
      R"("apps":[{"id":"0xI1","name":"A </svg> app"}],"users":[]})";
  run.scenarios.push_back(run.scenarios[0]);
  const std::string page = page_of(run);
  for (const std::string id : {"s1-lineage", "s2-lineage"})
    EXPECT_EQ(count_of(page, "id=\"" + id + "-title\""), 1U);
  EXPECT_THAT(page, HasSubstr("g1: A &lt;/svg&gt; app"));
  EXPECT_EQ(count_of(page, "<style"), 1U);
  EXPECT_THAT(page, Not(HasSubstr("<?xml")));
}

TEST(HtmlReport, ATemplateThatIsBrokenIsNamed) {
  PageParts parts = page_parts();
  parts.page = "{{#never_closed}}";
  const auto page = html_report(report_of(testing::sample_run()), parts, kNoPictures);
  ASSERT_FALSE(page.ok());
  EXPECT_THAT(page.error(), HasSubstr("fixtures/report_page.html: "));
}

TEST(PageText, WhatWouldNotShowStandsThereByItsNumber) {
  EXPECT_EQ(page_text("a\tb\nc"), "a\tb\nc");
  EXPECT_EQ(page_text("\r\x7f"), "[U+000D][U+007F]");
  EXPECT_EQ(page_text(std::string_view("\0", 1)), "[U+0000]");
  EXPECT_EQ(page_text("\xc2\x85"), "[U+0085]");                          // NEL
  EXPECT_EQ(page_text("\xd8\x9c"), "[U+061C]");                          // Arabic letter mark
  EXPECT_EQ(page_text("\xe2\x80\x8e\xe2\x80\x8f"), "[U+200E][U+200F]");  // marks
  EXPECT_EQ(page_text("\xe2\x80\x8d"), "\xe2\x80\x8d");                  // a joiner is no mark
  EXPECT_EQ(page_text("\xe2\x80\xa8\xe2\x80\xae"), "[U+2028][U+202E]");
  EXPECT_EQ(page_text("\xe2\x80\xaf"), "\xe2\x80\xaf");                  // a narrow space
  EXPECT_EQ(page_text("\xe2\x81\xa6\xe2\x81\xa9"), "[U+2066][U+2069]");  // isolates
  EXPECT_EQ(page_text("\xef\xbb\xbf\xef\xbf\xbe"), "[U+FEFF][U+FFFE]");
  EXPECT_EQ(page_text("\xf0\x9f\xbf\xbe\xf0\x9f\x98\x80"), "[U+1FFFE]\xf0\x9f\x98\x80");
  EXPECT_EQ(page_text("\xd7\xa9"), "\xd7\xa9") << "letters stay, whichever way they run";
  EXPECT_EQ(page_text("\xff"), "\xef\xbf\xbd");
  EXPECT_EQ(visible_text("<&>\x02"), "<&>[U+0002]");
}

TEST(PageText, BeginningsAreWhole) {
  EXPECT_EQ(beginning("aé", 3), "aé");
  EXPECT_EQ(beginning("aé", 2), "a");
  EXPECT_EQ(beginning("é", 1), "");
}

}  // namespace
}  // namespace rehearse::harness
