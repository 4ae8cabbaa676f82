#pragma once

#include <string>
#include <string_view>

#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// The identity service's way of answering, which userinfo, the identity URL and singleaccess share:
// errors as plain text (Salesforce, observed), unlike the data API.
wire::WireResponse identity_refusal(int status, std::string_view text, const Reason& why,
                                    wire::Call& call);
wire::WireResponse identity_answer(const Json& json);
// Who the token belongs to; without a good token 403, Missing_OAuth_Token or Bad_OAuth_Token.
Result<Bearer, wire::WireResponse> identity_bearer(Org& org, Org::Transaction& tx, wire::Call& call,
                                                   const std::string& token);

}  // namespace rehearse::salesforce
