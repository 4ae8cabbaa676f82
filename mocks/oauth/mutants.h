#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace rehearse::oauth {

// Mutant names a rule that the org can be told to break, so that scenarios and clients' own tests
// can show that they would notice. `none` breaks nothing. What a mutant does is
// in mutant_judges.h where a judge is told a lie, else at the endpoint that asks for it by name.
// Add one here and a row in mutant_table.cc, in the same order.
enum class Mutant {
  none,
  // The authorization endpoint.
  authorize_takes_repeated_parameters,
  response_type_optional,
  response_type_ignored,
  errors_go_to_any_callback,
  callback_by_prefix,
  callback_by_host,
  callback_ignores_case,
  callback_on_loopback,
  callback_optional,
  state_left_out,
  state_cut_short,
  scope_outside_app_granted,
  scope_ignored,
  refresh_token_uninvited,
  unknown_scopes_dropped,
  denial_approves,
  consent_without_form_token,
  immediate_skips_consent,
  approval_covers_any_scope,
  prompt_login_ignored,
  prompt_consent_ignored,
  // PKCE.
  challenge_requirement_ignored,
  challenge_method_suffices,
  challenge_method_ignored,
  plain_challenge_accepted,
  challenge_of_any_shape,
  verifier_of_any_length,
  verifier_of_any_characters,
  verifier_optional,
  verifier_unchecked,
  uninvited_verifier_ignored,
  failed_verifier_opens_weaker_path,
  wrong_verifier_keeps_code,
  verifier_replaces_secret,
  // The token endpoint and the exchange of a code.
  token_by_get,
  token_takes_repeated_parameters,
  grant_type_guessed,
  wrong_secret_accepted,
  secret_trimmed,
  basic_needs_no_secret,
  disabled_app_served,
  inactive_user_served,
  code_of_any_client,
  exchange_without_redirect_uri,
  exchange_with_any_redirect_uri,
  code_reusable,
  code_never_expires,
  code_checks_slip,
  code_with_tail_accepted,
  blocked_exchange_spends_code,
  allowlist_skipped_at_exchange,
  token_answers_cacheable,
  access_token_as_refresh_token,
  refresh_token_as_access_token,
  access_tokens_never_expire,
  // Refreshing, and what becomes of refresh tokens.
  refresh_token_of_any_client,
  refresh_widens_scope,
  refresh_scope_ignored,
  former_refresh_token_stays_good,
  ancestor_refresh_tokens_good,
  reuse_spares_access_tokens,
  race_has_two_winners,
  rotation_off_revives_tokens,
  blocked_refresh_ends_token,
  allowlist_skipped_at_refresh,
  allowlist_by_network,
  allowlist_believes_header,
  idle_limit_a_day_late,
  api_use_renews_refresh_token,
  dead_refresh_token_revives,
  // Revoking.
  revoke_does_nothing,
  dead_token_revoked_again,
  revoke_spares_access_tokens,
  access_token_revokes_all,
  revoking_former_token_spares_chain,
  // Introspecting.
  introspect_by_anybody,
  former_refresh_token_active,
  expired_token_active,
  introspect_says_why,
  introspect_by_get,
  introspect_answers_cacheable,
  introspect_uses_token_up,
  count_,
};

// Mutants are the rules that an org breaks at once: none as a rule, seldom more than one.
class Mutants {
 public:
  Mutants() = default;
  Mutants(Mutant only) { add(only); }  // Mutant::none: none
  void add(Mutant one) {
    if (one != Mutant::none) set_.set(size_t(one));
  }
  bool none() const { return set_.none(); }
  bool has(Mutant one) const { return set_.test(size_t(one)); }
  // Calls `act` with each of them, in the order of the table.
  template <class Act>
  void each(Act act) const {
    for (size_t at = 0; !none() && at < set_.size(); ++at) {
      if (set_.test(at)) act(Mutant(at));
    }
  }

 private:
  std::bitset<size_t(Mutant::count_)> set_{};
};

// MutantInfo is one row of the table of mutants.
struct MutantInfo {
  Mutant mutant = Mutant::none;
  std::string_view name{};       // snake_case, what --mutant takes
  std::string_view clause{};     // the rule that is broken: "RFC 7636 section 4.6"
  std::string_view meaning{};    // what the org does instead, one sentence
  std::string_view seen{};       // what a person, or an attacker, would get out of it, one sentence
  std::string_view caught_by{};  // the scenario that fails under it
};

std::span<const MutantInfo> mutant_table();
std::optional<Mutant> find_mutant(std::string_view name);

}  // namespace rehearse::oauth
