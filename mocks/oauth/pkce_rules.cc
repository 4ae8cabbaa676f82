#include "mocks/oauth/pkce_rules.h"

#include <algorithm>

#include "mocks/core/crypto.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

bool is_unreserved(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '-' || character == '.' ||
         character == '_' || character == '~';
}

bool is_verifier(std::string_view text) {
  return text.size() >= kVerifierLeast && text.size() <= kVerifierMost &&
         std::all_of(text.begin(), text.end(), is_unreserved);
}

Rejection wrong(const Reason& reason, const Dials& dials) {
  const bool is_grant = dials.is(Dial::pkce_mismatch_error, "invalid_grant");
  return {is_grant ? &error::verifier_wrong : &error::verifier_wrong_older, &reason};
}

}  // namespace

CodeChallenge s256_challenge(std::string_view verifier) {
  return CodeChallenge(base64_encode(sha256(verifier), Base64::url));
}

Result<Done, Rejection> judge_verifier(const BoundChallenge& bound,
                                       const std::optional<std::string>& verifier,
                                       const Dials& dials) {
  if (bound.challenge == nullptr || bound.challenge->empty()) {
    // RFC 9700 section 4.8.2 (no downgrade); Salesforce, observed: unexpected code verifier.
    if (verifier && dials.is(Dial::pkce_verifier_without_challenge, "reject"))
      return Rejection{&error::verifier_unexpected, &reason::verifier_unexpected};
    return Done{};
  }
  // RFC 7636 section 4.6: a bound challenge makes the verifier mandatory.
  if (!verifier) return Rejection{&error::verifier_missing, &reason::verifier_missing};
  // RFC 7636 section 4.1: 43 to 128 unreserved characters; Salesforce, observed: longer ones work.
  if (!is_verifier(*verifier)) return wrong(reason::verifier_malformed, dials);
  // Salesforce, observed: a tilde is refused although the RFC allows it.
  if (verifier->find('~') != std::string::npos && dials.is(Dial::pkce_tilde, "reject"))
    return wrong(reason::verifier_tilde, dials);
  // RFC 7636 section 4.6: the transformed verifier equals the challenge.
  const std::string derived = bound.is_plain ? *verifier : s256_challenge(*verifier).value;
  if (!constant_time_equal(derived, bound.challenge->value))
    return wrong(reason::verifier_mismatch, dials);
  return Done{};
}

}  // namespace rehearse::oauth
