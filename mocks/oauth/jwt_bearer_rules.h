#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/rejection.h"
#include "mocks/oauth/user_rules.h"

namespace rehearse::oauth {

// BearerAssertion is the JWT of a jwt-bearer request, taken apart but not yet believed (RFC 7519,
// RFC 7523 section 3). What the JWT does not say is empty.
struct BearerAssertion {
  std::string signed_part{};              // header and claims, as they came
  std::string signature{};                // bytes
  std::string algorithm{};                // alg
  std::string issuer{};                   // iss: the consumer key
  std::string subject{};                  // sub, or the older prn: the username
  std::vector<std::string> audiences{};   // aud: one, or a list
  std::optional<TimePoint> expires_at{};  // exp
  std::optional<TimePoint> not_before{};  // nbf
  std::string id{};                       // jti
};
// Reads the parameter `assertion`. The error says why it is no JWT.
Result<BearerAssertion, Rejection> read_assertion(const std::optional<std::string>& parameter);

// AssertionFacts is what the org knows about an assertion and the user it names.
struct AssertionFacts {
  // The origins that mean this org: its login host, its My Domain, the one that was called.
  std::span<const std::string> audiences{};
  bool is_replayed = false;  // this app has used the jti before
  UserFacts user{};
  std::string_view profile{};
  std::span<const std::string> permission_sets{};
  // The scopes the user approved for this app on earlier occasions; empty: they never did.
  std::vector<std::string> approved{};
};

// Judges the assertion after its client is known. Order: signature, audience, times, jti, the user,
// the user's right to the app. Gives the scopes to grant. Neither a secret nor the refresh token
// allowlist plays a part.
Result<std::vector<std::string>, Rejection> judge_assertion(const BearerAssertion& assertion,
                                                            const AssertionFacts& facts,
                                                            const AppSettings& settings,
                                                            const Dials& dials, TimePoint now);

}  // namespace rehearse::oauth
