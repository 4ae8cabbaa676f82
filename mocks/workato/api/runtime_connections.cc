#include "mocks/wire/reasons.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/api/connection_answer.h"
#include "mocks/workato/api/connection_request.h"
#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"
#include "mocks/workato/store/names.h"

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
                         .name = members.text("name").value_or("")};
  if (const auto external = members.text("external_id")) {
    request.external_id = *external;
    if (std::string problem = problem_of_name(*external); !problem.empty())
      members.problem("external_id", std::move(problem));
  }
  check_url(members, "callback_url");
  check_url(members, "redirect_url");
  return request;
}

// Begins a trip that any browser may finish.
Result<std::string, wire::WireResponse> authorize_url_of(ApiCall& call, Workspace::Transaction& tx,
                                                         int64_t connection) {
  auto url = start_authorization(call.workspace, tx, connection, SessionId(), call.now);
  if (url) return std::move(url).value();
  return api_refusal(call.wire, *url.error().reason, 400, url.error().text);
}

// The connection that the parent's settings make; what is wrong with it is among its problems.
ConnectionRequest as_child(const ApiCall& call, Workspace::Transaction& tx,
                           const Connection& parent, const RuntimeRequest& request) {
  ConnectionRequest child{.settings = parent.settings,
                          .placement = {.folder = request.folder,
                                        .parent = request.parent,
                                        .external_id = request.external_id,
                                        .is_runtime = true,
                                        .customer = parent.placement.customer}};
  child.settings.name = request.name.empty() ? request.external_id : request.name;
  child.settings.location = tx.folders().project_of(request.folder);
  if (tx.folders().find(request.folder) == nullptr || !call.client.sees(child.settings.location))
    child.problems.push_back({"folder_id", "is not included in the list"});
  add_problems_of(call, tx, child);
  return child;
}

}  // namespace

wire::WireResponse create_runtime_connection(ApiCall& call) {
  std::vector<FieldProblem> problems;
  const RuntimeRequest request = read_request(call.body, problems);
  if (!problems.empty()) return api_invalid(call.wire, reason::api_fields_invalid, problems);
  Workspace::Transaction tx = call.workspace.begin();
  const Connection* parent = tx.connections().find(request.parent);
  if (parent == nullptr || !is_visible(call, *parent)) return api_not_found(call.wire);
  ConnectionRequest child = as_child(call, tx, *parent, request);
  if (!child.problems.empty())
    return api_invalid(call.wire, reason::api_fields_invalid, child.problems);
  if (parent->status != ConnectionStatus::connected)
    return api_invalid(call.wire, reason::api_parent_not_connected,
                       {{"parent_id", "must be an established OAuth connection"}});
  Connection& made = tx.connections().create(std::move(child.settings), call.now);
  made.placement = std::move(child.placement);
  const int64_t id = made.id;
  auto url = authorize_url_of(call, tx, id);
  if (url) return api_answer({{"data", {{"id", id}, {"url", url.value()}}}});
  tx.connections().remove(id);  // what is refused is not stored
  return url.error();
}

wire::WireResponse get_oauth_url(ApiCall& call) {
  // RFC 9110 section 9.2.1: HEAD is safe, so it begins no trip.
  if (call.wire.request.method != "GET") {
    wire::WireResponse refusal =
        api_refusal(call.wire, wire::reason::method_not_allowed, 405, "Method not allowed");
    refusal.headers.push_back({"Allow", "GET"});
    return refusal;
  }
  Workspace::Transaction tx = call.workspace.begin();
  auto found = connection_at(call, tx, "connection_id");
  if (!found) return found.error();
  auto url = authorize_url_of(call, tx, found.value()->id);
  if (!url) return url.error();
  return api_answer({{"data", {{"url", url.value()}}}});
}

}  // namespace rehearse::workato::api
