#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mocks/core/json.h"

namespace rehearse::harness {

// jwt writes a JSON Web Token in its compact form (RFC 7515 section 7.1); `sign` gives the raw
// bytes of the signature over what it is handed.
std::string jwt(const Json& header, const Json& claims,
                const std::function<std::string(std::string_view)>& sign);

// How an assertion asks for an access token (RFC 7523 section 2.1).
inline constexpr std::string_view kJwtBearerGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

}  // namespace rehearse::harness
