#include "mocks/oauth/refresh_rules.h"

#include <algorithm>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/ip_allowlist.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"

namespace rehearse::oauth {
namespace {

using Judged = Result<Done, RefreshRefusal>;

RefreshRefusal refuse(const OAuthError& wire, const Reason& reason,
                      RefreshEffect effect = RefreshEffect::none) {
  return {{&wire, &reason}, effect};
}

Judged judge_token(const RefreshFacts& token) {
  // RFC 6749 section 5.2; Salesforce, documented: one text for every dead refresh token.
  if (!token.is_issued) return refuse(error::token_dead, reason::refresh_token_unknown);
  if (!token.is_kept) return refuse(error::token_dead, reason::grant_forgotten);
  // RFC 6749 section 6: bound to its client. Nothing happens to the grant, or any client could end
  // another's connection.
  if (!token.is_own) return refuse(error::token_dead, reason::refresh_token_of_other_client);
  return Done{};
}

Judged judge_reuse(const RefreshFacts& token, const Refresh& refresh, const Dials& dials) {
  if (token.generation == token.current_generation) return Done{};
  // Salesforce, documented: a second request beside the one that rotated gets a lock error.
  const bool is_previous = token.generation + 1 == token.current_generation;
  if (is_previous && refresh.arrival <= token.rotated_at_arrival &&
      dials.is(Dial::refresh_concurrent, "lock_error"))
    return refuse(error::request_in_progress, reason::refresh_concurrent);
  // Salesforce, documented: reuse of a rotated token, of any generation, ends the chain (RFC 9700
  // section 4.14.2).
  if (dials.is(Dial::rtr_replay, "cascade"))
    return refuse(error::token_dead, reason::refresh_token_replayed, RefreshEffect::cascades);
  return refuse(error::token_dead, reason::refresh_token_replay_refused);
}

// RFC 6749 section 3.3: the characters of a scope token, and the blank between two.
bool is_scope_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char character) {
    return character >= ' ' && character <= '~' && character != '"' && character != '\\';
  });
}

}  // namespace

Result<std::vector<std::string>, RefreshRefusal> judge_refresh(const RefreshFacts& token,
                                                               const Refresh& refresh,
                                                               const AppSettings& settings,
                                                               const Dials& dials, TimePoint now) {
  if (auto judged = judge_token(token); !judged) return judged.error();
  // Salesforce, documented: the allowlist covers the refresh flow. A blocked attempt changes
  // nothing, not even by reuse.
  if (!address_allowed(settings.token_ip_ranges, refresh.peer))
    return refuse(error::ip_restricted, reason::refresh_ip_blocked);
  if (token.grant_ended != nullptr) return refuse(error::token_dead, *token.grant_ended);
  if (auto judged = judge_reuse(token, refresh, dials); !judged) return judged.error();
  // What was once seen dead stays dead.
  if (token.refresh_ended != nullptr) return refuse(error::token_dead, *token.refresh_ended);
  if (const Reason* over = why_refresh_token_over(settings, token.times, dials, now))
    return refuse(error::token_dead, *over, RefreshEffect::ends_refresh);
  if (auto user = judge_user(token.user); !user) return RefreshRefusal{user.error(), {}};
  // RFC 6749 section 6: no scope means all of the grant; fewer are fine, others are not.
  if (!refresh.scope) return std::vector<std::string>(token.scopes.begin(), token.scopes.end());
  if (!is_scope_text(*refresh.scope))
    return refuse(error::scope_not_allowed, reason::refresh_scope_malformed);
  std::vector<std::string> wanted = parse_scopes(*refresh.scope);
  if (wanted.empty()) return std::vector<std::string>(token.scopes.begin(), token.scopes.end());
  if (!covers_all(token.scopes, wanted))
    return refuse(error::scope_not_allowed, reason::refresh_scope_wider);
  return wanted;
}

}  // namespace rehearse::oauth
