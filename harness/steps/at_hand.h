#pragma once

#include <map>
#include <memory>
#include <string>

#include "mocks/core/crypto.h"

namespace rehearse::harness {

class PageSession;
struct HeldJob;

// AtHand is what the steps of one run left on the desk: the newest app, code and tokens. A verb
// takes from here what its step doesn't name, so that a scenario names only what it means to mix
// up. Never printed.
struct AtHand {
  std::string app_id{}, app_label{}, consumer_key{}, consumer_secret{};
  std::string former_secret{};  // the consumer secret that a replaced one took over from
  std::string callback_url{};   // the first one registered for the app
  std::string code{}, verifier{}, redirect_uri{}, state{};  // of the newest authorization
  std::string access_token{}, refresh_token{};
  std::shared_ptr<const SigningKey> key{};       // of the client, for assertions
  std::string site{};                            // where the newest code came from
  std::map<std::string, std::string> network{};  // what the network map holds besides the mock's
  std::shared_ptr<PageSession> browser{};        // of the harness's own client, where it is kept
  std::shared_ptr<HeldJob> held_job{};           // of Workato, held up on its way
};

}  // namespace rehearse::harness
