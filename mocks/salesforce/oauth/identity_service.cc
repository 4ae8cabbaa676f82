#include "mocks/salesforce/oauth/identity_service.h"

#include <nlohmann/json.hpp>

#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {

wire::WireResponse identity_refusal(int status, std::string_view text, const Reason& why,
                                    wire::Call& call) {
  call.refuse(why);
  wire::WireResponse response = wire::text_response(status, std::string(text));
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

wire::WireResponse identity_answer(const Json& json) {
  wire::WireResponse response = wire::json_response(200, dump_json(json));
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

Result<Bearer, wire::WireResponse> identity_bearer(Org& org, Org::Transaction& tx, wire::Call& call,
                                                   const std::string& token) {
  auto found = find_bearer(org, tx, token, call.request);
  if (!found) {
    const bool is_missing = found.error() == &oauth::reason::access_token_missing;
    return identity_refusal(403, is_missing ? "Missing_OAuth_Token" : "Bad_OAuth_Token",
                            *found.error(), call);
  }
  const App* app = found.value().app;
  if (app != nullptr) call.client(app->consumer_key.value);
  return std::move(found).value();
}

}  // namespace rehearse::salesforce
