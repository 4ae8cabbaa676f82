#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "mocks/core/json.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/oauth/token_response.h"
#include "mocks/salesforce/org/refresh_state.h"
#include "mocks/wire/form.h"

namespace rehearse::salesforce {
namespace {

using oauth::Rejection;
namespace error = oauth::error;
namespace reason = oauth::reason;

constexpr size_t kLongestCallback = 128;

// RevokeRequest is the token, and the function of a JSONP call.
struct RevokeRequest {
  std::string token{};
  std::string callback{};
};

bool is_callback_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestCallback &&
         std::all_of(text.begin(), text.end(), [](char character) {
           return (character >= 'a' && character <= 'z') ||
                  (character >= 'A' && character <= 'Z') ||
                  (character >= '0' && character <= '9') || character == '_' || character == '$' ||
                  character == '.';
         });
}

// Salesforce, documented: a POST with the token in the form, or a GET with it in the query, which
// may name a JSONP callback.
Result<RevokeRequest, Rejection> read(const wire::WireRequest& request) {
  const bool is_post = request.method == "POST";
  // RFC 9110 section 9.2.1: a HEAD must change nothing.
  if (!is_post && request.method != "GET")
    return Rejection{&error::token_not_provided, &reason::revoke_request_unreadable};
  const bool has_form = is_post && request.form_state == wire::FormState::parsed;
  const wire::Fields& fields = has_form ? request.form : request.query;
  if (request.query_malformed || request.form_state == wire::FormState::malformed ||
      wire::count_of(fields, "token") > 1)
    return Rejection{&error::token_not_provided, &reason::revoke_request_unreadable};
  const auto token = wire::value_of(fields, "token");
  if (!token) return Rejection{&error::token_not_provided, &reason::revoke_token_missing};
  RevokeRequest read{*token, {}};
  if (is_post) return read;
  if (const auto callback = wire::value_of(request.query, "callback")) {
    if (!is_callback_name(*callback))
      return Rejection{&error::token_not_provided, &reason::revoke_request_unreadable};
    read.callback = *callback;
  }
  return read;
}

const Reason* revoke_access(Org::Transaction& transaction, const Access& access, wire::Call& call) {
  if (call.stopped_before_commit()) return nullptr;
  if (transaction.breaks(oauth::Mutant::revoke_does_nothing)) return nullptr;
  if (transaction.breaks(oauth::Mutant::access_token_revokes_all))
    transaction.grants().revoke_grant(access.grant, reason::grant_revoked_by_client,
                                      call.request.received_at);
  // Salesforce, documented: revoking an access token ends that token alone.
  transaction.grants().revoke_access(access.grant, access.number, call.request.received_at);
  return nullptr;
}

// Null: revoked, or stopped by a planned fault.
const Reason* revoke_refresh(Org& org, Org::Transaction& transaction, const FoundRefresh& found,
                             wire::Call& call) {
  const TimePoint now = call.request.received_at;
  if (found.grant == nullptr || found.grant->ended != nullptr) return &reason::revoke_token_dead;
  const bool is_current = found.generation == found.grant->generation;
  // A rotated token stands for its chain: whoever wants it dead must not leave the chain alive.
  if (is_current) {
    const App* app = transaction.apps().find(found.grant->app);
    if (found.grant->refresh_ended != nullptr ||
        (app != nullptr && oauth::why_refresh_token_over(app->settings, times_of(*found.grant),
                                                         org.dials(), now) != nullptr))
      return &reason::revoke_token_dead;
  }
  if (call.stopped_before_commit()) return nullptr;
  if (transaction.breaks(oauth::Mutant::revoke_does_nothing)) return nullptr;
  if (!is_current && transaction.breaks(oauth::Mutant::revoking_former_token_spares_chain))
    return nullptr;
  if (transaction.breaks(oauth::Mutant::revoke_spares_access_tokens)) {
    transaction.grants().end_refresh(found.id, reason::grant_revoked_by_client, now);
    return nullptr;
  }
  // RFC 7009 section 2.1; Salesforce, documented: a refresh token takes its access tokens along.
  transaction.grants().revoke_grant(found.id, reason::grant_revoked_by_client, now);
  return nullptr;
}

// Salesforce, documented: the bare token is enough, whoever holds it may revoke it.
const Reason* revoke_token(Org& org, const std::string& token, wire::Call& call) {
  Org::Transaction transaction = org.begin();
  const Grants::Act act(transaction.grants(), How::revoke, call.request.peer,
                        call.request.received_at);
  const FoundRefresh refresh = transaction.grants().find_refresh(token);
  if (refresh.id != 0) return revoke_refresh(org, transaction, refresh, call);
  const auto access = find_access(org, transaction, token, call.request.received_at);
  if (access) return revoke_access(transaction, access.value(), call);
  return access.error() == &reason::access_token_unknown ? &reason::revoke_token_unknown
                                                         : &reason::revoke_token_dead;
}

wire::WireResponse answer(int status, std::string_view type, std::string body) {
  wire::WireResponse response;
  response.status = status;
  if (!type.empty()) response.headers.push_back({"Content-Type", std::string(type)});
  add_oauth_headers(response);
  response.body = std::move(body);
  return response;
}

// Salesforce, observed: the error is form-encoded, whatever the request accepts.
wire::WireResponse refusal(const oauth::OAuthError& error, const std::string& callback) {
  const wire::Fields members{{"error", std::string(error.code)},
                             {"error_description", std::string(error.description)}};
  if (callback.empty()) {
    return answer(error.status, "application/x-www-form-urlencoded;charset=UTF-8",
                  wire::encode_form(members));
  }
  const Json json = {{members[0].name, members[0].value}, {members[1].name, members[1].value}};
  return answer(error.status, "text/javascript;charset=UTF-8",
                fmt::format("{}({});", callback, dump_json(json)));
}

}  // namespace

// POST and GET /services/oauth2/revoke (RFC 7009).
wire::WireResponse revoke(Org& org, wire::Call& call) {
  const auto request = read(call.request);
  if (!request) {
    call.refuse(*request.error().reason);
    return refusal(*request.error().error, {});
  }
  const std::string& callback = request.value().callback;
  const Reason* refused = revoke_token(org, request.value().token, call);
  if (refused == &reason::revoke_token_dead && org.breaks(oauth::Mutant::dead_token_revoked_again))
    refused = nullptr;
  if (refused != nullptr) {
    call.refuse(*refused);
    return refusal(error::token_type_unsupported, callback);
  }
  if (callback.empty()) return answer(200, {}, {});
  return answer(200, "text/javascript;charset=UTF-8", callback + "();");
}

}  // namespace rehearse::salesforce
