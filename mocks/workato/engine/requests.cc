#include "mocks/workato/engine/requests.h"

#include "mocks/wire/form.h"

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
  return form_post(trip.login_base + "/services/oauth2/token",
                   {{"grant_type", "authorization_code"},
                    {"code", code.value},
                    {"redirect_uri", trip.redirect_uri},
                    {"client_id", credentials.client_id.value},
                    {"client_secret", credentials.client_secret.value},
                    {"code_verifier", trip.verifier.value}});
}

wire::HttpRequest refresh_request(const std::string& login_base, const Credentials& credentials,
                                  const RefreshToken& token) {
  return form_post(login_base + "/services/oauth2/token",
                   {{"grant_type", "refresh_token"},
                    {"refresh_token", token.value},
                    {"client_id", credentials.client_id.value},
                    {"client_secret", credentials.client_secret.value}});
}

wire::HttpRequest introspect_request(const std::string& login_base, const Credentials& credentials,
                                     const RefreshToken& token) {
  return form_post(login_base + "/services/oauth2/introspect",
                   {{"token", token.value},
                    {"token_type_hint", "refresh_token"},
                    {"client_id", credentials.client_id.value},
                    {"client_secret", credentials.client_secret.value}});
}

wire::HttpRequest data_request(const std::string& instance_url, const std::string& api_version,
                               const AccessToken& token) {
  return {.method = "GET",
          .url = instance_url + "/services/data/" + api_version + "/limits",
          .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + token.value}},
          .timeout = kTimeout};
}

}  // namespace rehearse::workato
