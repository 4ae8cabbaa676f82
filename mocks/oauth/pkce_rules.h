#pragma once

#include <optional>
#include <string>

#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/rejection.h"

namespace rehearse::oauth {

// Verifiers: RFC 7636 section 4.1 ends at 128 characters; clients that send 171 work (observed).
inline constexpr size_t kVerifierLeast = 43;
inline constexpr size_t kVerifierMost = 256;

// BASE64URL(SHA256(verifier)), RFC 7636 section 4.2.
CodeChallenge s256_challenge(std::string_view verifier);

// BoundChallenge is what the authorization request bound to the code.
struct BoundChallenge {
  const CodeChallenge* challenge = nullptr;  // null or empty: it had none
  bool is_plain = false;
};
// Judges the code_verifier of an exchange.
Result<Done, Rejection> judge_verifier(const BoundChallenge& bound,
                                       const std::optional<std::string>& verifier,
                                       const Dials& dials);

}  // namespace rehearse::oauth
