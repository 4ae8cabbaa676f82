#include "mocks/workato/recipes/schedule.h"

#include <gmock/gmock.h>

namespace rehearse::workato {
namespace {

using ::testing::HasSubstr;

Schedule schedule(std::string_view text) {
  const auto parsed = parse_schedule(text);
  EXPECT_TRUE(parsed.ok()) << (parsed ? "" : parsed.error());
  return parsed ? parsed.value() : Schedule();
}

std::string run(std::string_view text, std::string_view start, uint64_t turn) {
  const auto at = run_at(schedule(text), parse_time(start).value(), turn);
  return at ? format_time(*at) : "never";
}

TEST(Schedule, RunsAtItsPeriod) {
  EXPECT_EQ(run("15m", "2026-05-12T09:00:00Z", 1), "2026-05-12T09:15:00Z");
  EXPECT_EQ(run("15m", "2026-05-12T09:00:00Z", 4), "2026-05-12T10:00:00Z");
  EXPECT_EQ(run("hourly", "2026-05-12T09:00:00Z", 24), "2026-05-13T09:00:00Z");
  EXPECT_EQ(run("daily", "2026-05-12T09:00:00Z", 365), "2027-05-12T09:00:00Z");
  EXPECT_EQ(run("idle", "2026-05-12T09:00:00Z", 1), "never");
}

TEST(Schedule, MonthKeepsTheDayOrTakesItsLast) {
  EXPECT_EQ(run("monthly", "2026-05-12T09:00:00Z", 1), "2026-06-12T09:00:00Z");
  EXPECT_EQ(run("monthly", "2026-01-31T09:00:00Z", 1), "2026-02-28T09:00:00Z");
  EXPECT_EQ(run("monthly", "2026-01-31T09:00:00Z", 2), "2026-03-31T09:00:00Z");
  EXPECT_EQ(run("monthly", "2027-12-31T23:59:59Z", 2), "2028-02-29T23:59:59Z");
  EXPECT_EQ(run("monthly", "2026-05-12T09:00:00Z", 20), "2028-01-12T09:00:00Z");
}

TEST(Schedule, IsReadAsItIsWritten) {
  for (const char* text : {"hourly", "daily", "monthly", "idle", "1m", "15m", "366d"})
    EXPECT_EQ(to_text(schedule(text)), text);
}

TEST(Schedule, WordsAndPeriodsOutOfRangeAreRefusedInASentence) {
  for (const char* text : {"", "weekly", "Hourly", "15", "-1m"})
    EXPECT_THAT(parse_schedule(text).error(), HasSubstr("write hourly, daily, monthly, idle"))
        << text;
  for (const char* text : {"59s", "0s", "367d"})
    EXPECT_THAT(parse_schedule(text).error(), HasSubstr("between 1m and 366d")) << text;
}

}  // namespace
}  // namespace rehearse::workato
