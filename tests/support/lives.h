#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "mocks/simulation/life.h"

namespace rehearse::testing {

// A life from nothing.
inline simulation::LifeReport lived(const simulation::LifePlan& plan, bool exact = false) {
  simulation::LifeOptions options;
  options.exact = exact;
  return simulation::Lives(options).live(plan);
}

inline std::vector<std::string> names(const std::vector<const Reason*>& chain) {
  std::vector<std::string> names;
  for (const Reason* reason : chain) names.emplace_back(reason->name);
  return names;
}

// "refreshed 135m", in whole days where it is.
inline std::vector<std::string> timeline(const simulation::LifeReport& report) {
  std::vector<std::string> lines;
  for (const simulation::LifeEvent& event : report.timeline)
    lines.push_back(std::string(to_text(event.what)) + " " +
                    (event.at == Duration() ? "0m" : format_duration(event.at)));
  return lines;
}

// The n-th cell of the whole product, usage and client innermost.
inline constexpr uint64_t kCells = 1'505'280;
inline simulation::LifePlan cell(uint64_t number) {
  using namespace simulation;
  LifePlan plan;
  const auto take = [&number](uint64_t values) {
    const uint64_t value = number % values;
    number /= values;
    return value;
  };
  plan.client = Client(take(3));
  plan.usage = Usage(take(7));
  plan.settings.scopes = Scopes(take(4));
  plan.settings.allowlist = Allowlist(take(5));
  plan.settings.refresh_policy = RefreshPolicy(take(7));
  plan.settings.idle_limit = take(2) == 1;
  plan.settings.rotation = take(2) == 1;
  plan.client_pkce = ClientPkce(take(4));
  plan.settings.pkce_required = take(2) == 1;
  plan.settings.secret_for_web_server = take(2) == 0;
  plan.settings.secret_for_refresh = take(2) == 0;
  plan.settings.jwt = take(2) == 1;
  plan.settings.locked_2026 = take(2) == 1;
  return plan;
}

}  // namespace rehearse::testing
