#include <algorithm>

#include "mocks/workato/api/connection_answer.h"
#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/api/query.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"
#include "mocks/workato/store/names.h"

namespace rehearse::workato::api {
namespace {

constexpr int64_t kWorkspaceId = 101;

wire::WireResponse bad_query(ApiCall& call) {
  return api_refusal(call.wire, reason::api_query_invalid, 400, "Bad request");
}

// A few objects and fields that every Salesforce org has.
struct PickListValue {
  std::string_view label{}, value{};
};
constexpr PickListValue kObjects[] = {{"Account", "Account"},
                                      {"Contact", "Contact"},
                                      {"Lead", "Lead"},
                                      {"Opportunity", "Opportunity"}};
constexpr PickListValue kFields[] = {{"Record ID", "Id"},
                                     {"Owner ID", "OwnerId"},
                                     {"Created Date", "CreatedDate"},
                                     {"Last Modified Date", "LastModifiedDate"}};

Result<std::span<const PickListValue>, FieldProblem> find_pick_list(std::string_view name,
                                                                    const Json* parameters) {
  constexpr const char* kUnknown = "is not included in the list";
  if (name == "sobject_list") return std::span<const PickListValue>(kObjects);
  if (name != "sobject_fields") return FieldProblem{"pick_list_name", kUnknown};
  const Json* object = parameters != nullptr ? find_member(*parameters, "sobject_name") : nullptr;
  if (object == nullptr || object->is_null() || *object == "")
    return FieldProblem{"pick_list_params.sobject_name", "can't be blank"};
  const bool is_known = std::ranges::any_of(
      kObjects, [object](const PickListValue& known) { return *object == known.value; });
  if (!is_known) return FieldProblem{"pick_list_params.sobject_name", kUnknown};
  return std::span<const PickListValue>(kFields);
}

Json connector_of(const Application& application) {
  const bool is_secondary = application.provider.ends_with("_secondary");
  return {{"name", application.provider}, {"title", application.title},
          {"categories", Json::array()},  {"oauth", true},
          {"deprecated", false},          {"secondary", is_secondary},
          {"triggers", Json::array()},    {"actions", Json::array()}};
}

Json folder_of(const Folder& folder) {
  return {{"id", folder.id},
          {"name", folder.name},
          {"parent_id", folder.parent != 0 ? Json(folder.parent) : Json(nullptr)},
          {"is_project", folder.parent == kHomeFolder},
          {"project_id", folder.project != 0 ? Json(folder.project) : Json(nullptr)},
          {"created_at", pacific_time(folder.created_at)},
          {"updated_at", pacific_time(folder.updated_at)}};
}

}  // namespace

wire::WireResponse pick_list(ApiCall& call) {
  std::vector<FieldProblem> problems;
  ApiMembers members(call.body, problems);
  const std::string name = members.text("pick_list_name").value_or("");
  const Json* parameters = members.object("pick_list_params");
  if (!members.has("pick_list_name")) members.problem("pick_list_name", "can't be blank");
  if (!problems.empty()) return api_invalid(call.wire, reason::api_fields_invalid, problems);
  Workspace::Transaction tx = call.workspace.begin();
  auto found = connection_at(call, tx);
  if (!found) return found.error();
  if (found.value()->status != ConnectionStatus::connected)
    return api_refusal(call.wire, reason::engine_not_connected, 400,
                       "The connection is not connected");
  const auto values = find_pick_list(name, parameters);
  if (!values) return api_invalid(call.wire, reason::api_pick_list_unknown, {values.error()});
  Json listed = Json::array();
  for (const PickListValue& value : values.value())
    listed.push_back(Json::array({value.label, value.value, nullptr, false}));
  return api_answer({{"data", listed}});
}

wire::WireResponse list_connectors(ApiCall& call) {
  ApiQuery query(call.wire.request.query);
  // workato-platform-cli, API description: one a page unless told otherwise.
  const Paging paging = query.paging(1);
  if (!query.ok()) return bad_query(call);
  constexpr size_t kCount = std::size(kApplications);
  Json items = Json::array();
  const size_t end = std::min(kCount, paging.first() + size_t(paging.per_page));
  for (size_t index = paging.first(); index < end; ++index)
    items.push_back(connector_of(kApplications[index]));
  return api_answer(
      {{"items", items}, {"count", kCount}, {"page", paging.page}, {"per_page", paging.per_page}});
}

wire::WireResponse list_folders(ApiCall& call) {
  ApiQuery query(call.wire.request.query);
  const int64_t parent = query.id("parent_id").value_or(kHomeFolder);
  const Paging paging = query.paging();
  if (!query.ok()) return bad_query(call);
  Workspace::Transaction tx = call.workspace.begin();
  if (tx.folders().find(parent) == nullptr) return api_not_found(call.wire);
  Json listed = Json::array();
  size_t seen = 0;
  for (const Folder& folder : tx.folders().all()) {
    if (folder.parent != parent || !call.client.sees(tx.folders().project_of(folder.id))) continue;
    if (seen++ < paging.first()) continue;
    if (listed.size() < size_t(paging.per_page)) listed.push_back(folder_of(folder));
  }
  return api_answer(listed);
}

wire::WireResponse create_folder(ApiCall& call) {
  std::vector<FieldProblem> problems;
  ApiMembers members(call.body, problems);
  const std::string name = members.text("name").value_or("");
  const int64_t parent = members.id("parent_id").value_or(kHomeFolder);
  if (std::string problem = problem_of_name(name); problems.empty() && !problem.empty())
    members.problem("name", std::move(problem));
  Workspace::Transaction tx = call.workspace.begin();
  const bool is_known = tx.folders().find(parent) != nullptr;
  const std::string project = parent == kHomeFolder ? name : tx.folders().project_of(parent);
  if (problems.empty() && !is_known) members.problem("parent_id", "is not included in the list");
  // A project by the name of the root folder would capture what lies in no project.
  const bool is_taken =
      parent == kHomeFolder ? tx.folders().has_project(name) : tx.folders().has_child(parent, name);
  if (problems.empty() && is_taken) members.problem("name", "has already been taken");
  if (!problems.empty()) return api_invalid(call.wire, reason::api_fields_invalid, problems);
  if (!call.client.sees(project))
    return api_refusal(call.wire, reason::api_outside_projects, 404, "Not found");
  return api_answer(folder_of(tx.folders().create(name, parent, call.now)));
}

wire::WireResponse get_workspace(ApiCall& call) {
  const TimePoint since = call.workspace.started_at();
  Workspace::Transaction tx = call.workspace.begin();
  const auto& recipes = tx.recipes().all();
  return api_answer({{"id", kWorkspaceId},
                     {"name", "Rehearsal"},
                     {"created_at", pacific_time(since)},
                     {"plan_id", "rehearsal"},
                     {"current_billing_period_start", pacific_time(since)},
                     {"current_billing_period_end", pacific_time(since + std::chrono::days(30))},
                     {"expert", false},
                     {"avatar_url", nullptr},
                     {"recipes_count", recipes.size()},
                     {"interested_applications", Json::array()},
                     {"company_name", nullptr},
                     {"location", nullptr},
                     {"last_seen", pacific_time(call.now)},
                     {"contact_phone", nullptr},
                     {"contact_email", nullptr},
                     {"about_me", nullptr},
                     {"email", kUser},
                     {"phone", nullptr},
                     {"active_recipes_count", std::ranges::count_if(recipes, &Recipe::running)},
                     {"root_folder_id", kHomeFolder}});
}

}  // namespace rehearse::workato::api
