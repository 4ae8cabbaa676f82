#include "mocks/ledger.h"

#include <gmock/gmock.h>

#include <set>

namespace rehearse {
namespace {

TEST(Ledger, EveryRowHasARuleASourceAndAName) {
  const std::vector<LedgerRow> rows = ledger();
  EXPECT_GT(rows.size(), 200U);
  for (const LedgerRow& row : rows) {
    EXPECT_FALSE(row.id.empty()) << row.rule;
    EXPECT_FALSE(row.rule.empty()) << row.id;
    EXPECT_FALSE(row.fidelity.source.empty()) << row.id;
  }
}

TEST(Ledger, HasEveryKindOfRow) {
  std::set<std::string_view> kinds;
  for (const LedgerRow& row : ledger()) kinds.insert(to_text(row.kind));
  EXPECT_EQ(kinds, (std::set<std::string_view>{"behaviour", "dial", "reason", "route"}));
}

TEST(Ledger, BehavioursAndGapsAreNamedOnce) {
  std::set<std::string> seen;
  for (const LedgerRow& row : ledger()) {
    if (row.kind != LedgerRow::Kind::behaviour && row.kind != LedgerRow::Kind::dial) continue;
    EXPECT_TRUE(seen.insert(row.id).second) << row.id;
  }
  EXPECT_GT(cannot_show().size(), 5U);
  for (const Behaviour& gap : cannot_show()) {
    EXPECT_TRUE(seen.insert(std::string(gap.id)).second) << gap.id;
    EXPECT_TRUE(gap.rule.ends_with('.')) << gap.id;
  }
}

TEST(Ledger, ReasonsHaveNamesOfTheirOwnAndAllTheirSentences) {
  std::set<std::string_view> names;
  for (const Reason* reason : all_reasons()) {
    EXPECT_TRUE(names.insert(reason->name).second) << reason->name;
    EXPECT_TRUE(reason->meaning.ends_with('.')) << reason->name;
    EXPECT_TRUE(reason->consequence.ends_with('.')) << reason->name;
    EXPECT_TRUE(reason->remedy.ends_with('.')) << reason->name;
    EXPECT_EQ(find_reason(reason->name), reason);
  }
}

TEST(Ledger, UnknownReasonHasANearestOne) {
  EXPECT_EQ(find_reason("code_expird"), nullptr);
  EXPECT_EQ(nearest_reason("code_expird"), "code_expired");
  EXPECT_EQ(nearest_reason("zzzzzzzzzzzzzzzz"), std::nullopt);
}

}  // namespace
}  // namespace rehearse
