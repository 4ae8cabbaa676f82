#pragma once

#include <optional>

// What a simulated life of a connection depends on: the guide's settings, the client and how the
// connection is used. Every enumeration is in the order in which people are shown its values.
namespace rehearse::simulation {

// ClientPkce is what the client sends of RFC 7636.
enum class ClientPkce {
  none,
  s256,
  s256_without_method,  // a challenge, but no code_challenge_method
  wrong,                // a verifier that does not belong to the challenge
};

enum class RefreshPolicy {
  until_revoked,
  immediately,
  lifetime_30,
  lifetime_90,
  lifetime_365,
  unused_7,
  unused_30,
};

// Allowlist is what the app's refresh token allowlist holds. Workato calls from the United States'
// three addresses: each job from the next one in turn, and each day begins with another. Two of
// three are the first two; the connection is made from the first.
enum class Allowlist { off, all_three, two_of_three, other_data_centre, trial };

// Scopes are what the connection asks for beside what the app has.
enum class Scopes {
  standard,         // Workato's default, all of it the app's
  subset,           // less than the app has
  wider,            // more than the app has
  without_refresh,  // the app lacks refresh_token
};

// Usage is how the connection is used for kHorizonDays days.
enum class Usage {
  every_15_minutes,
  daily,
  monthly,
  idle_29_days,      // daily for a week, 29 days of nothing, daily again
  idle_31_days,      // daily for a week, 31 days of nothing, daily again
  two_workers,       // daily, two jobs at one instant
  one_lost_response  // daily; the answer to the third refresh is lost after the commit
};

enum class Client { correct, drops_rotated_token, double_refresh };

// Settings are the org's side of a life.
struct Settings {
  bool pkce_required = true;
  bool rotation = true;
  bool idle_limit = false;  // Limit Idle Refresh Token TTL to 30 Days
  RefreshPolicy refresh_policy = RefreshPolicy::until_revoked;
  Allowlist allowlist = Allowlist::off;
  bool secret_for_web_server = true;
  bool secret_for_refresh = true;
  bool jwt = false;
  Scopes scopes = Scopes::standard;
  bool locked_2026 = false;  // the org's mode
  friend bool operator==(const Settings&, const Settings&) = default;
};

struct LifePlan {
  Settings settings{};
  ClientPkce client_pkce = ClientPkce::s256;
  Usage usage = Usage::daily;
  Client client = Client::correct;
  // What an admin changes the settings to on day kSwitchDay; at the end of such a life somebody
  // tries to connect anew. The org's mode cannot change.
  std::optional<Settings> later{};
  friend bool operator==(const LifePlan&, const LifePlan&) = default;
};

inline constexpr int kHorizonDays = 400;
inline constexpr int kSwitchDay = 10;

}  // namespace rehearse::simulation
