#include "mocks/oauth/code_rules.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/oauth/token_grants.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {
namespace {

oauth::CodeFacts facts_of(const FoundCode& found, TokenCall& at) {
  oauth::CodeFacts facts;
  facts.is_issued = found.id != 0;
  facts.is_kept = found.code != nullptr;
  if (!facts.is_kept) return facts;
  const CodeRequest& request = found.code->request;
  facts.is_own = request.app == at.app.id;
  facts.spent = found.code->spent;
  facts.issued_at = found.code->issued_at;
  facts.redirect_uri = request.redirect_uri;
  facts.challenge = {&request.challenge, request.is_challenge_plain};
  facts.user = facts_of(at.transaction.users().find(request.user));
  return facts;
}

// What a refused exchange leaves behind.
void settle(const FoundCode& found, const oauth::CodeRefusal& refusal, TokenCall& at) {
  Grants& grants = at.transaction.grants();
  const Reason& why = *refusal.rejection.reason;
  if (refusal.effect == oauth::CodeEffect::spends) {
    const bool is_over = &why == &oauth::reason::code_expired;
    grants.spend_code(found.id, is_over ? why : oauth::reason::code_burned, at.now());
  }
  if (refusal.effect != oauth::CodeEffect::replays) return;
  const Grant* grant = grants.find(found.id);
  if (grant == nullptr || grant->app != at.app.id) return;
  grants.note_refused(found.id, 0, why, at.now());
  // RFC 6749 section 4.1.2: the tokens of a replayed code SHOULD be revoked.
  if (at.dials.is(oauth::Dial::code_replay, "revoke"))
    grants.revoke_grant(found.id, oauth::reason::code_replayed, at.now());
}

void record(TokenCall& at, const UserId& user, const Reason* refused) {
  record_flow(at, user, "OauthWebServer", refused);
}

}  // namespace

TokenOutcome exchange_code(TokenCall& at) {
  const auto text = at.parameters.value("code");
  // RFC 6749 section 4.1.3: code is required.
  if (!text) return oauth::Rejection{&oauth::error::code_missing, &oauth::reason::code_missing};
  FoundCode found = at.transaction.grants().find_code(*text);
  if (found.id == 0 && at.org.breaks(oauth::Mutant::code_with_tail_accepted))
    found = at.transaction.grants().find_code(text->substr(0, text->size() - 1));
  auto judged = oauth::judge_exchange(
      at.org.config().mutants, facts_of(found, at),
      {at.parameters.value("redirect_uri"), at.parameters.value("code_verifier"), at.peer()},
      at.app.settings, at.dials, at.now());
  if (judged) {
    // The code stays good: what is blocked uses nothing up.
    const auto refused =
        refuse_login(at, found.code->request.user, oauth::LoginFlow::code_exchange);
    if (refused) judged = oauth::CodeRefusal{*refused, oauth::CodeEffect::keeps};
  }
  if (at.call.stopped_before_commit()) return Stopped{};
  if (!judged) {
    const oauth::Rejection rejection = judged.error().rejection;
    if (found.code != nullptr) record(at, found.code->request.user, rejection.reason);
    settle(found, judged.error(), at);
    return rejection;
  }
  const CodeRequest& request = found.code->request;
  const AccessTerms terms = access_terms(at.app.settings, at.transaction.settings());
  const auto approvals = size_t(at.dials.number(oauth::Dial::approvals_kept));
  Tokens tokens = at.transaction.grants().redeem_code(found.id, terms, approvals, at.now());
  record(at, request.user, nullptr);
  Issued issued = issued_to(at, std::move(tokens), request.scopes, request.user, terms);
  issued.nonce = request.nonce;
  return issued;
}

}  // namespace rehearse::salesforce
