#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"

namespace rehearse::oauth {
namespace {

constexpr UserFacts kGoodUser{true, true, false};
constexpr Duration kCodeLifetime = std::chrono::minutes(15);

// The first three numbers of an IPv4 address, with the last dot.
std::string_view network_of(std::string_view address) {
  return address.substr(0, address.rfind('.') + 1);
}

// The address the allowlist is told: one within a range that is as good as the peer's.
std::string_view peer_by_network(const AppSettings& settings, std::string_view peer) {
  const auto range = std::find_if(
      settings.token_ip_ranges.begin(), settings.token_ip_ranges.end(),
      [&](const AddressRange& one) { return network_of(one.start) == network_of(peer); });
  return range == settings.token_ip_ranges.end() ? peer : std::string_view(range->start);
}

std::string_view peer_without_list(const AppSettings& settings, std::string_view peer) {
  return settings.token_ip_ranges.empty() ? peer : settings.token_ip_ranges.front().start;
}

// True if the verifier gives the challenge, whatever it looks like.
bool gives_challenge(const BoundChallenge& bound, const std::optional<std::string>& verifier) {
  if (bound.challenge == nullptr || bound.challenge->empty() || !verifier) return false;
  return (bound.is_plain ? CodeChallenge(*verifier) : s256_challenge(*verifier)) ==
         *bound.challenge;
}

// The judge hears of no PKCE at all.
void hide_pkce(CodeFacts& code, Exchange& exchange) {
  code.challenge = {};
  exchange.verifier.reset();
}

void lie_about_verifier(Mutant mutant, CodeFacts& code, Exchange& exchange) {
  const size_t length = exchange.verifier ? exchange.verifier->size() : 0;
  const bool fits_in = length >= kVerifierLeast && length <= kVerifierMost;
  switch (mutant) {
    case Mutant::verifier_of_any_length:
      if (!fits_in && gives_challenge(code.challenge, exchange.verifier)) hide_pkce(code, exchange);
      break;
    case Mutant::verifier_of_any_characters:
      if (fits_in && gives_challenge(code.challenge, exchange.verifier)) hide_pkce(code, exchange);
      break;
    case Mutant::verifier_optional:
      if (!exchange.verifier) hide_pkce(code, exchange);
      break;
    case Mutant::verifier_unchecked:
      if (exchange.verifier) hide_pkce(code, exchange);
      break;
    case Mutant::uninvited_verifier_ignored:
      if (code.challenge.challenge == nullptr || code.challenge.challenge->empty())
        exchange.verifier.reset();
      break;
    case Mutant::failed_verifier_opens_weaker_path:
      if (code.spent == &reason::code_burned && !exchange.verifier) {
        code.spent = nullptr;
        hide_pkce(code, exchange);
      }
      break;
    default:
      break;
  }
}

void lie_about_code(Mutant mutant, CodeFacts& code, Exchange& exchange, const AppSettings& settings,
                    TimePoint now) {
  switch (mutant) {
    case Mutant::code_of_any_client:
      code.is_own = true;
      break;
    case Mutant::exchange_without_redirect_uri:
      if (!exchange.redirect_uri) exchange.redirect_uri = std::string(code.redirect_uri);
      break;
    case Mutant::exchange_with_any_redirect_uri:
      if (exchange.redirect_uri) exchange.redirect_uri = std::string(code.redirect_uri);
      break;
    case Mutant::code_reusable:
      if (code.spent == &reason::code_replayed) code.spent = nullptr;
      break;
    case Mutant::code_never_expires:
      code.issued_at = now;
      break;
    case Mutant::code_checks_slip:
      if (!code.is_own && now - code.issued_at > kCodeLifetime) break;
      code.is_own = true;
      code.issued_at = now;
      break;
    case Mutant::allowlist_skipped_at_exchange:
      exchange.peer = peer_without_list(settings, exchange.peer);
      break;
    case Mutant::allowlist_by_network:
      exchange.peer = peer_by_network(settings, exchange.peer);
      break;
    case Mutant::inactive_user_served:
      code.user = kGoodUser;
      break;
    default:
      lie_about_verifier(mutant, code, exchange);
      break;
  }
}

void lie_about_generation(Mutant mutant, RefreshFacts& token, const Refresh& refresh,
                          const AppSettings& settings) {
  const bool is_previous = token.generation + 1 == token.current_generation;
  const bool is_concurrent = refresh.arrival <= token.rotated_at_arrival;
  const bool passes = (mutant == Mutant::former_refresh_token_stays_good && is_previous) ||
                      (mutant == Mutant::ancestor_refresh_tokens_good && !is_previous) ||
                      (mutant == Mutant::race_has_two_winners && is_previous && is_concurrent) ||
                      (mutant == Mutant::rotation_off_revives_tokens &&
                       !settings.is_refresh_token_rotation_enabled);
  if (passes) token.generation = token.current_generation;
}

void lie_about_token(Mutant mutant, RefreshFacts& token, Refresh& refresh,
                     const AppSettings& settings) {
  switch (mutant) {
    case Mutant::refresh_token_of_any_client:
      token.is_own = true;
      break;
    case Mutant::allowlist_skipped_at_refresh:
      refresh.peer = peer_without_list(settings, refresh.peer);
      break;
    case Mutant::allowlist_by_network:
      refresh.peer = peer_by_network(settings, refresh.peer);
      break;
    case Mutant::idle_limit_a_day_late:
      token.times.last_used_at += std::chrono::days(1);
      break;
    case Mutant::dead_refresh_token_revives:
      token.refresh_ended = nullptr;
      break;
    case Mutant::inactive_user_served:
      token.user = kGoodUser;
      break;
    default:
      lie_about_generation(mutant, token, refresh, settings);
      break;
  }
}

RefreshEffect twisted_effect(const Mutants& mutants, const RefreshRefusal& refusal) {
  if (mutants.has(Mutant::reuse_spares_access_tokens) && refusal.effect == RefreshEffect::cascades)
    return RefreshEffect::ends_refresh;
  if (mutants.has(Mutant::blocked_refresh_ends_token) &&
      refusal.rejection.reason == &reason::refresh_ip_blocked)
    return RefreshEffect::ends_refresh;
  return refusal.effect;
}

}  // namespace

Result<Done, Rejection> judge_client(const Mutants& mutants, const PresentedClient& client,
                                     const KnownClient* known, SecretNeed need, const Dials& dials,
                                     TimePoint now) {
  if (mutants.none() || known == nullptr) return judge_client(client, known, need, dials, now);
  PresentedClient told = client;
  KnownClient believed = *known;
  AppSettings enabled;
  if (mutants.has(Mutant::wrong_secret_accepted) && told.secret) told.secret = *known->secret;
  if (mutants.has(Mutant::secret_trimmed) && told.secret)
    told.secret = ClientSecret(std::string(trim(told.secret->value)));
  if (mutants.has(Mutant::basic_needs_no_secret) && client.by_basic) need = SecretNeed::optional;
  if (mutants.has(Mutant::disabled_app_served)) {
    enabled = *known->settings;
    enabled.is_enabled = true;
    believed.settings = &enabled;
  }
  return judge_client(told, &believed, need, dials, now);
}

Result<Done, CodeRefusal> judge_exchange(const Mutants& mutants, const CodeFacts& code,
                                         const Exchange& exchange, const AppSettings& settings,
                                         const Dials& dials, TimePoint now) {
  if (mutants.none()) return judge_exchange(code, exchange, settings, dials, now);
  CodeFacts facts = code;
  Exchange sent = exchange;
  mutants.each([&](Mutant mutant) { lie_about_code(mutant, facts, sent, settings, now); });
  auto judged = judge_exchange(facts, sent, settings, dials, now);
  if (judged) return judged;
  CodeRefusal refusal = judged.error();
  const Reason* why = refusal.rejection.reason;
  if (mutants.has(Mutant::wrong_verifier_keeps_code) && why == &reason::verifier_mismatch)
    refusal.effect = CodeEffect::keeps;
  if (mutants.has(Mutant::blocked_exchange_spends_code) && why == &reason::exchange_ip_blocked)
    refusal.effect = CodeEffect::spends;
  return refusal;
}

Result<std::vector<std::string>, RefreshRefusal> judge_refresh(const Mutants& mutants,
                                                               const RefreshFacts& token,
                                                               const Refresh& refresh,
                                                               const AppSettings& settings,
                                                               const Dials& dials, TimePoint now) {
  if (mutants.none()) return judge_refresh(token, refresh, settings, dials, now);
  RefreshFacts facts = token;
  Refresh sent = refresh;
  mutants.each([&](Mutant mutant) { lie_about_token(mutant, facts, sent, settings); });
  auto judged = judge_refresh(facts, sent, settings, dials, now);
  if (judged) {
    if (!mutants.has(Mutant::refresh_scope_ignored)) return judged;
    return std::vector<std::string>(token.scopes.begin(), token.scopes.end());
  }
  RefreshRefusal refusal = judged.error();
  if (mutants.has(Mutant::refresh_widens_scope) &&
      refusal.rejection.reason == &reason::refresh_scope_wider)
    return parse_scopes(*refresh.scope);
  refusal.effect = twisted_effect(mutants, refusal);
  return refusal;
}

}  // namespace rehearse::oauth
