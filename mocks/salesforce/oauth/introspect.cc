#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/oauth/client_auth_rules.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/oauth/client_lookup.h"
#include "mocks/salesforce/oauth/token_request.h"
#include "mocks/salesforce/oauth/token_response.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/refresh_state.h"

namespace rehearse::salesforce {
namespace {

using oauth::Rejection;
namespace error = oauth::error;
namespace reason = oauth::reason;

// Described is a token as introspection shows it (RFC 7662 section 2.2).
struct Described {
  std::vector<std::string> scopes{};
  const App* app = nullptr;
  const User* user = nullptr;
  std::string_view token_type{};
  TimePoint issued_at{};
  std::optional<TimePoint> expires_at{};
};

int64_t seconds_of(TimePoint instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

wire::WireResponse answer(const Json& json) {
  wire::WireResponse response;
  response.headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
  add_oauth_headers(response);
  response.body = dump_json(json);
  return response;
}

Result<TokenParameters, Rejection> read(const wire::WireRequest& request, const oauth::Dials& dials,
                                        const oauth::Mutants& mutants) {
  // RFC 7662 section 2.1: POST, so that no token gets into a log.
  if (request.method != "POST" && !mutants.has(oauth::Mutant::introspect_by_get))
    return Rejection{&error::method_refused, &reason::introspect_method};
  auto parameters = read_token_parameters(request, dials, mutants);
  if (!parameters && parameters.error().error == &error::grant_type_unsupported)
    return Rejection{&error::introspect_malformed, &reason::introspect_unreadable};
  return parameters;
}

// RFC 7662 section 2.1: the caller must be authorized. The app that asks, or why it may not.
Result<const App*, Rejection> find_caller(Org& org, Org::Transaction& transaction,
                                          const oauth::PresentedClient& client,
                                          const wire::WireRequest& request) {
  const FoundClient found = find_client(transaction, client, request.received_at);
  const auto need = org.breaks(oauth::Mutant::introspect_by_anybody) ? oauth::SecretNeed::optional
                                                                     : oauth::SecretNeed::required;
  const auto judged = judge_client(org, found, client, need, request);
  if (judged) return found.app;
  const Reason* why = judged.error().reason;
  if (why == &reason::secret_missing) why = &reason::introspect_not_authorized;
  const bool is_off = judged.error().error == &error::app_switched_off;
  return Rejection{is_off ? &error::app_switched_off : &error::introspect_unauthorized, why};
}

Result<Described, const Reason*> describe_refresh(Org& org, Org::Transaction& transaction,
                                                  const FoundRefresh& found, TimePoint now) {
  if (const Reason* dead = why_refresh_dead(transaction, org.dials(), found, now)) return dead;
  const Grant& grant = *found.grant;
  Described token;
  token.scopes = grant.scopes;
  token.app = transaction.apps().find(grant.app);
  token.user = transaction.users().find(grant.user);
  token.token_type = "refresh_token";
  token.issued_at = grant.refresh_issued_at;
  token.expires_at = oauth::refresh_token_ends(token.app->settings, times_of(grant), org.dials());
  if (org.breaks(oauth::Mutant::introspect_uses_token_up))
    transaction.grants().refresh(found.id, {.rotate = true}, now);
  return token;
}

Result<Described, const Reason*> describe(Org& org, Org::Transaction& transaction,
                                          const std::string& text, TimePoint now) {
  const FoundRefresh refresh = transaction.grants().find_refresh(text);
  if (refresh.id != 0) return describe_refresh(org, transaction, refresh, now);
  // As if the clock still stood where it began.
  if (org.breaks(oauth::Mutant::expired_token_active)) now = TimePoint();
  auto bearer = find_bearer(org, transaction, text, now);
  if (!bearer) return bearer.error();
  const Access& access = bearer.value().access;
  // A browser's cookie is no token.
  if (access.grant == 0) return &reason::access_token_unknown;
  return Described{access.scopes,  bearer.value().app, bearer.value().user,
                   "access_token", access.issued_at,   access.expires_at};
}

Json active_json(const Org& org, const Described& token, const wire::WireRequest& request) {
  Json json = {{"active", true}, {"scope", join(token.scopes, " ")}};
  if (token.app != nullptr) json["client_id"] = token.app->consumer_key.value;
  json["username"] = token.user->username;
  json["sub"] = identity_url(org, token.user->id, request);
  json["token_type"] = std::string(token.token_type);
  if (token.expires_at) json["exp"] = seconds_of(*token.expires_at);
  json["iat"] = seconds_of(token.issued_at);
  json["nbf"] = seconds_of(token.issued_at);
  return json;
}

// Answers the caller, or says why the token is not active. RFC 7662 section 2.2: an inactive token
// is no error, and nothing more is told about it.
Result<Json, const Reason*> introspect_token(Org& org, Org::Transaction& transaction,
                                             const App& caller, const std::string& text,
                                             const wire::WireRequest& request) {
  const auto token = describe(org, transaction, text, request.received_at);
  if (!token) return token.error();
  // Salesforce, documented: an app sees its own tokens unless it may introspect all.
  if (token.value().app != &caller && !caller.settings.is_introspect_all_tokens)
    return &reason::introspect_foreign_token;
  return active_json(org, token.value(), request);
}

wire::WireResponse refuse(wire::Call& call, const Rejection& rejection, bool by_basic) {
  call.refuse(*rejection.reason);
  const bool challenge = by_basic && rejection.error == &error::introspect_unauthorized;
  return token_error(AnswerFormat::json, *rejection.error, challenge);
}

}  // namespace

// POST /services/oauth2/introspect (RFC 7662). Never consumes, rotates or extends anything.
wire::WireResponse introspect(Org& org, wire::Call& call) {
  const auto parameters = read(call.request, org.dials(), org.config().mutants);
  if (!parameters) {
    wire::WireResponse response = refuse(call, parameters.error(), false);
    if (response.status == 405) response.headers.push_back({"Allow", "POST"});
    return response;
  }
  const auto named = client_parameters(call.request, parameters.value());
  const auto client = oauth::read_client(named, org.dials());
  if (!client) {
    return refuse(call, {&error::introspect_unauthorized, client.error().reason}, false);
  }
  call.client(client.value().id.value);
  const std::string text = parameters.value().value("token").value_or("");

  Org::Transaction transaction = org.begin();
  const auto caller = find_caller(org, transaction, client.value(), call.request);
  if (!caller) return refuse(call, caller.error(), client.value().by_basic);
  if (text.empty())
    return refuse(call, {&error::token_not_provided, &reason::introspect_token_missing}, false);
  const Grants::Act act(transaction.grants(), How::introspect, call.request.peer,
                        call.request.received_at);
  const auto token = introspect_token(org, transaction, *caller.value(), text, call.request);
  Json told = token ? token.value() : Json::object({{"active", false}});
  if (!token) {
    call.refuse(*token.error());
    if (org.breaks(oauth::Mutant::introspect_says_why))
      told["error"] = std::string(token.error()->name);
  }
  wire::WireResponse response = answer(told);
  if (org.breaks(oauth::Mutant::introspect_answers_cacheable)) let_caches_keep(response);
  return response;
}

}  // namespace rehearse::salesforce
