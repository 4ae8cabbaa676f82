#include "mocks/workato/engine/requests.h"

#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::workato {
namespace {

// docs.workato.com, limits: refreshing credentials times out after 30 seconds.
constexpr std::chrono::milliseconds kTimeout{30'000};

wire::HttpRequest form_post(std::string url, const wire::Fields& form) {
  return {.method = "POST",
          .url = std::move(url),
          .headers = {{"Accept", "application/json"},
                      {"Content-Type", "application/x-www-form-urlencoded"}},
          .body = wire::encode_form(form),
          .timeout = kTimeout};
}

}  // namespace

wire::HttpRequest exchange_request(const Authorization& trip, const Credentials& credentials,
                                   const AuthorizationCode& code) {
  wire::Fields form{{"grant_type", "authorization_code"},
                    {"code", code.value},
                    {"redirect_uri", trip.redirect_uri},
                    {"client_id", credentials.client_id.value},
                    {"client_secret", credentials.client_secret.value}};
  if (!trip.verifier.empty()) form.push_back({"code_verifier", trip.verifier.value});
  return form_post(trip.login_base + "/services/oauth2/token", form);
}

wire::HttpRequest refresh_request(const std::string& login_base, const Credentials& credentials,
                                  const RefreshToken& token, const std::string& scope) {
  wire::Fields form{{"grant_type", "refresh_token"},
                    {"refresh_token", token.value},
                    {"client_id", credentials.client_id.value},
                    {"client_secret", credentials.client_secret.value}};
  if (!scope.empty()) form.push_back({"scope", scope});
  return form_post(login_base + "/services/oauth2/token", form);
}

wire::HttpRequest with_secret_in_url(wire::HttpRequest request) {
  wire::Fields form = wire::parse_urlencoded(request.body).value_or(wire::Fields{});
  const std::string secret = wire::value_of(form, "client_secret").value_or("");
  std::erase_if(form, [](const wire::Field& field) { return field.name == "client_secret"; });
  request.body = wire::encode_form(form);
  request.url = wire::with_query(request.url, {{"client_secret", secret}});
  return request;
}

wire::HttpRequest introspect_request(const std::string& login_base, const Credentials& credentials,
                                     const RefreshToken& token) {
  return form_post(login_base + "/services/oauth2/introspect",
                   {{"token", token.value},
                    {"token_type_hint", "refresh_token"},
                    {"client_id", credentials.client_id.value},
                    {"client_secret", credentials.client_secret.value}});
}

wire::HttpRequest revoke_request(const std::string& login_base, const RefreshToken& token) {
  return form_post(login_base + "/services/oauth2/revoke", {{"token", token.value}});
}

wire::HttpRequest data_request(const std::string& instance_url, const std::string& api_version,
                               const AccessToken& token) {
  return {.method = "GET",
          .url = instance_url + "/services/data/" + api_version + "/limits",
          .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + token.value}},
          .timeout = kTimeout};
}

}  // namespace rehearse::workato
