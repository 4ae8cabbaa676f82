#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mocks/core/entropy.h"
#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::salesforce {

// FrontdoorPass is what a one-time password opens.
struct FrontdoorPass {
  UserId user{};
  SessionId session{};  // to be taken over on the org's other host; empty: a new one
};

// FrontdoorPasses keeps the one-time passwords of frontdoor URLs: at most 1,000, the oldest goes
// first. Each opens the door once. Expiry is judged when one is claimed.
class FrontdoorPasses {
 public:
  FrontdoorPasses(uint64_t seed, std::string_view organization_id);
  // A new one-time password: the org's 15-character id, `!` and 96 characters, as session ids are.
  std::string issue(FrontdoorPass pass, TimePoint now);
  // What the password opens, which is used up, or why the door stays shut.
  Result<FrontdoorPass, const Reason*> claim(std::string_view otp, Duration lifetime,
                                             TimePoint now);

 private:
  struct Pass {
    std::string otp{};
    FrontdoorPass opens{};
    TimePoint issued_at{};
    const Reason* spent = nullptr;  // why it opens nothing any more
  };
  using Passes = std::list<Pass>;  // oldest first

  SeededEntropy entropy_;
  std::string prefix_;
  Passes passes_;
  std::unordered_map<std::string, Passes::iterator> by_otp_;
};

}  // namespace rehearse::salesforce
