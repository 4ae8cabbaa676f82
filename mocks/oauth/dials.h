#pragma once

#include <array>
#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/fidelity.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"

namespace rehearse::oauth {

// Dial names a rule whose real value isn't public, or on which sources disagree. Add one here and a
// row in dials.cc, in the same order.
enum class Dial {
  rtr_replay,
  rtr_cascade_scope,
  rtr_resets_absolute_lifetime,
  pkce_absent_method,
  pkce_mismatch_error,
  pkce_verifier_without_challenge,
  pkce_stray_verifier_on_refresh,
  pkce_tilde,
  refresh_concurrent,
  client_auth_both,
  token_query_parameters,
  approvals_kept,
  code_replay,
  code_lifetime,
  app_propagation_delay,
  otp_lifetime,
  otp_max_tries,
  otp_max_sends_per_hour,
  otp_voids_before_lock,
  otp_lock_duration,
  otp_trusted_window,
  api_daily_limit,
  login_rate_per_hour,
  login_rate_counts_refreshes,
  soap_login,
  staged_apply,
  staged_permission,
  metadata_duration,
  metadata_listing_delay,
  jwt_clock_skew,
  jwt_jti,
  jwt_expired_certificate,
  frontdoor_lifetime,
  workato_profile_key,
  workato_profile_answer,
  workato_profile_in_use,
  workato_duplicate_name,
  workato_connection_shape,
  workato_connection_refusal,
  workato_token_pair,
  workato_missing_privilege,
  workato_rate_limits,
  workato_retry_after,
  workato_secret_change,
  workato_assigned_profile,
  workato_second_connection,
  workato_keep_alive,
  workato_stop_after_errors,
  count_,
};
inline constexpr size_t kDialCount = size_t(Dial::count_);

enum class DialKind { choice, number, duration };

struct DialInfo {
  Dial dial = Dial::count_;
  std::string_view name{};  // `rtr.replay`
  DialKind kind = DialKind::choice;
  std::array<std::string_view, 4> choices{};  // for a choice; unused ones are empty
  std::string_view standard{};                // the default, as written on the command line
  int64_t least = 0, most = 0;                // for a number; milliseconds for a duration
  std::string_view meaning{};                 // one sentence
  Fidelity fidelity{};
};

std::span<const DialInfo, kDialCount> dial_table();

// Dials are one instance's positions; safe to read and set from any thread.
class Dials {
 public:
  Dials();
  Dials(const Dials& other);
  Dials& operator=(const Dials& other);

  bool is(Dial dial, std::string_view choice) const;  // choice dials
  int64_t number(Dial dial) const;                    // number dials
  Duration duration(Dial dial) const;                 // duration dials
  std::string text(Dial dial) const;                  // as written on the command line

  // The error names the dial, the value, what is allowed, and the nearest known name.
  Result<Done, std::string> set(std::string_view name, std::string_view value);

 private:
  std::array<std::atomic<int64_t>, kDialCount>
      positions_{};  // index of the choice, number, or milliseconds
};

}  // namespace rehearse::oauth
