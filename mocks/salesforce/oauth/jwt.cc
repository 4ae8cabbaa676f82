#include "mocks/salesforce/oauth/jwt.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kLongestToken = 16'384;

}  // namespace

std::string sign_jwt(Org& org, const Json& header, const Json& claims) {
  Json full = header;
  full["alg"] = "RS256";
  full["kid"] = org.signing_key_id();
  const std::string message = base64_encode(dump_json(full), Base64::url) + "." +
                              base64_encode(dump_json(claims), Base64::url);
  return message + "." + base64_encode(org.signing_key().sign_rs256(message), Base64::url);
}

bool looks_like_jwt(std::string_view token) {
  return token.starts_with("eyJ") && std::count(token.begin(), token.end(), '.') == 2;
}

std::optional<Json> open_jwt(Org& org, std::string_view token) {
  if (!looks_like_jwt(token) || token.size() > kLongestToken) return {};
  const size_t last = token.rfind('.');
  const std::string_view message = token.substr(0, last);
  // RS256 gives one signature for a message (RFC 8017 section 8.2), so signing it again verifies.
  const std::string signature = base64_encode(org.signing_key().sign_rs256(message), Base64::url);
  if (!constant_time_equal(signature, token.substr(last + 1))) return {};
  const auto claims = base64_decode(message.substr(message.find('.') + 1), Base64::url);
  if (!claims) return {};
  auto parsed = parse_json(*claims);
  if (!parsed) return {};
  return std::move(parsed).value();
}

}  // namespace rehearse::salesforce
