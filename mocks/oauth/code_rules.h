#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/pkce_rules.h"
#include "mocks/oauth/user_rules.h"

namespace rehearse::oauth {

// CodeFacts is what the org knows about the presented authorization code.
struct CodeFacts {
  bool is_issued = false;         // this org issued it
  bool is_kept = false;           // it is still kept; what follows is known
  bool is_own = false;            // it was issued to the client that presents it
  const Reason* spent = nullptr;  // why it is of no more use
  TimePoint issued_at{};
  std::string_view redirect_uri{};
  BoundChallenge challenge{};
  UserFacts user{};
};

// Exchange is what the client sent with the code.
struct Exchange {
  std::optional<std::string> redirect_uri{}, verifier{};
  std::string_view peer{};
};

// CodeEffect says what a refused exchange does to the code.
enum class CodeEffect {
  keeps,    // nothing: it can still be redeemed
  spends,   // it is used up
  replays,  // it had been redeemed: its tokens may have to be revoked
};
struct CodeRefusal {
  Rejection rejection{};
  CodeEffect effect = CodeEffect::keeps;
};

// Judges the exchange after the client is known. Order: code, redirect_uri, verifier, address,
// user. The first presentation by its own client uses the code up, unless the address was blocked.
Result<Done, CodeRefusal> judge_exchange(const CodeFacts& code, const Exchange& exchange,
                                         const AppSettings& settings, const Dials& dials,
                                         TimePoint now);

}  // namespace rehearse::oauth
