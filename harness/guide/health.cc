#include "harness/guide/health.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/guide/coach.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

std::string meaning_of(const std::string& name) {
  const Reason* reason = find_reason(name);
  return reason != nullptr ? std::string(reason->meaning) : std::string();
}

// The grant behind the connection: the newest of the app whose key its profile has.
const GrantSeen* grant_of(const Snapshot& snapshot, const ConnectionSeen& connection) {
  const auto profile = std::ranges::find(snapshot.profiles, connection.profile, &ProfileSeen::id);
  if (profile == snapshot.profiles.end()) return nullptr;
  const AppSeen* app = snapshot.app(profile->key.app_id);
  return app == nullptr || app->grants.empty() ? nullptr : &app->grants.back();
}

std::optional<TimePoint> last_use(const ConnectionSeen& connection, const GrantSeen& grant) {
  return std::max(connection.last_job_at, grant.last_used_at);
}

// Where use moves the end on, as under an idle limit.
bool is_for_disuse(const std::string& reason) {
  return reason == "refresh_idle_limit" || reason == "refresh_unused_too_long";
}

std::string ending_of(const GrantSeen& grant) {
  if (!grant.has_refresh_token) {
    return fmt::format("it has no refresh token and ends with its session{}",
                       grant.ends_at ? " on " + day_and_time(*grant.ends_at) : "");
  }
  if (grant.ends_because == "refresh_policy_zero") {
    return fmt::format(
        "it ends with its session{}, because the app's policy expires refresh "
        "tokens immediately",
        grant.session_ends_at ? " on " + day_and_time(*grant.session_ends_at) : "");
  }
  if (!grant.ends_at) return "nothing in the app's settings ends it";
  if (is_for_disuse(grant.ends_because))
    return fmt::format("it would end on {} if it is not used until then",
                       day_and_time(*grant.ends_at));
  return fmt::format("it ends on {} however it is used, by the app's Refresh Token Policy",
                     day_and_time(*grant.ends_at));
}

Health of_connected(const Snapshot& snapshot, const ConnectionSeen& connection) {
  const GrantSeen* grant = grant_of(snapshot, connection);
  if (grant == nullptr) {
    if (connection.profile == 0)
      return {
          Health::State::connected,
          fmt::format("{} is connected by Workato's own app, not by this one.", connection.name)};
    return {Health::State::over,
            fmt::format("{} is over: the org has revoked what the connection was given; Workato "
                        "finds out at its next job.",
                        connection.name)};
  }
  // Under a policy of zero the session still lives.
  const bool session_lives = grant->session_ends_at && snapshot.now <= *grant->session_ends_at;
  if (!grant->ended.empty() && !session_lives) {
    const std::string why = in_one_sentence(connection.name + " is over", meaning_of(grant->ended));
    return {Health::State::over, fmt::format("{} Workato finds out at its next job.", why),
            grant->ended};
  }
  const auto used = last_use(connection, *grant);
  return {Health::State::connected,
          fmt::format("{} is connected{}; {}.", connection.name,
                      used ? ", last used on " + day_and_time(*used) : "", ending_of(*grant)),
          grant->ends_because};
}

}  // namespace

std::string day_and_time(TimePoint instant) {
  std::string text = format_time(instant);  // 2026-12-26T03:36:00Z
  text[10] = ' ';
  return text.substr(0, 16) + " UTC";
}

std::string cause_of(const Snapshot& snapshot, const ConnectionSeen& connection) {
  const GrantSeen* grant = grant_of(snapshot, connection);
  const bool is_known = grant != nullptr && !grant->ended.empty();
  return is_known && connection.reason == "engine_grant_dead" ? grant->ended : connection.reason;
}

Health health_of(const Snapshot& snapshot) {
  const ConnectionSeen* connection = snapshot.connection();
  if (connection == nullptr) return {Health::State::none, "There is no connection yet."};
  if (connection->status == "connected") return of_connected(snapshot, *connection);
  if (connection->status == "lost") {
    const std::string when =
        connection->lost_at ? " on " + day_and_time(*connection->lost_at) : std::string();
    const std::string cause = cause_of(snapshot, *connection);
    return {Health::State::over,
            in_one_sentence(connection->name + " was lost" + when, meaning_of(cause)), cause};
  }
  if (connection->reason.empty())
    return {Health::State::waiting, connection->name + " is not connected."};
  return {Health::State::waiting,
          in_one_sentence(connection->name + " is not connected", meaning_of(connection->reason)),
          connection->reason};
}

}  // namespace rehearse::harness
