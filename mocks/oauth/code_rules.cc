#include "mocks/oauth/code_rules.h"

#include "mocks/oauth/errors.h"
#include "mocks/oauth/ip_allowlist.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/ttl_rules.h"

namespace rehearse::oauth {
namespace {

CodeRefusal refuse(const OAuthError& wire, const Reason& reason, CodeEffect effect) {
  return {{&wire, &reason}, effect};
}

Result<Done, CodeRefusal> judge_code(const CodeFacts& code, const Dials& dials, TimePoint now) {
  // RFC 6749 section 5.2: an unknown code.
  if (!code.is_issued) return refuse(error::code_unknown, reason::code_unknown, CodeEffect::keeps);
  if (!code.is_kept) return refuse(error::code_dead, reason::code_forgotten, CodeEffect::replays);
  // RFC 6749 section 4.1.3: bound to its client, which can still redeem it.
  if (!code.is_own)
    return refuse(error::code_unknown, reason::code_of_other_client, CodeEffect::keeps);
  // RFC 6749 section 4.1.2: single use; Salesforce, observed: "expired authorization code".
  if (code.spent != nullptr) {
    const bool was_redeemed = code.spent == &reason::code_replayed;
    return refuse(error::code_dead, *code.spent,
                  was_redeemed ? CodeEffect::replays : CodeEffect::keeps);
  }
  // RFC 6749 section 4.1.2: short-lived; Salesforce, documented: 15 minutes.
  if (expired(code.issued_at, dials.duration(Dial::code_lifetime), now))
    return refuse(error::code_dead, reason::code_expired, CodeEffect::spends);
  return Done{};
}

}  // namespace

Result<Done, CodeRefusal> judge_exchange(const CodeFacts& code, const Exchange& exchange,
                                         const AppSettings& settings, const Dials& dials,
                                         TimePoint now) {
  if (auto judged = judge_code(code, dials, now); !judged) return judged;
  // RFC 6749 section 4.1.3: the redirect_uri of the authorization, unchanged. Salesforce always
  // had one there.
  if (!exchange.redirect_uri)
    return refuse(error::redirect_uri_mismatch, reason::exchange_redirect_missing,
                  CodeEffect::spends);
  if (*exchange.redirect_uri != code.redirect_uri)
    return refuse(error::redirect_uri_mismatch, reason::exchange_redirect_mismatch,
                  CodeEffect::spends);
  // RFC 7636 section 4.6. A wrong verifier uses the code up, so that it cannot be guessed at.
  if (auto verifier = judge_verifier(code.challenge, exchange.verifier, dials); !verifier)
    return CodeRefusal{verifier.error(), CodeEffect::spends};
  // Salesforce, documented: the allowlist covers the web server flow. What is blocked uses nothing
  // up.
  if (!address_allowed(settings.token_ip_ranges, exchange.peer))
    return refuse(error::ip_restricted, reason::exchange_ip_blocked, CodeEffect::keeps);
  if (auto user = judge_user(code.user); !user)
    return CodeRefusal{user.error(), CodeEffect::spends};
  return Done{};
}

}  // namespace rehearse::oauth
