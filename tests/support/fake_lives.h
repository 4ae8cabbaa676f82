#pragma once

#include <string>
#include <vector>

#include "harness/matrix/live_cells.h"

namespace rehearse::testing {

inline constexpr Reason kFakeRefusal{"fake_refusal", "The fake org refuses.", "No connection.",
                                     "Mend it."};
inline constexpr Reason kFakeLoss{"fake_loss", "The fake org forgets.", "It is lost.", "Wait."};

// fake_life is a world of three rules: a wrong verifier never connects; rotation with a client that
// drops tokens is lost, on a day that depends on the usage; a short list makes jobs fail.
inline simulation::LifeReport fake_life(const simulation::LifePlan& plan) {
  using What = simulation::LifeEvent::What;
  simulation::LifeReport report;
  report.timeline.push_back({What::created, {}, nullptr, "Begun."});
  if (plan.client_pkce == simulation::ClientPkce::wrong) {
    report.lost_on_day = 0;
    report.chain = {&kFakeRefusal};
    report.remedy = {"sf.11.security.pkce", "Mend the \"verifier\", please."};
    report.timeline.push_back({What::refused, Duration(1000), &kFakeRefusal, "Refused </script>."});
    return report;
  }
  report.connects = true;
  if (plan.settings.rotation && plan.client == simulation::Client::drops_rotated_token) {
    report.lost_on_day = report.first_failure_on_day = 2 + int(plan.usage);
    report.chain = {&kFakeLoss};
    report.remedy = {"", "Keep the new token."};
    report.timeline.push_back(
        {What::lost, std::chrono::hours(24 * *report.lost_on_day), &kFakeLoss, "Lost."});
    return report;
  }
  if (plan.settings.allowlist == simulation::Allowlist::two_of_three) {
    report.first_failure_on_day = 1;
    report.chain = {&kFakeRefusal, &kFakeLoss};
    report.remedy = {"sf.11.security.allowlist", "Add the third address."};
    return report;
  }
  report.works = true;
  return report;
}
inline harness::LiveMaker fake_lives() {
  return [] { return harness::Live(fake_life); };
}

// A selection by flags that make sense.
inline harness::Selection selection_of(std::vector<std::string> dimensions, std::string where = {},
                                       std::string shard = {}) {
  auto read = harness::read_selection({false, std::move(dimensions), std::move(where), shard});
  if (!read) std::abort();
  return std::move(read).value();
}
inline harness::Matrix matrix_of(harness::Selection selection) {
  harness::Matrix matrix;
  matrix.selection = std::move(selection);
  matrix.version = "0.1.0";
  return matrix;
}
// The matrix, lived with fake lives.
inline harness::Matrix lived(harness::Selection selection, unsigned jobs = 1) {
  harness::Matrix matrix = matrix_of(std::move(selection));
  if (!harness::live_cells(matrix, fake_lives(), jobs, nullptr, {})) std::abort();
  return matrix;
}
template <class Write>
std::string text_of(const Write& write) {
  std::string text;
  write([&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace rehearse::testing
