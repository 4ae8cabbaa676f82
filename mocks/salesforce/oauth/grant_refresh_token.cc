#include "mocks/oauth/errors.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/refresh_rules.h"
#include "mocks/oauth/scope_rules.h"
#include "mocks/salesforce/oauth/token_grants.h"
#include "mocks/salesforce/org/refresh_state.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {
namespace {

oauth::RefreshFacts facts_of(const FoundRefresh& found, TokenCall& at) {
  oauth::RefreshFacts facts;
  facts.is_issued = found.id != 0;
  facts.is_kept = found.grant != nullptr;
  if (!facts.is_kept) return facts;
  const Grant& grant = *found.grant;
  facts.is_own = grant.app == at.app.id;
  facts.grant_ended = grant.ended;
  facts.refresh_ended = grant.refresh_ended;
  facts.generation = found.generation;
  facts.current_generation = grant.generation;
  facts.rotated_at_arrival = grant.rotated_at_arrival;
  facts.times = times_of(grant);
  facts.scopes = grant.scopes;
  facts.user = facts_of(at.transaction.users().find(grant.user));
  return facts;
}

// What a refused refresh leaves behind.
void settle(const FoundRefresh& found, const oauth::RefreshRefusal& refusal, TokenCall& at) {
  if (found.grant == nullptr || found.grant->app != at.app.id) return;
  Grants& grants = at.transaction.grants();
  const Reason& why = *refusal.rejection.reason;
  grants.note_refused(found.id, found.generation, why, at.now());
  switch (refusal.effect) {
    case oauth::RefreshEffect::none:
      return;
    case oauth::RefreshEffect::ends_refresh:
      grants.end_refresh(found.id, why, at.now());
      return;
    case oauth::RefreshEffect::cascades:
      break;
  }
  if (at.dials.is(oauth::Dial::rtr_cascade_scope, "user_app")) {
    const UserId user = found.grant->user;  // the grant itself may be forgotten on the way
    grants.revoke_of_user_and_app(user, at.app.id, why, at.now());
  } else {
    grants.revoke_grant(found.id, why, at.now());
  }
}

void record(TokenCall& at, const UserId& user, const Reason* refused) {
  record_flow(at, user, "OauthRefreshToken", refused);
}

// Salesforce, observed: some clients send code_verifier with every refresh; it is ignored.
bool refuses_verifier(TokenCall& at) {
  if (!at.parameters.value("code_verifier")) return false;
  if (at.dials.is(oauth::Dial::pkce_stray_verifier_on_refresh, "reject")) return true;
  at.call.note("stray code_verifier ignored");
  return false;
}

// What an access token would be good for if it were a refresh token.
FoundRefresh refresh_of_access(TokenCall& at, std::string_view token) {
  Grants& grants = at.transaction.grants();
  const auto access = grants.find_access(token, at.now());
  const Grant* grant = access ? grants.find(access.value().grant) : nullptr;
  if (grant == nullptr) return {};
  return {grant->id, grant, grant->generation};
}

TokenOutcome commit(TokenCall& at, const Grant& grant, std::vector<std::string> scopes) {
  RefreshTerms terms;
  terms.access = access_terms(at.app.settings, at.transaction.settings());
  const uint64_t mask = oauth::scope_mask(scopes);
  if (mask != oauth::scope_mask(grant.scopes)) terms.access.scope_mask = mask;
  terms.rotate = at.app.settings.is_refresh_token_rotation_enabled;
  terms.latest_arrival = at.call.latest_arrival();
  Tokens tokens = at.transaction.grants().refresh(grant.id, terms, at.now());
  record(at, grant.user, nullptr);
  return issued_to(at, std::move(tokens), std::move(scopes), grant.user, terms.access);
}

}  // namespace

TokenOutcome refresh_tokens(TokenCall& at) {
  using oauth::Rejection;
  const auto text = at.parameters.value("refresh_token");
  // RFC 6749 section 6: refresh_token is required.
  if (!text) {
    return Rejection{&oauth::error::refresh_token_missing, &oauth::reason::refresh_token_missing};
  }
  if (refuses_verifier(at)) {
    return Rejection{&oauth::error::verifier_unexpected, &oauth::reason::refresh_verifier_refused};
  }
  FoundRefresh found = at.transaction.grants().find_refresh(*text);
  if (found.id == 0 && at.org.breaks(oauth::Mutant::access_token_as_refresh_token))
    found = refresh_of_access(at, *text);
  auto judged = oauth::judge_refresh(at.org.config().mutants, facts_of(found, at),
                                     {at.parameters.value("scope"), at.peer(), at.call.arrival},
                                     at.app.settings, at.dials, at.now());
  if (judged) {
    const auto refused = refuse_login(at, found.grant->user, oauth::LoginFlow::refresh);
    if (refused) judged = oauth::RefreshRefusal{*refused, oauth::RefreshEffect::none};
  }
  if (at.call.stopped_before_commit()) return Stopped{};
  if (judged) return commit(at, *found.grant, std::move(judged).value());
  const Rejection rejection = judged.error().rejection;
  if (found.grant != nullptr) record(at, found.grant->user, rejection.reason);
  settle(found, judged.error(), at);
  return rejection;
}

}  // namespace rehearse::salesforce
