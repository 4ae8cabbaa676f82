#include "mocks/salesforce/oauth/issued_answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/oauth/jwt.h"
#include "mocks/salesforce/org/hosts.h"

namespace rehearse::salesforce {
namespace {

int64_t seconds_of(TimePoint instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

bool holds(const std::vector<std::string>& scopes, std::string_view scope) {
  return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

// A JWT-based access token (Salesforce, documented: "JWT-based access tokens for named users"). Its
// jti is what the token store knows.
std::string jwt_access_token(Org& org, const Issued& issued, const wire::WireRequest& request) {
  const TimePoint at = issued.tokens.issued_at;
  const Json header = {{"tnk", "core/prod/" + org.organization_id()},
                       {"ver", "1.0"},
                       {"tty", "sfdc-core-token"},
                       {"typ", "JWT"}};
  const Json claims = {{"scp", join(issued.scopes, " ")},
                       {"aud", Json::array({instance_url(org, request)})},
                       {"sub", "uid:" + issued.user.value},
                       {"nbf", seconds_of(at)},
                       {"mty", "oauth"},
                       {"iss", instance_url(org, request)},
                       {"hsc", false},
                       {"exp", seconds_of(at + issued.terms.lifetime)},
                       {"iat", seconds_of(at)},
                       {"client_id", issued.client_id.value},
                       {"jti", issued.tokens.access.value}};
  return sign_jwt(org, header, claims);
}

// OpenID Connect Core section 2; at_hash: section 3.1.3.6.
std::string id_token(Org& org, const Issued& issued, std::string_view access_token,
                     const wire::WireRequest& request) {
  const TimePoint at = issued.tokens.issued_at;
  const Digest digest = sha256(access_token);
  Json claims = {{"at_hash", base64_encode(std::span(digest).first(16), Base64::url)},
                 {"sub", identity_url(org, issued.user, request)},
                 {"aud", issued.client_id.value},
                 {"iss", issuer(request)},
                 {"exp", seconds_of(at + issued.terms.lifetime)},
                 {"iat", seconds_of(at)}};
  if (!issued.nonce.empty()) claims["nonce"] = issued.nonce;
  return sign_jwt(org, Json::object({{"typ", "JWT"}}), claims);
}

}  // namespace

wire::Fields issued_members(Org& org, const Issued& issued, const wire::WireRequest& request) {
  const std::string id = identity_url(org, issued.user, request);
  const std::string issued_at =
      std::to_string(issued.tokens.issued_at.time_since_epoch().count());  // milliseconds
  const bool is_jwt = issued.terms.is_jwt;
  std::string access_token =
      is_jwt ? jwt_access_token(org, issued, request) : issued.tokens.access.value;
  std::string id_jwt;
  if (!issued.is_brief && holds(issued.scopes, "openid"))
    id_jwt = id_token(org, issued, access_token, request);

  wire::Fields members;
  members.reserve(10);
  members.push_back({"access_token", std::move(access_token)});
  if (!issued.tokens.refresh.empty())
    members.push_back({"refresh_token", issued.tokens.refresh.value});
  // Salesforce, observed: Base64(HMAC-SHA256(consumer secret, id + issued_at)).
  if (!issued.is_brief) {
    const Digest signature = hmac_sha256(issued.client_secret.value, id + issued_at);
    members.push_back({"signature", base64_encode(signature, Base64::standard)});
  }
  members.push_back({"scope", join(issued.scopes, " ")});
  if (!id_jwt.empty()) members.push_back({"id_token", std::move(id_jwt)});
  members.push_back({"instance_url", instance_url(org, request)});
  members.push_back({"id", id});
  members.push_back({"token_type", "Bearer"});
  if (!issued.is_brief) members.push_back({"issued_at", issued_at});
  if (is_jwt) members.push_back({"token_format", "jwt"});
  // Salesforce, observed: the API Platform's host comes along with its scope.
  if (holds(issued.scopes, "sfap_api") && has_real_host(request))
    members.push_back({"api_instance_url", "https://api.salesforce.com"});
  return members;
}

}  // namespace rehearse::salesforce
