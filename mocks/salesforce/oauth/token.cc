#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/ttl_rules.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/client_lookup.h"
#include "mocks/salesforce/oauth/issued_answer.h"
#include "mocks/salesforce/oauth/token_grants.h"
#include "mocks/salesforce/oauth/token_response.h"
#include "mocks/salesforce/org/login_history.h"
#include "mocks/salesforce/org/login_policy.h"

namespace rehearse::salesforce {
namespace {

using oauth::Rejection;
using oauth::SecretNeed;

SecretNeed web_server_need(const oauth::AppSettings& settings) {
  return settings.is_consumer_secret_optional ? SecretNeed::optional : SecretNeed::required;
}

SecretNeed refresh_need(const oauth::AppSettings& settings) {
  return settings.is_secret_required_for_refresh_token ? SecretNeed::required
                                                       : SecretNeed::optional;
}

SecretNeed always(const oauth::AppSettings&) { return SecretNeed::required; }
SecretNeed never(const oauth::AppSettings&) { return SecretNeed::optional; }

constexpr Fidelity kRefused{Basis::inferred, "flows that Salesforce has, as an org without them"};

// The busiest first. The device flow begins with a response_type instead of a grant_type.
constexpr std::array kGrants{
    TokenGrant{"authorization_code",
               named_client,
               web_server_need,
               exchange_code,
               {Basis::documented, "Salesforce help: OAuth 2.0 web server flow"}},
    TokenGrant{"refresh_token",
               named_client,
               refresh_need,
               refresh_tokens,
               {Basis::documented, "Salesforce help: OAuth 2.0 refresh token flow"}},
    TokenGrant{"urn:ietf:params:oauth:grant-type:jwt-bearer",
               asserted_client,
               never,
               believe_assertion,
               {Basis::documented, "Salesforce help: OAuth 2.0 JWT bearer flow"}},
    TokenGrant{"client_credentials",
               client_on_own_host,
               always,
               run_as_execution_user,
               {Basis::documented, "Salesforce help: OAuth 2.0 client credentials flow"}},
    TokenGrant{"password", named_client, web_server_need, refuse_password, kRefused},
    TokenGrant{"device_code", named_client, never, refuse_device, kRefused},
    TokenGrant{"device", named_client, never, refuse_device, kRefused},
    TokenGrant{"hybrid_auth_code", named_client, web_server_need, refuse_hybrid, kRefused},
    TokenGrant{"hybrid_refresh", named_client, refresh_need, refuse_hybrid, kRefused},
    TokenGrant{"urn:ietf:params:oauth:grant-type:token-exchange", named_client, never,
               refuse_token_exchange, kRefused},
    TokenGrant{"urn:ietf:params:oauth:grant-type:saml2-bearer", named_client, never, refuse_saml,
               kRefused},
    TokenGrant{"assertion", named_client, never, refuse_saml, kRefused},
};

const TokenGrant* find_grant(std::string_view grant_type) {
  for (const TokenGrant& grant : token_grants()) {
    if (grant.grant_type == grant_type) return &grant;
  }
  return nullptr;
}

// What the request asks for: its grant_type, or response_type=device_code.
std::optional<std::string> wanted_grant(const TokenParameters& parameters,
                                        const oauth::Mutants& mutants) {
  if (auto grant_type = parameters.value("grant_type")) return grant_type;
  if (mutants.has(oauth::Mutant::grant_type_guessed))
    return parameters.value("code") ? "authorization_code" : "refresh_token";
  auto response_type = parameters.value("response_type");
  return response_type == "device_code" ? response_type : std::nullopt;
}

// Whose code or refresh token the request holds, for the reason and the login history; the client
// is not proven yet, so nothing else may depend on it.
const Grant* grant_named(Org::Transaction& transaction, const TokenParameters& parameters) {
  const auto token = parameters.value("refresh_token");
  return token ? transaction.grants().find_refresh(*token).grant : nullptr;
}

Rejection refused_client(Org::Transaction& transaction, const TokenParameters& parameters,
                         const App* app, Rejection rejection, const wire::WireRequest& request) {
  const Grant* grant = grant_named(transaction, parameters);
  if (grant == nullptr) return rejection;
  if (app == nullptr && grant->ended == &oauth::reason::app_deleted)
    rejection.reason = &oauth::reason::app_deleted;
  if (app != nullptr && grant->app == app->id) {
    record_login(transaction, {.user = grant->user,
                               .request = request,
                               .sub_type = "OauthRefreshToken",
                               .application = app->settings.label,
                               .refused = rejection.reason});
  }
  return rejection;
}

// Served is what became of a request, and whether its client had used a Basic header.
struct Served {
  TokenOutcome outcome{};
  bool by_basic = false;
};

// Order (Salesforce, documented and observed): form, grant type, client, secret, then the grant.
Served serve(Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  const oauth::Mutants& mutants = org.config().mutants;
  const auto parameters = read_token_parameters(request, org.dials(), mutants);
  if (!parameters) return {parameters.error()};
  const auto grant_type = wanted_grant(parameters.value(), mutants);
  if (!grant_type) {
    return {Rejection{&oauth::error::grant_type_unsupported, &oauth::reason::grant_type_missing}};
  }
  const TokenGrant* grant = find_grant(*grant_type);
  if (grant == nullptr) {
    return {Rejection{&oauth::error::grant_type_unsupported, &oauth::reason::grant_type_unknown}};
  }
  const auto client = grant->client(request, parameters.value(), org.dials());
  if (!client) return {client.error(), client.error().error == &oauth::error::basic_malformed};
  call.client(client.value().id.value);

  Org::Transaction transaction = org.begin();
  const FoundClient found = find_client(transaction, client.value(), request.received_at);
  const App* app = found.app;
  SecretNeed need = app == nullptr ? SecretNeed::required : grant->secret_need(app->settings);
  if (mutants.has(oauth::Mutant::verifier_replaces_secret) &&
      parameters.value().value("code_verifier"))
    need = SecretNeed::optional;
  const auto judged = judge_client(org, found, client.value(), need, request);
  if (!judged) {
    return {refused_client(transaction, parameters.value(), app, judged.error(), request),
            client.value().by_basic};
  }
  const How how = grant->grant_type == "refresh_token" ? How::refresh : How::exchange;
  const Grants::Act act(transaction.grants(), how, request.peer, request.received_at);
  TokenCall at{call, org, transaction, org.dials(), parameters.value(), *app, found.key};
  return {grant->run(at), client.value().by_basic};
}

bool is_client_error(const oauth::OAuthError& error) {
  return &error == &oauth::error::client_unknown || &error == &oauth::error::client_refused ||
         &error == &oauth::error::basic_malformed;
}

}  // namespace

std::span<const TokenGrant> token_grants() { return kGrants; }

Result<oauth::PresentedClient, Rejection> named_client(const wire::WireRequest& request,
                                                       const TokenParameters& parameters,
                                                       const oauth::Dials& dials) {
  return oauth::read_client(client_parameters(request, parameters), dials);
}

void record_flow(const TokenCall& at, const UserId& user, std::string_view sub_type,
                 const Reason* refused) {
  record_login(at.transaction, {.user = user,
                                .request = at.call.request,
                                .sub_type = sub_type,
                                .application = at.app.settings.label,
                                .refused = refused});
}

std::optional<Rejection> refuse_login(TokenCall& at, const UserId& user, oauth::LoginFlow flow) {
  const User* found = at.transaction.users().find(user);
  if (found == nullptr) return std::nullopt;  // for the grant's own judge
  const Reason* refused = why_login_refused(at.transaction, {.user = *found,
                                                             .flow = flow,
                                                             .app = &at.app.settings,
                                                             .peer = at.call.request.peer,
                                                             .at = at.now()});
  if (refused == nullptr) return std::nullopt;
  return oauth::login_rejection(*refused);
}

AccessTerms access_terms(const oauth::AppSettings& settings, const OrgSettings& org) {
  AccessTerms terms;
  terms.lifetime =
      oauth::access_token_lifetime(settings, std::chrono::minutes(org.session_timeout_minutes));
  terms.is_jwt = settings.is_named_user_jwt_enabled;
  return terms;
}

Issued issued_to(const TokenCall& at, Tokens tokens, std::vector<std::string> scopes,
                 const UserId& user, const AccessTerms& terms) {
  Issued issued;
  issued.tokens = std::move(tokens);
  issued.scopes = std::move(scopes);
  issued.user = user;
  issued.client_id = at.client_id;
  issued.client_secret = at.app.secret_of(at.client_id);
  issued.terms = terms;
  return issued;
}

// POST /services/oauth2/token (RFC 6749 section 3.2).
wire::WireResponse token(Org& org, wire::Call& call) {
  const AnswerFormat format = answer_format(call.request);
  const Served served = serve(org, call);
  if (std::holds_alternative<Stopped>(served.outcome)) return {};
  if (const auto* rejection = std::get_if<Rejection>(&served.outcome)) {
    call.refuse(*rejection->reason);
    return token_error(format, *rejection->error,
                       served.by_basic && is_client_error(*rejection->error));
  }
  wire::WireResponse answer = token_answer(
      format, 200, issued_members(org, std::get<Issued>(served.outcome), call.request));
  if (org.breaks(oauth::Mutant::token_answers_cacheable)) let_caches_keep(answer);
  return answer;
}

}  // namespace rehearse::salesforce
