#include "mocks/workato/engine/client_bugs.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

namespace rehearse::workato {
namespace {

// People name these on the command line and read them in reports: they stay.
TEST(ClientBugs, ReasonsKeepTheirNames) {
  std::vector<std::string_view> names;
  for (const ClientBugInfo& row : client_bug_table()) names.push_back(row.reason->name);
  EXPECT_THAT(
      names,
      ::testing::ElementsAre(
          "bug_no_pkce", "bug_plain_pkce", "bug_standard_base64_challenge", "bug_short_verifier",
          "bug_loses_verifier", "bug_reuses_verifier", "bug_wrong_redirect_at_exchange",
          "bug_per_data_centre_callback", "bug_ignores_state", "bug_takes_repeated_code",
          "bug_exchanges_on_reload", "bug_secret_in_url", "bug_pastes_secret_with_blank",
          "bug_cuts_pasted_secret", "bug_requires_expires_in", "bug_loses_instance_url",
          "bug_follows_foreign_instance_url", "bug_takes_cached_answers", "bug_truncates_tokens",
          "bug_drops_rotated_token", "bug_forgets_kept_token", "bug_refreshes_twice_at_once",
          "bug_retries_blindly", "bug_keeps_stale_snapshot", "bug_saves_after_use",
          "bug_reads_lagging_replica", "bug_sends_scope_at_refresh", "bug_trusts_issued_at",
          "bug_retries_dead_token", "bug_refreshes_on_every_401", "bug_ignores_retry_after",
          "bug_drops_token_when_blocked", "bug_drops_token_at_wrong_secret"));
}

TEST(ClientBugs, EachSwitchIsOffAtFirstAndHasOneRow) {
  ClientBugs bugs;
  std::set<std::string_view> names;
  for (const ClientBugInfo& row : client_bug_table()) {
    EXPECT_FALSE(bugs.*row.flag) << row.name << " shares its switch, or starts switched on";
    bugs.*row.flag = true;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.reason->name, "bug_" + std::string(row.name));
    EXPECT_FALSE(row.seen.empty()) << row.name;
    EXPECT_FALSE(row.caught_by.empty()) << row.name;
  }
  EXPECT_EQ(sizeof(ClientBugs), client_bug_table().size());
}

TEST(ClientBugs, AreFoundByNameAndByReason) {
  const ClientBugInfo* row = find_client_bug("drops_rotated_token");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(client_bug_of(*row->reason), row);
  EXPECT_EQ(find_client_bug("drops_rotated_tokens"), nullptr);
}

}  // namespace
}  // namespace rehearse::workato
