#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/json.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// A compact JWS (RFC 7515) over the claims, RS256 with the org's key. `header` adds to alg and kid.
// Takes about a millisecond: sign outside of a transaction.
std::string sign_jwt(Org& org, const Json& header, const Json& claims);
// The claims of a JWT that this org signed; nothing for any other text.
std::optional<Json> open_jwt(Org& org, std::string_view token);
// True if the text has the three parts of a JWT; says nothing about its signature.
bool looks_like_jwt(std::string_view token);

}  // namespace rehearse::salesforce
