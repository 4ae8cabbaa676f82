#include "mocks/workato/api/connection_answer.h"
#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/query.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato::api {
namespace {

// What a list of connections is narrowed to (docs.workato.com, list connections).
struct Filter {
  std::optional<int64_t> folder{}, parent{}, project{};
  std::optional<std::string> external_id{};
  std::optional<TimePoint> updated_after{};
  bool with_runtime = false, with_tags = false;
};

std::optional<Filter> read_filter(const wire::Fields& parameters) {
  ApiQuery query(parameters);
  Filter filter{.folder = query.id("folder_id"),
                .parent = query.id("parent_id"),
                .project = query.id("project_id"),
                .external_id = query.text("external_id"),
                .updated_after = query.instant("updated_after"),
                .with_runtime = query.flag("include_runtime_connections")};
  for (const wire::Field& field : parameters) {
    if (field.name == "includes[]" && field.value == "tags") filter.with_tags = true;
  }
  // wk sends page and per_page, which the documentation does not have: nonsense is refused, but the
  // list stays whole.
  query.paging();
  if (!query.ok()) return {};
  return filter;
}

bool fits(const Filter& filter, Workspace::Transaction& tx, const Connection& connection) {
  const Placement& placement = connection.placement;
  if (placement.is_runtime && !filter.with_runtime) return false;
  if (filter.parent && placement.parent != *filter.parent) return false;
  if (filter.external_id && placement.external_id != *filter.external_id) return false;
  if (filter.updated_after && connection.changed_at <= *filter.updated_after) return false;
  if (!filter.folder && !filter.project) return true;
  const Folder* folder = tx.folders().find(folder_of(tx, connection));
  if (filter.folder && folder->id != *filter.folder) return false;
  return !filter.project || folder->project == *filter.project;
}

}  // namespace

wire::WireResponse list_connections(ApiCall& call) {
  const auto filter = read_filter(call.wire.request.query);
  if (!filter) return api_refusal(call.wire, reason::api_query_invalid, 400, "Bad request");
  Workspace::Transaction tx = call.workspace.begin();
  Json listed = Json::array();
  for (const Connection& connection : tx.connections().all()) {
    if (is_visible(call, connection) && fits(*filter, tx, connection))
      listed.push_back(listed_connection(call, tx, connection, filter->with_tags));
  }
  return api_answer(listed);
}

}  // namespace rehearse::workato::api
