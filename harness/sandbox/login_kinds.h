#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "harness/sandbox/org_login.h"
#include "mocks/core/json.h"
#include "mocks/wire/message.h"

// The kinds of login, for org_login.cc.
namespace rehearse::harness {

// LoginAnswer is what the token endpoint gave.
struct LoginAnswer {
  OrgSession session{};
  std::string refresh_token{};  // empty: none
};
// Asks the token endpoint of the target's login host. `remedy` ends the sentence about a refusal.
Result<LoginAnswer, Trouble> ask_for_session(const TargetFile& target, const LoginTools& tools,
                                             const wire::Fields& form, std::string_view remedy);

Result<OrgSession, Trouble> log_in_by_cli(const TargetFile& target, const LoginTools& tools);
Result<OrgSession, Trouble> log_in_by_browser(const TargetFile& target, const LoginTools& tools);

// A Trouble on this side of the network: nothing was sent.
Trouble login_trouble(const std::string& where, std::string what);
// True for what may stand in a sentence: a name of letters, digits and `_-.@:`.
bool is_plain_name(std::string_view text);

}  // namespace rehearse::harness
