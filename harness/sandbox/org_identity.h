#pragma once

#include <chrono>
#include <string>

#include "harness/sandbox/target_file.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// OrgIdentity is what the org says of itself, and who the run is there.
struct OrgIdentity {
  std::string organization_id{};  // 18 characters
  std::string kind{};             // "sandbox", "scratch org" or "Developer Edition"
  std::string user_id{}, username{};
};

// Asks the pinned org who it is, with two GETs (userinfo, and the Organization record), and
// compares both answers with the pin. Whatever is missing, ambiguous or different is Trouble of the
// kind `refused`; a request that got no answer is the Trouble it met.
Result<OrgIdentity, Trouble> identify(const TargetFile& target, const std::string& access_token,
                                      bool second_flag, wire::HttpCall& http);

}  // namespace rehearse::harness
