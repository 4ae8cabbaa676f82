#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "harness/sandbox/target_file.h"
#include "harness/sandbox/terminal.h"
#include "mocks/core/entropy.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// OrgSession is an administrator's session with the org. Never printed.
struct OrgSession {
  std::string access_token{};
  std::string instance_url{};  // origin, as the login gave it; the guard compares it with the pin
  std::string username{};      // where the login tells
};

// LoginTools is what a login works with.
struct LoginTools {
  wire::HttpCall& http;  // guarded: it only lets a login's own requests out
  Terminal& terminal;
  Entropy& entropy;                  // a SystemEntropy, for a real org
  std::function<TimePoint()> now{};  // real time
  std::function<bool()> interrupted = [] { return false; };
  // Where a login with a browser ends: the port of the address that PlatformCLI has. 0: a free one.
  uint16_t callback_port = 1717;
  std::function<void(int port)> listening = [](int) {};  // told before anybody is asked
};

// Logs in as the target file says. The Trouble's sentence says what failed and the remedy ("run: sf
// org login web --alias uat"); no secret is in it. A refresh token that was rotated is on disk
// before the session is used.
Result<OrgSession, Trouble> log_in(const TargetFile& target, const LoginTools& tools);

}  // namespace rehearse::harness
