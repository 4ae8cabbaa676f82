#pragma once

#include <string>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// ConsentAnswer is where the org sends the browser at the end of an authorization: to the callback
// (`location`, read before anybody goes there), or nowhere: then what its page says.
struct ConsentAnswer {
  std::string location{};
  int status = 0;
  std::string page{};
};

// frontdoor_of gives an address that signs one fresh browser in as whoever the access token is of
// (GET /services/oauth2/singleaccess, as `sf org open` asks for it).
Result<std::string, Trouble> frontdoor_of(wire::HttpCall& http, const std::string& base,
                                          const std::string& access_token);

// Opens the authorization in a fresh browser that came in by the frontdoor. An approval page with
// buttons that need no script is answered; where the app is approved in advance there is none.
Result<ConsentAnswer, Trouble> consent_by_frontdoor(wire::HttpCall& http,
                                                    const std::string& frontdoor,
                                                    const std::string& authorize_url,
                                                    const std::string& decision);

}  // namespace rehearse::harness
