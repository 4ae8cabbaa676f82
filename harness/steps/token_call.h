#pragma once

#include <string>
#include <string_view>

#include "harness/steps/support.h"
#include "mocks/wire/message.h"

// The harness's own OAuth client on the wire.
namespace rehearse::harness {

// TokenAnswer is what the token endpoint said.
struct TokenAnswer {
  int status = 0;
  Json body{};  // an object; empty where the answer was no JSON object
  bool ok() const { return status == 200 && body.contains("access_token"); }
  std::string member(std::string_view name) const { return string_member(body, name).value_or(""); }
};

// ClientPart is how a request authenticates and where it comes from.
struct ClientPart {
  std::string client_id{}, secret{};
  std::string auth{"body"};  // "body", "basic", "both", or "none": the form says who asks
  std::string site{};        // the token endpoint's origin
  std::string bind{};        // loopback address, empty: any
};
// Reads the arguments `client_id`, `secret` (right, wrong, none, former), `auth`, `host` and
// `from`.
Result<ClientPart, Trouble> client_part(Context& context, const Json& arguments);

// POSTs a form to a path of the site, authenticated as the part says.
Result<wire::WireResponse, Trouble> post_form(Context& context, const ClientPart& part,
                                              std::string_view path, wire::Fields form);
Result<TokenAnswer, Trouble> ask_for_tokens(Context& context, const ClientPart& part,
                                            wire::Fields form);

// Keeps the tokens at hand and offers them to the step. A refresh that names no new refresh token
// leaves the old one at hand; an exchange that names none gave none.
void keep_tokens(Context& context, const TokenAnswer& answer);
Observation observe(const TokenAnswer& answer, std::string done, JournalWatch& watch);
// {"error","error_description"} of an OAuth answer, JSON or form-encoded, into the observation.
void note_error(const wire::WireResponse& response, Observation& seen);

// The origin that `host` ("my_domain" or "login") names.
std::string site_of(Context& context, const Json& arguments);

}  // namespace rehearse::harness
