#pragma once

#include <cstdint>
#include <string>

namespace rehearse::harness {

// AtHand is what the steps of one run left on the desk: the newest app, code and tokens. A verb
// takes from here what its step doesn't name, so that a scenario only names what it means to mix
// up. Never printed.
struct AtHand {
  std::string app_id{}, consumer_key{}, consumer_secret{};
  std::string callback_url{};                      // the first one registered for the app
  std::string code{}, verifier{}, redirect_uri{};  // of the newest authorization
  std::string access_token{}, refresh_token{};
  std::string token_site{};  // where the newest code came from: tokens are asked for there
  uint64_t verifications_read = 0;
};

}  // namespace rehearse::harness
