#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/ip_address.h"
#include "mocks/workato/api/api_call.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato {
namespace {

constexpr std::string_view kUnauthorized = "Unauthorized";
constexpr std::string_view kBadRequest = "Bad request";

// docs.workato.com: support for the former API key, in headers or in the query, has ended.
bool has_legacy_credentials(const wire::WireRequest& request) {
  for (const std::string_view name : {"x-user-token", "x-user-email"}) {
    if (wire::header_of(request.headers, name)) return true;
  }
  for (const std::string_view name : {"user_token", "user_email"}) {
    if (wire::find_field(request.query, name) != nullptr) return true;
  }
  return false;
}

// RFC 6750 section 2.1; RFC 9110 section 11.1: the scheme's case does not matter.
std::string bearer_of(const wire::WireRequest& request) {
  const std::string header = wire::header_of(request.headers, "Authorization").value_or("");
  constexpr size_t kScheme = 7;
  if (lower(header.substr(0, kScheme)) != "bearer ") return {};
  return std::string(trim(std::string_view(header).substr(kScheme)));
}

wire::WireResponse too_many(Workspace& workspace, wire::Call& call, Duration wait) {
  wire::WireResponse response =
      api_refusal(call, reason::api_rate_exceeded, 429, "Too many requests");
  if (workspace.dials().is(oauth::Dial::workato_retry_after, "seconds")) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    response.headers.push_back({"Retry-After", std::to_string(seconds.count())});
  }
  return response;
}

// Profiles belong to the workspace as a whole: a change of one reaches connections of any project.
bool changes_profiles(Privilege privilege) {
  return privilege == Privilege::create_profile || privilege == Privilege::update_profile ||
         privilege == Privilege::delete_profile || privilege == Privilege::assign_profile ||
         privilege == Privilege::unassign_profile;
}

bool is_listed(const std::set<std::string>& allowlist, const std::string& peer) {
  const auto address = oauth::parse_ip(peer);
  return address && std::ranges::any_of(allowlist, [&address](const std::string& entry) {
           const auto block = oauth::parse_block(entry);
           return block && oauth::lies_in(*address, *block);
         });
}

// Who calls, or the answer to somebody who may not.
Result<ApiClient, wire::WireResponse> let_in(Workspace& workspace, wire::Call& call,
                                             const Access& access) {
  const wire::WireRequest& request = call.request;
  const auto refused = [&call](const Reason& reason) {
    return api_refusal(call, reason, 401, kUnauthorized);
  };
  const std::string token = bearer_of(request);
  if (token.empty()) {
    return refused(has_legacy_credentials(request) ? reason::api_legacy_credentials
                                                   : reason::api_token_missing);
  }
  Workspace::Transaction tx = workspace.begin();
  const ApiClient* client = tx.api_clients().find_by_token(token);
  if (client == nullptr) return refused(reason::api_token_unknown);
  call.client(client->settings.name);
  const auto& allowed = client->settings.allowlist;
  if (!allowed.empty() && !is_listed(allowed, request.peer))
    return refused(reason::api_address_refused);
  const auto not_privileged = [&](const Reason& reason) {
    const bool with_403 = workspace.dials().is(oauth::Dial::workato_missing_privilege, "403");
    return api_refusal(call, reason, with_403 ? 403 : 401, with_403 ? "Forbidden" : kUnauthorized);
  };
  if (!client->may(access.privilege)) return not_privileged(reason::api_privilege_missing);
  if (changes_profiles(access.privilege) && !client->settings.projects.empty())
    return not_privileged(reason::api_projects_limited);
  if (workspace.dials().is(oauth::Dial::workato_rate_limits, "enforced")) {
    const auto wait = tx.api_clients().count(client->id, access.quota, request.received_at);
    if (wait) return too_many(workspace, call, *wait);
  }
  return *client;
}

// The body as a JSON object; an empty object where there is none.
Result<Json, wire::WireResponse> read_body(wire::Call& call) {
  const wire::WireRequest& request = call.request;
  if (request.body.empty()) return Json::object();
  const std::string type = wire::header_of(request.headers, "Content-Type").value_or("");
  // RFC 9110 section 8.3.1: parameters such as a charset follow a semicolon.
  if (lower(trim(std::string_view(type).substr(0, type.find(';')))) != "application/json")
    return api_refusal(call, reason::api_content_type_wrong, 400, kBadRequest);
  auto parsed = parse_json(request.body);
  if (!parsed || !parsed.value().is_object() || !is_utf8(request.body))
    return api_refusal(call, reason::api_body_broken, 400, kBadRequest);
  return std::move(parsed).value();
}

}  // namespace

int64_t ApiCall::id(std::string_view name) const {
  return digits_of(wire::value_of(wire.params, name).value_or("")).value_or(0);
}

wire::WireResponse with_access(Workspace& workspace, wire::Call& call, const Access& access,
                               ApiEndpoint endpoint) {
  auto client = let_in(workspace, call, access);
  if (!client) return client.error();
  if (call.request.query_malformed)
    return api_refusal(call, reason::api_query_invalid, 400, kBadRequest);
  auto body = read_body(call);
  if (!body) return body.error();
  ApiCall let{.workspace = workspace,
              .wire = call,
              .client = std::move(client).value(),
              .body = std::move(body).value(),
              .now = call.request.received_at};
  return endpoint(let);
}

}  // namespace rehearse::workato
