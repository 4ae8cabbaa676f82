#pragma once

#include <string>

#include "harness/sandbox/target_file.h"
#include "harness/sandbox/terminal.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// OrgSession is an administrator's session with the org. Never printed.
struct OrgSession {
  std::string access_token{};
  std::string instance_url{};  // origin, as the login gave it; the guard compares it with the pin
  std::string username{};      // where the login tells
};

// Logs in as the target file says. `http` is guarded: it only lets a login's own requests out. The
// Trouble's sentence says what failed and the remedy ("run: sf org login web --alias uat"); no
// secret is in it. A refresh token that was rotated is on disk before the session is used.
Result<OrgSession, Trouble> log_in(const TargetFile& target, wire::HttpCall& http,
                                   Terminal& terminal);

}  // namespace rehearse::harness
