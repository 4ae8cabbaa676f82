#include "harness/record/declared.h"

#include <gtest/gtest.h>

#include "mocks/core/text.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

constexpr const char* kEntry = R"([
  {"id": "status-of-unknown-client", "scenario": "tokens/requests", "step": "unknown",
   "where": "response.status", "recorded": "401", "mock": "400", "reason": "since Summer '26",
   "date": "2026-06-01", "until": "2026-12-31"}
])";

DeclaredDifferences ledger_of(const std::string& text) {
  auto read = DeclaredDifferences::read(text, "ledger.json");
  EXPECT_TRUE(read.ok()) << read.error();
  return std::move(read).value();
}
std::string error_of(const std::string& text) {
  const auto read = DeclaredDifferences::read(text, "ledger.json");
  return read ? "" : read.error();
}
RecordingMeta meta_of(const std::string& date) {
  return {.scenario = "tokens/requests", .date = date};
}
std::vector<Difference> one_difference() {
  return {{.step = "unknown", .where = "response.status", .recorded = "401", .mock = "400"}};
}

TEST(DeclaredDifferences, CoverWhatTheyName) {
  DeclaredDifferences ledger = ledger_of(kEntry);
  std::vector<Difference> differences = one_difference();
  differences.push_back(
      {.step = "other", .where = "response.status", .recorded = "401", .mock = "400"});
  differences.push_back(
      {.step = "unknown", .where = "response.status", .recorded = "403", .mock = "400"});
  ledger.mark(meta_of("2026-12-31"), differences);
  EXPECT_EQ(differences[0].declared, "status-of-unknown-client");
  EXPECT_EQ(differences[1].declared, "");
  EXPECT_EQ(differences[2].declared, "");
  EXPECT_TRUE(ledger.stale().empty());
}

TEST(DeclaredDifferences, AreOverTheDayAfterTheirLast) {
  DeclaredDifferences ledger = ledger_of(kEntry);
  std::vector<Difference> differences = one_difference();
  ledger.mark(meta_of("2027-01-01"), differences);
  EXPECT_EQ(differences[0].declared, "");
  ASSERT_EQ(ledger.stale().size(), 1U);
  EXPECT_EQ(ledger.stale()[0],
            "ledger.json:2: \"status-of-unknown-client\" was declared until 2026-12-31, and the "
            "recording is of 2027-01-01: look at it again");
}

TEST(DeclaredDifferences, AreStaleIfNothingDiffers) {
  DeclaredDifferences ledger = ledger_of(kEntry);
  std::vector<Difference> none;
  ledger.mark({.scenario = "guide", .date = "2026-06-01"}, none);
  EXPECT_TRUE(ledger.stale().empty()) << "its scenario was not compared";
  ledger.mark(meta_of("2026-06-01"), none);
  ASSERT_EQ(ledger.stale().size(), 1U);
  EXPECT_EQ(ledger.stale()[0],
            "ledger.json:2: \"status-of-unknown-client\" is declared, but tokens/requests shows no "
            "such difference: remove it");
}

TEST(DeclaredDifferences, TakeReferencesWithoutTheirNumbers) {
  DeclaredDifferences ledger = ledger_of(replace_all(kEntry, "\"401\"", "\"<cookie 1>\""));
  std::vector<Difference> differences = one_difference();
  differences[0].recorded = "<cookie 7>";
  ledger.mark(meta_of("2026-06-01"), differences);
  EXPECT_EQ(differences[0].declared, "status-of-unknown-client");
}

TEST(DeclaredDifferences, SayFilePlaceAndWhatIsWrong) {
  EXPECT_EQ(error_of("{}"),
            "ledger.json:1: $: the ledger must be a list of entries, not an object");
  EXPECT_EQ(error_of("[1]"), "ledger.json:1: $[0]: an entry must be an object, not a number");
  EXPECT_EQ(error_of(replace_all(kEntry, "\"until\"", "\"untill\"")),
            "ledger.json:4: $[0].untill: a declared difference has no member \"untill\"; did you "
            "mean \"until\"?");
  EXPECT_EQ(error_of(replace_all(kEntry, "2026-06-01", "June")),
            "ledger.json:4: $[0].date: \"June\" is no date such as 2026-05-12");
  EXPECT_EQ(error_of(replace_all(kEntry, "\"reason\": \"since Summer '26\",", "")),
            "ledger.json:2: $[0]: a declared difference needs the member \"reason\"");
  const std::string entry = std::string(kEntry).substr(2, std::string(kEntry).size() - 4);
  EXPECT_NE(error_of("[" + entry + "," + entry + "]").find("there is an entry"), std::string::npos);
}

TEST(DeclaredDifferences, OfTheProjectAreWellFormed) {
  const std::string file = "fixtures/declared_differences.json";
  const auto read = DeclaredDifferences::read(
      rehearse::testing::read_file(rehearse::testing::source_root() / file), file);
  EXPECT_TRUE(read.ok()) << read.error();
}

}  // namespace
}  // namespace rehearse::harness
