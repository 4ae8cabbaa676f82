#include "mocks/core/time.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using std::chrono::milliseconds;

TEST(Time, FormatsWholeSecondsWithoutAFraction) {
  EXPECT_EQ(format_time(kRunStart), "2026-05-12T09:00:00Z");
  EXPECT_EQ(format_time(kRunStart + milliseconds(7)), "2026-05-12T09:00:00.007Z");
}

TEST(Time, ReadsWhatItWrites) {
  for (const TimePoint instant : {kRunStart, kRunStart + milliseconds(999), TimePoint{}}) {
    EXPECT_EQ(parse_time(format_time(instant)), instant);
  }
}

TEST(Time, ReadsADateAloneAsItsFirstInstant) {
  EXPECT_EQ(parse_time("2026-05-12"), kRunStart - std::chrono::hours(9));
  EXPECT_EQ(parse_time("2026-05-12T09:00Z"), kRunStart);
  EXPECT_EQ(parse_time("2026-05-12T09:00:00+00:00"), kRunStart);
}

TEST(Time, KnowsLeapDays) {
  EXPECT_TRUE(parse_time("2028-02-29").has_value());
  EXPECT_FALSE(parse_time("2026-02-29").has_value());
}

TEST(Time, RefusesWhatIsNoInstant) {
  for (const char* text :
       {"", "2026", "2026-13-01", "2026-00-10", "2026-05-12T24:00:00Z", "2026-05-12T09:60:00Z",
        "2026-05-12T09:00:60Z", "2026-05-12T09:00:00", "2026-05-12T09:00:00+01:00",
        "2026-05-12T09:00:00Zx", "2026-05-12 09:00:00Z", "-026-05-12", "2026-5-12",
        "2026-05-12T09:00:00.12Z"}) {
    EXPECT_FALSE(parse_time(text).has_value()) << text;
  }
}

TEST(Duration, ReadsEveryUnit) {
  EXPECT_EQ(parse_duration("250ms").value(), milliseconds(250));
  EXPECT_EQ(parse_duration("901s").value(), std::chrono::seconds(901));
  EXPECT_EQ(parse_duration("15m").value(), std::chrono::minutes(15));
  EXPECT_EQ(parse_duration("2h").value(), std::chrono::hours(2));
  EXPECT_EQ(parse_duration("31d").value(), std::chrono::days(31));
  EXPECT_EQ(parse_duration("0s").value(), milliseconds(0));
}

TEST(Duration, NamesTheTextAndTheUnitsWhenItCannot) {
  for (const char* text : {"", "5", "s", "5 s", "-5s", "-0s", "5w", "1.5h", "5s "}) {
    const auto parsed = parse_duration(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_NE(parsed.error().find('"' + std::string(text) + '"'), std::string::npos);
    EXPECT_NE(parsed.error().find("15m"), std::string::npos) << parsed.error();
  }
}

TEST(Duration, EndsAtACentury) {
  EXPECT_EQ(parse_duration("36525d").value(), std::chrono::days(36525));
  EXPECT_FALSE(parse_duration("36526d").ok());
  EXPECT_FALSE(parse_duration("99999999999999999999d").ok());
}

TEST(Duration, WritesTheLargestUnitThatDivides) {
  EXPECT_EQ(format_duration(std::chrono::seconds(900)), "15m");
  EXPECT_EQ(format_duration(std::chrono::seconds(901)), "901s");
  EXPECT_EQ(format_duration(std::chrono::hours(48)), "2d");
  EXPECT_EQ(format_duration(milliseconds(1)), "1ms");
  EXPECT_EQ(format_duration(milliseconds(0)), "0s");
  EXPECT_EQ(format_duration(-std::chrono::minutes(5)), "-5m");
}

TEST(VirtualClock, StandsStillUntilItIsMoved) {
  VirtualClock clock(kRunStart);
  EXPECT_EQ(clock.now(), clock.now());
  clock.advance(std::chrono::days(31));
  EXPECT_EQ(clock.now(), kRunStart + std::chrono::days(31));
  clock.set(kRunStart - milliseconds(1));
  EXPECT_EQ(clock.now(), kRunStart - milliseconds(1));
}

}  // namespace
}  // namespace rehearse
