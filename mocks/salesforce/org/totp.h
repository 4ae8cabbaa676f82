#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/time.h"

namespace rehearse::salesforce {

// Authenticator app codes (RFC 6238): six digits, HMAC-SHA-1, steps of 30 seconds since 1970.

// The code that an authenticator with this base32 secret shows at that time; empty if the secret
// is not base32.
std::string totp_code(std::string_view secret, TimePoint at);
// The time step whose code this is, among the present one and `drift` steps either side (RFC 6238
// section 5.2); the present one is preferred. Nothing if none fits.
std::optional<int64_t> totp_step(std::string_view secret, std::string_view code, TimePoint now,
                                 int drift);

}  // namespace rehearse::salesforce
