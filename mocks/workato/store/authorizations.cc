#include "mocks/workato/store/authorizations.h"

#include <algorithm>

#include "mocks/core/crypto.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

constexpr size_t kKept = 1'000;

}  // namespace

void Authorizations::start(Authorization authorization) {
  if (trips_.size() == kKept) trips_.pop_front();
  trips_.push_back(std::move(authorization));
}

const Authorization* Authorizations::find(std::string_view state) const {
  const auto found = std::ranges::find_if(trips_, [state](const Authorization& trip) {
    return constant_time_equal(trip.state, state);
  });
  return found == trips_.end() ? nullptr : &*found;
}

Result<Authorization, const Reason*> Authorizations::claim(std::string_view state,
                                                           const SessionId& browser,
                                                           TimePoint now) {
  auto* trip = const_cast<Authorization*>(find(state));
  if (trip == nullptr) return &reason::callback_state_unknown;
  // RFC 9700 section 4.7.1: the state is bound to the user agent it was made for.
  const bool is_bound = !trip->browser.empty();
  if (is_bound && (browser.empty() || !constant_time_equal(trip->browser.value, browser.value)))
    return &reason::callback_state_other_browser;
  if (trip->spent) return &reason::callback_state_replayed;
  trip->spent = true;
  Authorization claimed = *trip;
  trip->verifier = {};
  if (now - claimed.started_at > kStateLifetime) return &reason::callback_state_expired;
  return claimed;
}

}  // namespace rehearse::workato
