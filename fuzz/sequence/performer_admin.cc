#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "fuzz/sequence/performer.h"

// The operations of a sequence that time and an admin perform.
namespace rehearse::fuzz {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""h;

void Performer::advance(const Operation& operation) {
  // The limits, and a millisecond on either side.
  static constexpr Duration kSteps[] = {
      1ms, 1s,        60s,      15min,    15min + 1ms,    2h,       2h + 1ms,
      24h, 24h + 1ms, 24h * 29, 24h * 30, 24h * 30 + 1ms, 24h * 365};
  const Duration by = kSteps[operation.extra % std::size(kSteps)];
  now_ += by;
  if (telling_.is_on()) telling_.line({{"do", "advance"}, {"by", fmt::format("{}ms", by.count())}});
  if (!shadow_.tokens.empty()) look_at(turn_++ % shadow_.tokens.size());
}

void Performer::change_policy(const Operation& operation) {
  const size_t at = operation.app % 2;
  model::App app = shadow_.apps[at];
  switch (operation.extra % 10) {
    case 0:
      app.rotates = !app.rotates;
      break;
    case 1:
      app.limits_idle = !app.limits_idle;
      break;
    case 2:
      app.needs_secret = !app.needs_secret;
      break;
    case 3:
      app.needs_secret_at_refresh = !app.needs_secret_at_refresh;
      break;
    case 4:
      app.policy = model::App::Policy(operation.choice % 4);
      app.period = operation.index % 2 == 0 ? 24h : 24h * 30;
      break;
    case 5:
      app.allowed = app.allowed.empty() ? "52.5.142.59" : "";
      break;
    case 6:
      app.enabled = !app.enabled;
      break;
    case 7:
      app.needs_challenge = !app.needs_challenge;
      break;
    default:
      app.allowed = operation.choice % 2 == 0 ? "203.0.113.9" : "";
      break;
  }
  org_.change_app(at, app, now_);
  if (setting_.has_twin) twin_.change_app(at, app, now_);
  shadow_.app_changed(int(at), app);
  if (telling_.is_on())
    telling_.line({{"do", "settings"}, {"app", app.name}, {"settings", app_json(app)}});
  survey();
}

void Performer::change_user(const Operation& operation) {
  const size_t user = operation.app % 2;
  if (operation.extra % 4 == 3) {
    org_.set_password(user, now_);
    if (setting_.has_twin) twin_.set_password(user, now_);
    shadow_.password_reset(int(user));
    if (telling_.is_on())
      telling_.line({{"do", "user"},
                     {"username", std::string(kUsers[user])},
                     {"password", "${new_password}"}});
  } else {
    const bool active = !shadow_.users[user];
    org_.change_user(user, active, now_);
    if (setting_.has_twin) twin_.change_user(user, active, now_);
    shadow_.user_changed(int(user), active);
    if (telling_.is_on())
      telling_.line({{"do", "user"}, {"username", std::string(kUsers[user])}, {"active", active}});
  }
  survey();
}

}  // namespace rehearse::fuzz
