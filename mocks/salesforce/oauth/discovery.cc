#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/json.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/hosts.h"

namespace rehearse::salesforce {
namespace {

wire::WireResponse answer(const Json& json) {
  wire::WireResponse response = wire::json_response(200, dump_json(json));
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

// What both documents say.
Json endpoints_of(const std::string& issuer) {
  return {{"issuer", issuer},
          {"authorization_endpoint", issuer + "/services/oauth2/authorize"},
          {"token_endpoint", issuer + "/services/oauth2/token"},
          {"revocation_endpoint", issuer + "/services/oauth2/revoke"},
          {"userinfo_endpoint", issuer + "/services/oauth2/userinfo"},
          {"jwks_uri", issuer + "/id/keys"},
          {"introspection_endpoint", issuer + "/services/oauth2/introspect"}};
}

Json scope_names() {
  Json names = Json::array();
  for (const oauth::Scope& scope : oauth::scope_table()) names.push_back(scope.name);
  return names;
}

Json big_endian(std::string_view bytes) { return base64_encode(bytes, Base64::url); }

}  // namespace

wire::WireResponse openid_configuration(Org&, wire::Call& call) {
  Json json = endpoints_of(issuer(call.request));
  json["scopes_supported"] = scope_names();
  json["response_types_supported"] = Json::array({"code", "token", "token id_token"});
  json["subject_types_supported"] = Json::array({"public"});
  json["id_token_signing_alg_values_supported"] = Json::array({"RS256"});
  json["display_values_supported"] = Json::array({"page", "popup", "touch"});
  json["token_endpoint_auth_methods_supported"] =
      Json::array({"client_secret_post", "client_secret_basic", "private_key_jwt"});
  json["claims_supported"] = Json::array({"active",
                                          "address",
                                          "email",
                                          "email_verified",
                                          "family_name",
                                          "given_name",
                                          "is_app_installed",
                                          "language",
                                          "locale",
                                          "name",
                                          "nickname",
                                          "organization_id",
                                          "phone_number",
                                          "phone_number_verified",
                                          "photos",
                                          "picture",
                                          "preferred_username",
                                          "profile",
                                          "sub",
                                          "updated_at",
                                          "urls",
                                          "user_id",
                                          "user_type",
                                          "zoneinfo"});
  // Only My Domain can end a session, so only its document says where.
  if (!came_by_login_host(call.request)) {
    json["end_session_endpoint"] = issuer(call.request) + "/services/auth/idp/oidc/logout";
    json["frontchannel_logout_supported"] = true;
    json["frontchannel_logout_session_supported"] = false;
  }
  return answer(json);
}

wire::WireResponse authorization_server_metadata(Org&, wire::Call& call) {
  Json json = endpoints_of(issuer(call.request));
  json["scopes_supported"] = scope_names();
  json["response_types_supported"] = Json::array({"code"});
  json["grant_types_supported"] = Json::array(
      {"authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer"});
  // The login hosts belong to no org, so nobody there runs as an execution user.
  if (!came_by_login_host(call.request))
    json["grant_types_supported"].push_back("client_credentials");
  json["code_challenge_methods_supported"] = Json::array({"S256"});
  json["token_endpoint_auth_methods_supported"] =
      Json::array({"client_secret_post", "client_secret_basic"});
  return answer(json);
}

wire::WireResponse signing_keys(Org& org, wire::Call&) {
  const SigningKey& key = org.signing_key();
  const Json jwk{
      {"kty", "RSA"}, {"kid", org.signing_key_id()},    {"alg", "RS256"},
      {"use", "sig"}, {"n", big_endian(key.modulus())}, {"e", big_endian(key.exponent())}};
  return answer({{"keys", Json::array({jwk})}});
}

}  // namespace rehearse::salesforce
