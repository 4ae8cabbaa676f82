#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"

namespace rehearse::workato {

// ClientBugs are mistakes that OAuth clients have been seen to make. The engine makes those that
// are on; as the struct starts out it makes none.
struct ClientBugs {
  // The authorization request, and the exchange of the code.
  bool no_pkce = false;                    // sends no challenge and no verifier
  bool plain_pkce = false;                 // method plain instead of S256
  bool standard_base64_challenge = false;  // + and / and padding in the challenge
  bool short_verifier = false;             // 42 characters, one too few
  bool loses_verifier = false;             // exchanges without the verifier
  bool reuses_verifier = false;            // one verifier for every authorization
  bool wrong_redirect_at_exchange = false;
  bool per_data_centre_callback = false;  // the callback of older documentation
  bool ignores_state = false;             // takes any authorization response
  bool takes_repeated_code = false;       // the last of several codes
  bool exchanges_on_reload = false;       // a reloaded callback exchanges its code again
  // What a client sends of itself.
  bool secret_in_url = false;
  bool pastes_secret_with_blank = false;
  bool cuts_pasted_secret = false;  // loses the last character
  // What it makes of an answer.
  bool requires_expires_in = false;
  bool loses_instance_url = false;  // a refresh answer without it leaves none
  bool follows_foreign_instance_url = false;
  bool takes_cached_answers = false;  // uses a token answer out of a proxy's cache
  bool truncates_tokens = false;
  // Rotation.
  bool drops_rotated_token = false;
  bool forgets_kept_token = false;       // none in the answer: stores none
  bool refreshes_twice_at_once = false;  // no single flight
  bool retries_blindly = false;          // a refresh again after its answer was lost
  bool keeps_stale_snapshot = false;     // a job uses the tokens it read when it began
  bool saves_after_use = false;        // stores new tokens at the end of the job, if it gets there
  bool reads_lagging_replica = false;  // reads lag behind writes
  bool sends_scope_at_refresh = false;
  bool trusts_issued_at = false;  // compares the org's issued_at with its own clock
  // What it does about a refusal.
  bool retries_dead_token = false;      // goes on after invalid_grant
  bool refreshes_on_every_401 = false;  // without end
  bool ignores_retry_after = false;
  bool drops_token_when_blocked = false;     // takes a refused address for a dead token
  bool drops_token_at_wrong_secret = false;  // takes a refused client for a dead token

  friend bool operator==(const ClientBugs&, const ClientBugs&) = default;
};

// ClientBugInfo is one row of the table of client bugs.
struct ClientBugInfo {
  bool ClientBugs::*flag = nullptr;
  std::string_view name{};         // as the member is called; what --bug takes
  const Reason* reason = nullptr;  // `bug_` and the name
  bool lasts = false;              // what it did may make a later request fail
  std::string_view seen{};         // what a person would have seen, one sentence
  std::string_view caught_by{};    // the scenario that fails under it
};

std::span<const ClientBugInfo> client_bug_table();
const ClientBugInfo* find_client_bug(std::string_view name);
const ClientBugInfo* client_bug_of(const Reason& reason);

}  // namespace rehearse::workato
