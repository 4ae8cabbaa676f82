#include "harness/report/timeline.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/report/words.h"
#include "tests/support/report_parts.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::report_of;

RunResult run_at(const std::vector<std::string>& times) {
  RunResult run{"1", 1, "2026-05-12T09:00:00Z", "mock", "pages"};
  ScenarioResult& scenario = run.scenarios.emplace_back();
  for (const std::string& time : times)
    scenario.findings.push_back(
        {.title = "Step <" + time + ">.", .verdict = Verdict::pass, .virtual_time = time});
  return run;
}

std::string timeline_of(const RunResult& run) { return timeline_html(report_of(run), 1); }

size_t marks_of(const std::string& html) {
  size_t count = 0;
  for (size_t at = html.find("<circle"); at != std::string::npos; at = html.find("<circle", at + 1))
    ++count;
  return count;
}

TEST(Timeline, ShowsEachInstantOnAnAxisOfDaysAndAsAList) {
  RunResult run = run_at({"2026-05-12T09:00:00Z", "2026-05-12T09:00:00Z", "2026-06-09T09:00:00Z"});
  run.scenarios[0].findings[2].verdict = Verdict::fail;
  run.scenarios[0].transcript = dump_json(
      {{"exchanges", Json::array({{{"at", "2026-05-13T10:00:00Z"}, {"reason", "token_spent"}},
                                  {{"at", "2026-05-13T10:00:00Z"}, {"reason", "token_spent"}}})}});
  const std::string html = timeline_of(run);
  EXPECT_EQ(marks_of(html), 3U);
  EXPECT_THAT(html, HasSubstr("class=\"broke\" aria-label=\"3: 2026-06-09 09:00:00 UTC\""));
  EXPECT_THAT(html, HasSubstr(">day 0<"));
  EXPECT_THAT(html, HasSubstr(">day 25<"));
  EXPECT_THAT(html, HasSubstr("<li id=s1-i1><time>day 0, 2026-05-12 09:00:00 UTC</time> "
                              "<a href=\"#s1-t1\">Step &lt;2026-05-12T09:00:00Z&gt;</a>; "
                              "<a href=\"#s1-t2\">"));
  EXPECT_THAT(html, HasSubstr("<time>day 1, 2026-05-13 10:00:00 UTC</time> 2 exchanges; refused: "
                              "<code>token_spent</code> 2 times</li>"));
}

TEST(Timeline, AClockThatStandsStillNeedsNoPicture) {
  EXPECT_EQ(timeline_of(run_at({"2026-05-12T09:00:00Z", "2026-05-12T09:00:00Z"})),
            "<p>All of it at 2026-05-12 09:00:00 UTC: nobody moved the clock.</p>\n");
  EXPECT_EQ(timeline_of(run_at({"", "soon"})), "");
}

TEST(Timeline, ManyInstantsAreTakenTogether) {
  std::vector<std::string> times;
  for (int day = 0; day < 40; ++day)
    times.push_back(format_time(kRunStart + std::chrono::hours(24 * day)));
  EXPECT_EQ(marks_of(timeline_of(run_at(times))), 40U);
  EXPECT_THAT(timeline_of(run_at(times)), Not(HasSubstr("and the next")));
  for (int day = 40; day < 365; ++day)
    times.push_back(format_time(kRunStart + std::chrono::hours(24 * day)));
  const std::string year = timeline_of(run_at(times));
  EXPECT_LE(marks_of(year), 40U);
  EXPECT_GT(marks_of(year), 20U);
  EXPECT_THAT(year, HasSubstr("and the next 9 days"));
  EXPECT_THAT(year, HasSubstr("; and 4 steps more"));
}

TEST(Words, HowLongSomethingLasts) {
  EXPECT_EQ(lasting(std::chrono::milliseconds(0)), "no time");
  EXPECT_EQ(lasting(std::chrono::milliseconds(1)), "1 ms");
  EXPECT_EQ(lasting(std::chrono::seconds(61)), "1 minute 1 second");
  EXPECT_EQ(lasting(std::chrono::hours(24 * 28 + 3) + std::chrono::seconds(9)), "28 days 3 hours");
  EXPECT_EQ(in_utc(kRunStart), "2026-05-12 09:00:00 UTC");
}

TEST(Words, NumbersAreGrouped) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1204311), "1,204,311");
  EXPECT_EQ(counted(1, "step", "steps"), "1 step");
  EXPECT_EQ(counted(1000, "step", "steps"), "1,000 steps");
}

}  // namespace
}  // namespace rehearse::harness
