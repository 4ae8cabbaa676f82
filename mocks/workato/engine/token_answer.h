#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/message.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// Signal is what an answer of the token endpoint means for the connection; each has one action.
enum class Signal {
  tokens,         // store, then use
  grant_dead,     // invalid_grant: terminal
  configuration,  // app or client refused: keep the token, no retry, a person must act
  network,        // address refused: keep the token, no retry, a person must act
  throttled,      // 429, 503: wait, then the same token
  concurrent,     // another worker's request is being processed: keep, settle later
  not_sent,       // no byte reached the server: one retry
  ambiguous,      // the server may have rotated: introspect before anything else
  unreadable,     // refused or answered in a way no rule covers: keep, no retry
};

// TokenAnswer is the judged answer. `error` and `description` are the server's own words: they are
// shown through displayable only.
struct TokenAnswer {
  Signal signal = Signal::unreadable;
  const Reason* reason = nullptr;  // null only for Signal::tokens
  Tokens tokens{};                 // for Signal::tokens; members the answer lacks are empty
  std::string signature{};
  bool has_expires_in = false;
  std::string error{}, description{};
  Duration retry_after{};  // 0: the answer names none
  int status = 0;
};

using HttpOutcome = Result<wire::WireResponse, Trouble>;
enum class GrantKind { code, refresh };

// read_token_answer is the decision table of the client (facts: RFC 6749 section 5; RFC 9700
// section 4.14; Salesforce's error list). It never fails: what cannot be read is a Signal as well.
TokenAnswer read_token_answer(const HttpOutcome& outcome, GrantKind grant);

// is_from_cache says whether a success was stored on the way; it brings no fresh tokens.
bool is_from_cache(const wire::WireResponse& response);

// Introspection of a refresh token (RFC 7662 section 2.2).
enum class Activity { active, inactive, unknown };
Activity read_introspection(const HttpOutcome& outcome);

// retry_after reads a Retry-After in seconds (RFC 9110 section 10.2.3); 0 for a date or nonsense.
Duration retry_after(const wire::Fields& headers);
// displayable keeps printable ASCII, at most 200 characters, and hides the given secrets.
std::string displayable(std::string_view text, const std::vector<std::string_view>& secrets = {});

}  // namespace rehearse::workato
