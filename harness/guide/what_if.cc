#include "harness/guide/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/guide/coach.h"
#include "harness/matrix/cells.h"

namespace rehearse::harness {
namespace {

using simulation::RefreshPolicy;

struct Period {
  int days = 0;
  RefreshPolicy policy = RefreshPolicy::until_revoked;
};
constexpr Period kLifetimes[] = {{30, RefreshPolicy::lifetime_30},
                                 {90, RefreshPolicy::lifetime_90},
                                 {365, RefreshPolicy::lifetime_365}};
constexpr Period kUnused[] = {{7, RefreshPolicy::unused_7}, {30, RefreshPolicy::unused_30}};

// The longest period that is not longer, else the shortest.
template <size_t kSize>
RefreshPolicy nearest(const Period (&periods)[kSize], int days, std::vector<std::string>& rounded) {
  const Period* chosen = &periods[0];
  for (const Period& period : periods) {
    if (period.days <= days) chosen = &period;
  }
  if (chosen->days != days) {
    rounded.push_back(fmt::format("The Refresh Token Policy says {} days; the simulation takes {}.",
                                  days, chosen->days));
  }
  return chosen->policy;
}

RefreshPolicy policy_of(const Json& settings, std::vector<std::string>& rounded) {
  const std::string type = string_member(settings, "refreshTokenPolicyType").value_or("");
  const int64_t period = integer_member(settings, "refreshTokenValidityPeriod").value_or(365);
  const std::string unit = string_member(settings, "refreshTokenValidityUnit").value_or("Days");
  const int64_t hours = period * (unit == "Hours" ? 1 : unit == "Months" ? 24 * 30 : 24);
  if (type == "Zero") return RefreshPolicy::immediately;
  if (type == "SpecificLifetime") return nearest(kLifetimes, int(hours / 24), rounded);
  if (type == "SpecificInactivity") return nearest(kUnused, int(hours / 24), rounded);
  return RefreshPolicy::until_revoked;
}

simulation::Allowlist allowlist_of(const AppSeen& app, const Snapshot& snapshot,
                                   std::vector<std::string>& rounded) {
  const Json* ranges = find_member(app.settings, "tokenIpRanges");
  if (ranges == nullptr || ranges->empty()) return simulation::Allowlist::off;
  const auto caution = std::ranges::find(app.cautions, "guide_allowlist", &Departure::reason);
  if (caution == app.cautions.end()) return simulation::Allowlist::all_three;
  const auto lacking = std::ranges::count_if(snapshot.egress, [&](const std::string& address) {
    return caution->found.find(address) != caution->found.npos;
  });
  if (size_t(lacking) == snapshot.egress.size()) return simulation::Allowlist::other_data_centre;
  rounded.emplace_back(
      "The allowlist lacks some of Workato's addresses; the simulation lacks the last one.");
  return simulation::Allowlist::two_of_three;
}

bool has(const Json& scopes, std::string_view name) {
  return scopes.is_array() && std::ranges::find(scopes, Json(name)) != scopes.end();
}

simulation::Scopes scopes_of(const AppSeen& app, const Snapshot& snapshot) {
  static const Json kNone = Json::array();
  const Json* found = find_member(app.settings, "scopes");
  const Json& scopes = found != nullptr ? *found : kNone;
  if (!has(scopes, "refresh_token") && !has(scopes, "offline_access"))
    return simulation::Scopes::without_refresh;
  const ConnectionSeen* connection = snapshot.connection();
  const std::vector<std::string> standard{"full", "id", "api"};
  const bool is_own_wish = connection != nullptr && !connection->requested_scopes.empty();
  const std::vector<std::string>& asked = is_own_wish ? connection->requested_scopes : standard;
  const bool all = std::ranges::all_of(asked, [&](const std::string& scope) {
    return scope == "refresh_token" || has(scopes, scope);
  });
  if (!all) return simulation::Scopes::wider;
  const bool whole = std::ranges::find(asked, "full") != asked.end();
  return whole ? simulation::Scopes::standard : simulation::Scopes::subset;
}

// What the simulation does not know of: no connection comes about, whatever its usage.
std::vector<std::string> blocks(const AppSeen& app) {
  std::vector<std::string> sentences;
  for (const auto* list : {&app.departures, &app.cautions}) {
    for (const Departure& departure : *list) {
      if (departure.reason == "guide_callback")
        sentences.push_back(departure.found +
                            " No connection comes about before that is put right.");
      if (departure.reason == "app_oauth_off")
        sentences.emplace_back("OAuth is off: no connection comes about before it is enabled.");
      if (departure.reason == "app_disabled")
        sentences.emplace_back(
            "The app is disabled: no connection comes about before it is "
            "enabled in its policies.");
    }
  }
  return sentences;
}

}  // namespace

simulation::Settings settings_of(const AppSeen& app, const Snapshot& snapshot,
                                 std::vector<std::string>& rounded) {
  const auto flag = [&app](std::string_view name, bool otherwise) {
    return bool_member(app.settings, name).value_or(otherwise);
  };
  return {.pkce_required = flag("isPkceRequired", true),
          .rotation = flag("isRefreshTokenRotationEnabled", false),
          .idle_limit = flag("isEnforceRefreshTokenTTL", false),
          .refresh_policy = policy_of(app.settings, rounded),
          .allowlist = allowlist_of(app, snapshot, rounded),
          .secret_for_web_server = !flag("isConsumerSecretOptional", false),
          .secret_for_refresh = flag("isSecretRequiredForRefreshToken", true),
          .jwt = flag("isNamedUserJwtEnabled", false),
          .scopes = scopes_of(app, snapshot)};
}

WhatIf Simulator::what_if(const AppSeen& app, const Snapshot& snapshot) {
  WhatIf told{.blocked = blocks(app)};
  simulation::LifePlan plan = plan_of(standard_point());
  plan.settings = settings_of(app, snapshot, told.rounded);
  const Dimension& usages = dimensions()[*find_dimension("usage")];
  for (const std::string_view usage : kUsages) {
    const size_t value = *usages.find(usage);
    usages.set(plan, value);
    const std::string cell = name_of(point_of(plan));
    auto found = known_.find(cell);
    if (found == known_.end()) found = known_.emplace(cell, story_of(live_(plan))).first;
    told.lives.push_back(
        {std::string(usage), std::string(usages.values[value].meaning), cell, found->second});
  }
  return told;
}

}  // namespace rehearse::harness
