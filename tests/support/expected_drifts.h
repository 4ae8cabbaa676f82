#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "harness/record/declared.h"
#include "harness/record/parity.h"
#include "harness/record/reference_text.h"
#include "tests/support/drifting_org.h"

// What the drifting org can answer otherwise, and what is to be seen of it.
namespace rehearse::harness::testing {

inline constexpr const char* kDriftScenario = R"({
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
    {"id": "revoke", "do": "client.revoke"},
    {"id": "over", "do": "client.refresh", "expect": {"outcome": "refused"}}
  ]
})";

// ExpectedDrift is what parity is to find of one.
struct ExpectedDrift {
  Difference::What what = Difference::What::value;
  std::string where{}, recorded{}, mock{};
  friend bool operator==(const ExpectedDrift&, const ExpectedDrift&) = default;
  friend void PrintTo(const ExpectedDrift& one, std::ostream* out) {
    *out << to_text(one.what) << " at " << one.where << ": " << one.recorded << " | " << one.mock;
  }
};

inline const std::map<Drift, ExpectedDrift>& expected_drifts() {
  using What = Difference::What;
  static const std::map<Drift, ExpectedDrift> all{
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

// What parity finds between the two.
inline std::vector<ExpectedDrift> drifts_between(const Recording& recorded, const Recording& mock) {
  std::vector<ExpectedDrift> all;
  const std::vector<Difference> differences = compare_recordings(recorded, mock);
  for (const DifferenceGroup& group : grouped(differences))
    all.push_back({group.first.what, group.first.where, without_numbers(group.first.recorded),
                   without_numbers(group.first.mock)});
  return all;
}

}  // namespace rehearse::harness::testing
