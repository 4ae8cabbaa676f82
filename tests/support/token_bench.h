#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/core/json.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/pkce_rules.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/call.h"
#include "mocks/wire/form.h"

namespace rehearse::testing {

// Answer is what an endpoint said, and why.
struct Answer {
  int status = 0;
  std::string reason{};  // empty: nothing was refused
  wire::WireResponse response{};
  Json json{};  // null if the body is no JSON

  std::string text(std::string_view member) const {
    return string_member(json, member).value_or("");
  }
};

// TokenBench is an org with one app, asked in process: no sockets, time as an argument.
class TokenBench {
 public:
  explicit TokenBench(oauth::AppSettings settings = rotating())
      : org(salesforce::OrgConfig{.seed = 7}, dials, kRunStart) {
    auto tx = org.begin();
    app_id = tx.apps().create(std::move(settings), kRunStart).value();
    user_id = tx.users().find_by_username("user@rehearsal.test")->id;
    key = tx.apps().find(app_id)->consumer_key.value;
    secret = tx.apps().find(app_id)->consumer_secret.value;
  }

  // Settings as the guide has them, with rotation; every secret required, PKCE not.
  static oauth::AppSettings rotating() {
    oauth::AppSettings settings;
    settings.api_name = "Bench";
    settings.label = "Bench";
    settings.contact_email = "bench@example.com";
    settings.callback_urls = {"https://www.workato.com/oauth/callback"};
    settings.scopes = {"api", "refresh_token", "id"};
    settings.is_pkce_required = false;
    settings.is_refresh_token_rotation_enabled = true;
    settings.refresh_token_policy = oauth::RefreshTokenPolicy::infinite;
    return settings;
  }

  // Changes the app's settings, without validation where `edit` makes them odd.
  template <class Edit>
  void edit_app(Edit edit) {
    auto tx = org.begin();
    oauth::AppSettings settings = tx.apps().find(app_id)->settings;
    edit(settings);
    (void)tx.apps().update(app_id, std::move(settings));
  }

  salesforce::CodeRequest code_request() {
    salesforce::CodeRequest request;
    request.app = app_id;
    request.user = user_id;
    request.redirect_uri = "https://www.workato.com/oauth/callback";
    auto tx = org.begin();
    request.scopes = tx.apps().find(app_id)->settings.scopes;
    return request;
  }
  std::string code(salesforce::CodeRequest request) {
    return org.begin().grants().issue_code(std::move(request), now).value;
  }
  std::string code() { return code(code_request()); }

  wire::Fields exchange_form(const std::string& the_code) const {
    return {{"grant_type", "authorization_code"},
            {"code", the_code},
            {"redirect_uri", "https://www.workato.com/oauth/callback"},
            {"client_id", key},
            {"client_secret", secret}};
  }
  wire::Fields refresh_form(const std::string& token) const {
    return {{"grant_type", "refresh_token"},
            {"refresh_token", token},
            {"client_id", key},
            {"client_secret", secret}};
  }
  Answer exchange(const std::string& the_code) { return post(exchange_form(the_code)); }
  Answer refresh(const std::string& token) { return post(refresh_form(token)); }
  // Authorises anew; the answer of the exchange.
  Answer connect() { return exchange(code()); }

  Answer post(const wire::Fields& form, wire::FaultProbe* probe = nullptr) {
    return ask(salesforce::token, wire::make_form_post(parts("/services/oauth2/token"), form),
               probe);
  }
  Answer post_to(wire::WireResponse (*endpoint)(salesforce::Org&, wire::Call&),
                 const wire::Fields& form) {
    return ask(endpoint, wire::make_form_post(parts("/"), form));
  }
  Answer ask(wire::WireResponse (*endpoint)(salesforce::Org&, wire::Call&),
             const wire::WireRequest& request, wire::FaultProbe* probe = nullptr) {
    wire::Call call(request, ++arrivals, probe);
    Answer answer;
    answer.response = endpoint(org, call);
    answer.status = answer.response.status;
    if (call.reason() != nullptr) answer.reason = call.reason()->name;
    if (auto json = parse_json(answer.response.body)) answer.json = std::move(json).value();
    return answer;
  }
  wire::RequestParts parts(std::string target) const {
    wire::RequestParts request;
    request.method = "POST";
    request.origin = origin;
    request.target = std::move(target);
    request.peer = peer;
    request.received_at = now;
    return request;
  }

  // Why the access token is no good; empty if it is good.
  std::string why_dead(const std::string& access_token) {
    const auto access = org.begin().grants().find_access(access_token, now);
    return access ? std::string() : std::string(access.error()->name);
  }

  oauth::Dials dials{};
  salesforce::Org org;
  AppId app_id{};
  UserId user_id{};
  std::string key{}, secret{};
  TimePoint now = kRunStart;
  std::string peer{"127.0.0.1"};
  std::string origin{"https://rehearsal-dev-ed.develop.my.salesforce.com"};
  uint64_t arrivals = 0;
};

}  // namespace rehearse::testing
