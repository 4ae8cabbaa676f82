#include "mocks/wire/uri.h"
#include "mocks/workato/api/connection_answer.h"
#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato::api {
namespace {

constexpr size_t kMaxUrl = 2'000;

// What a body asks a runtime user connection to be.
struct RuntimeRequest {
  int64_t parent = 0, folder = 0;
  std::string external_id{}, name{};
};

void check_url(ApiMembers& members, std::string_view name) {
  const auto url = members.text(name, kMaxUrl);
  if (!url) return;
  const auto uri = wire::parse_uri(*url);
  if (!uri || (uri->scheme != "https" && uri->scheme != "http"))
    members.problem(name, "is not a web address");
}

RuntimeRequest read_request(const Json& body, std::vector<FieldProblem>& problems) {
  ApiMembers members(body, problems);
  for (const std::string_view name : {"parent_id", "folder_id", "external_id"}) {
    if (!members.has(name)) members.problem(name, "can't be blank");
  }
  RuntimeRequest request{.parent = members.id("parent_id").value_or(0),
                         .folder = members.id("folder_id").value_or(0),
                         .external_id = members.text("external_id").value_or(""),
                         .name = members.text("name").value_or("")};
  check_url(members, "callback_url");
  check_url(members, "redirect_url");
  return request;
}

// Begins a trip that any browser may finish. Nobody may hold the transaction.
Result<std::string, wire::WireResponse> authorize_url_of(ApiCall& call, int64_t connection) {
  auto url = start_authorization(call.workspace, connection, SessionId(), call.now);
  if (url) return std::move(url).value();
  const bool is_unknown = url.error().reason == &reason::workato_not_found;
  return api_refusal(call.wire, *url.error().reason, is_unknown ? 404 : 400, url.error().text);
}

}  // namespace

wire::WireResponse create_runtime_connection(ApiCall& call) {
  std::vector<FieldProblem> problems;
  RuntimeRequest request = read_request(call.body, problems);
  if (!problems.empty()) return api_invalid(call.wire, reason::api_fields_invalid, problems);
  int64_t id = 0;
  {
    Workspace::Transaction tx = call.workspace.begin();
    const Connection* parent = tx.connections().find(request.parent);
    if (parent == nullptr || !is_visible(call, *parent)) return api_not_found(call.wire);
    const std::string project = tx.folders().project_of(request.folder);
    if (tx.folders().find(request.folder) == nullptr || !call.client.sees(project))
      return api_invalid(call.wire, reason::api_fields_invalid,
                         {{"folder_id", "is not included in the list"}});
    if (parent->status != ConnectionStatus::connected)
      return api_invalid(call.wire, reason::api_parent_not_connected,
                         {{"parent_id", "must be an established OAuth connection"}});
    ConnectionSettings settings = parent->settings;
    settings.name = request.name.empty() ? request.external_id : request.name;
    settings.location = project;
    Connection& made = tx.connections().create(std::move(settings), call.now);
    made.placement = {.folder = request.folder,
                      .parent = request.parent,
                      .external_id = request.external_id,
                      .is_runtime = true};
    id = made.id;
  }
  auto url = authorize_url_of(call, id);
  if (!url) return url.error();
  return api_answer({{"data", {{"id", id}, {"url", url.value()}}}});
}

wire::WireResponse get_oauth_url(ApiCall& call) {
  // RFC 9110 section 9.2.1: HEAD is safe, so it begins no trip.
  if (call.wire.request.method != "GET") return api_message(405, "Method not allowed");
  int64_t id = 0;
  {
    Workspace::Transaction tx = call.workspace.begin();
    auto found = connection_at(call, tx, "connection_id");
    if (!found) return found.error();
    id = found.value()->id;
  }
  auto url = authorize_url_of(call, id);
  if (!url) return url.error();
  return api_answer({{"data", {{"url", url.value()}}}});
}

}  // namespace rehearse::workato::api
