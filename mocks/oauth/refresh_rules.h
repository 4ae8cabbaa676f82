#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/rejection.h"
#include "mocks/oauth/ttl_rules.h"
#include "mocks/oauth/user_rules.h"

namespace rehearse::oauth {

// RefreshFacts is what the org knows about the presented refresh token and its grant.
struct RefreshFacts {
  bool is_issued = false;                 // this org issued it
  bool is_kept = false;                   // its grant is still kept; what follows is known
  bool is_own = false;                    // it was issued to the client that presents it
  const Reason* grant_ended = nullptr;    // why the whole grant ended
  const Reason* refresh_ended = nullptr;  // why its refresh token ended
  uint32_t generation = 0;                // of the presented token
  uint32_t current_generation = 0;        // of the grant's good token
  uint64_t rotated_at_arrival = 0;        // requests up to here ran beside the last rotation
  RefreshTimes times{};
  std::span<const std::string> scopes{};  // of the grant
  UserFacts user{};
};

// Refresh is what the client sent.
struct Refresh {
  std::optional<std::string> scope{};
  std::string_view peer{};
  uint64_t arrival = 0;
};

// RefreshEffect says what a refused refresh does to the grant.
enum class RefreshEffect {
  none,
  cascades,      // a rotated token was reused: the grant is revoked
  ends_refresh,  // the refresh token was seen dead; it stays dead
};
struct RefreshRefusal {
  Rejection rejection{};
  RefreshEffect effect = RefreshEffect::none;
};

// Judges a refresh after the client is known. Order: token, address, reuse, lifetimes, user, scope.
// The value is the scopes to grant: those asked for, or all of the grant.
Result<std::vector<std::string>, RefreshRefusal> judge_refresh(const RefreshFacts& token,
                                                               const Refresh& refresh,
                                                               const AppSettings& settings,
                                                               const Dials& dials, TimePoint now);

}  // namespace rehearse::oauth
