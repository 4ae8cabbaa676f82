#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "harness/record/declared.h"
#include "harness/record/reference_text.h"
#include "tests/support/parity_runs.h"

// An org that answers otherwise, as one of a newer release might: each difference is found, alone
// and with the others, and nothing else is.
namespace rehearse::harness::testing {
namespace {

constexpr const char* kScenario = R"({
  "name": "drift",
  "title": "Everything that the drifting org can answer otherwise",
  "settings": {"isRefreshTokenRotationEnabled": true},
  "steps": [
    {"id": "app", "do": "setup.app"},
    {"id": "authorize", "do": "client.authorize"},
    {"id": "exchange", "do": "client.exchange"},
    {"id": "refresh", "do": "client.refresh"},
    {"id": "again", "do": "client.refresh"},
    {"id": "use", "do": "client.use"},
    {"id": "grant", "do": "client.ask_token", "with": {"form": {"grant_type": "telepathy"}},
     "expect": {"outcome": "refused"}},
    {"id": "client", "do": "client.refresh", "with": {"client_id": "nobody"},
     "expect": {"outcome": "refused"}},
    {"id": "twice", "do": "client.exchange", "with": {"code": "nonsense", "secret": "wrong"},
     "expect": {"outcome": "refused"}},
    {"id": "over", "do": "client.refresh", "with": {"refresh_token": "5Aep861nobody-ever-had-this-one"},
     "expect": {"outcome": "refused"}}
  ]
})";

struct Expected {
  Difference::What what = Difference::What::value;
  std::string where{}, recorded{}, mock{};
  friend bool operator==(const Expected&, const Expected&) = default;
  friend void PrintTo(const Expected& one, std::ostream* out) {
    *out << to_text(one.what) << " at " << one.where << ": " << one.recorded << " | " << one.mock;
  }
};

const std::map<Drift, Expected>& expected() {
  using What = Difference::What;
  static const std::map<Drift, Expected> all{
      {Drift::member_added, {What::missing, "response.body.api_tier", "standard", ""}},
      {Drift::member_gone, {What::extra, "response.body.signature", "", "<signature>"}},
      {Drift::member_renamed, {What::renamed, "response.body.identity_url", "identity_url", "id"}},
      {Drift::member_type,
       {What::type, "response.body.issued_at", "a number: <epoch_ms>", "a text: <epoch_ms>"}},
      {Drift::error_words,
       {What::value, "response.body.error_description", "this refresh token has expired",
        "expired access/refresh token"}},
      {Drift::error_code,
       {What::value, "response.body.error", "unauthorized_client: grant type not supported",
        "unsupported_grant_type: grant type not supported"}},
      {Drift::error_status, {What::status, "response.status", "401", "400"}},
      {Drift::header_gone,
       {What::extra, "response.headers.cache-control", "",
        "no-cache,must-revalidate,max-age=0,no-store,private"}},
      {Drift::redirect_parameter,
       {What::missing, "response.headers.location.query.sfdc_release", "262", ""}},
      {Drift::scope_order,
       {What::value, "response.body.scope", "refresh_token id api full",
        "full api id refresh_token"}},
      {Drift::order_of_checks,
       {What::value, "response.body.error", "invalid_grant: invalid authorization code",
        "invalid_client: invalid client credentials"}},
      {Drift::rotation_off,
       {What::reference, "response.body.refresh_token", "<refresh_token>", "<refresh_token>"}}};
  return all;
}

class DriftingOrg : public ::testing::Test {
 protected:
  // What parity finds on an org that drifts so.
  std::vector<Expected> found(const std::set<Drift>& drifts) {
    std::vector<Expected> all;
    for (const DifferenceGroup& group : grouped(differences(drifts)))
      all.push_back({group.first.what, group.first.where, without_numbers(group.first.recorded),
                     without_numbers(group.first.mock)});
    return all;
  }
  std::vector<Difference> differences(const std::set<Drift>& drifts) {
    return compare_recordings(recorded(plan(), words_, {.seed = 5, .drifts = drifts}),
                              recorded(plan(), words_));
  }
  const Plan& plan() const { return scenario_.plans.at(0); }

  Vocabulary words_ = project_words();
  Scenario scenario_ = scenario_of("drift", kScenario, words_);
};

TEST_F(DriftingOrg, ThatDoesNotDriftShowsNothing) {
  const std::vector<Expected> seen = found({});
  EXPECT_EQ(seen, std::vector<Expected>{});
}

TEST_F(DriftingOrg, ShowsEachDifferenceAndNothingElse) {
  ASSERT_EQ(expected().size(), size_t(kDrifts));
  for (const auto& [drift, one] : expected())
    EXPECT_EQ(found({drift}), std::vector<Expected>{one}) << "drift " << int(drift);
}

TEST_F(DriftingOrg, ShowsAllTwelveAtOnce) {
  std::set<Drift> all;
  for (const auto& [drift, one] : expected()) all.insert(drift);
  std::vector<Expected> seen = found(all);
  EXPECT_EQ(seen.size(), size_t(kDrifts));
  for (const auto& [drift, one] : expected())
    EXPECT_NE(std::find(seen.begin(), seen.end(), one), seen.end()) << "drift " << int(drift);
}

TEST_F(DriftingOrg, IsClearedByADeclaration) {
  std::vector<Difference> seen = differences({Drift::error_status});
  ASSERT_EQ(seen.size(), 1U);
  auto ledger = DeclaredDifferences::read(
      R"([{"id": "x", "scenario": "drift", "step": "client", "where": "response.status",
           "recorded": "401", "mock": "400", "reason": "since Summer", "date": "2026-05-12"}])",
      "ledger.json");
  ASSERT_TRUE(ledger.ok()) << ledger.error();
  ledger.value().mark({.scenario = "drift", .date = "2026-05-12"}, seen);
  EXPECT_EQ(seen[0].declared, "x");
  EXPECT_TRUE(ledger.value().stale().empty());
}

}  // namespace
}  // namespace rehearse::harness::testing
