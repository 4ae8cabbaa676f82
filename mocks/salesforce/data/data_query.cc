#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "mocks/salesforce/data/data_view.h"
#include "mocks/salesforce/data/describe.h"
#include "mocks/salesforce/data/record_json.h"
#include "mocks/salesforce/data/soql_run.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/query_cursors.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using soql::BoundQuery;
using soql::Problem;

// Salesforce, documented: Sforce-Query-Options, batchSize from 200 to 2,000.
constexpr size_t kSmallestBatch = 200, kLargestBatch = 2'000;

size_t batch_size(const wire::WireRequest& request) {
  constexpr std::string_view kName = "batchSize=";
  const std::string options = wire::header_of(request.headers, "Sforce-Query-Options").value_or("");
  const size_t at = options.find(kName);
  if (at == std::string::npos) return kLargestBatch;
  size_t wanted = kLargestBatch;
  const char* start = options.data() + at + kName.size();
  std::from_chars(start, options.data() + options.size(), wanted);
  return std::clamp(wanted, kSmallestBatch, kLargestBatch);
}

wire::WireResponse refused(const Problem& problem, std::string_view statement, wire::Call& call) {
  return data_error(400, problem.code, soql::shown(problem, statement), *problem.reason, call);
}

// What tells a record from the object's others: its id, or the grant of a token, which has none.
std::string key_of(const Object& object, const Row& row) {
  std::string id = id_of(object, row);
  if (id.empty() && row.grant != nullptr) return std::to_string(row.grant->id);
  id.resize(std::min<size_t>(id.size(), 15));
  return id;
}

// Page is one answer of a query: some of its records, and the way to the next ones.
struct Page {
  std::span<const Row> rows{};
  size_t total = 0;
  std::string next{};  // the locator of the next batch; empty: done
};

std::string page_json(const DataView& view, DataApi api, const BoundQuery& query,
                      const Page& page) {
  std::string json = fmt::format(R"({{"totalSize":{},"done":{})", page.total, page.next.empty());
  if (!page.next.empty()) {
    json += fmt::format(R"(,"nextRecordsUrl":"/services/data/v{}.0/{}query/{}")", view.version,
                        api == DataApi::tooling ? "tooling/" : "", page.next);
  }
  json += R"(,"records":[)";
  const Shape shape = shape_of(query.fields);
  for (const Row& row : page.rows) {
    if (&row != page.rows.data()) json += ',';
    append_record(json, row, *query.object, shape, api);
  }
  json += "]}";
  return json;
}

Json counts_json(const BoundQuery& query, const soql::RunResult& found) {
  Json record{{"attributes", {{"type", "AggregateResult"}}}};
  for (size_t at = 0; at < query.fields.size(); ++at)
    record[query.fields[at].alias] = found.counts[at];
  return {{"totalSize", 1}, {"done", true}, {"records", Json::array({std::move(record)})}};
}

wire::WireResponse answer_rows(const DataView& view, DataApi api, const BoundQuery& query,
                               std::string statement, size_t batch) {
  const soql::RunResult found = soql::run(query, view);
  Page page{found.rows, found.total, {}};
  if (query.kind == BoundQuery::Kind::rows && found.rows.size() > batch) {
    QueryCursor cursor;
    cursor.user = view.viewer.id;
    cursor.statement = std::move(statement);
    cursor.is_tooling = api == DataApi::tooling;
    cursor.batch = batch;
    cursor.opened_at = view.now;
    for (const Row& row : found.rows) cursor.keys.push_back(key_of(*query.object, row));
    page.next = fmt::format("{}-{}", view.tx.query_cursors().open(std::move(cursor)).id, batch);
    page.rows = page.rows.first(batch);
  }
  return data_answer_text(page_json(view, api, query, page));
}

wire::WireResponse serve_query(Org& org, wire::Call& call, DataApi api) {
  return with_view(org, call, [&](const DataView& view) {
    const wire::Field* field = wire::find_field(call.request.query, "q");
    // Salesforce, observed.
    if (field == nullptr)
      return data_error(400, "MALFORMED_QUERY", "A query string has to be specified",
                        reason::data_query_missing, call);
    const std::string& statement = field->value;
    const auto query = soql::parse(statement);
    if (!query) return refused(query.error(), statement, call);
    const auto bound = soql::bind(query.value(), view, api);
    if (!bound) return refused(bound.error(), statement, call);
    if (wire::value_of(call.request.query, "columns") == "true")
      return data_answer(column_description(*bound.value().object, bound.value()));
    if (bound.value().kind == BoundQuery::Kind::counts)
      return data_answer(counts_json(bound.value(), soql::run(bound.value(), view)));
    return answer_rows(view, api, bound.value(), statement, batch_size(call.request));
  });
}

// The rows of those keys, in their order; records that are gone are left out.
std::vector<Row> rows_of(const DataView& view, const Object& object,
                         std::span<const std::string> keys) {
  std::unordered_map<std::string_view, size_t> places;
  for (size_t at = 0; at < keys.size(); ++at) places.emplace(keys[at], at);
  std::vector<std::optional<Row>> found(keys.size());
  size_t missing = keys.size();
  object.visit(view, [&](const Row& row) {
    const auto place = places.find(key_of(object, row));
    if (place == places.end()) return true;
    found[place->second] = row;
    return --missing > 0;
  });
  std::vector<Row> rows;
  for (const std::optional<Row>& row : found) {
    if (row) rows.push_back(*row);
  }
  return rows;
}

struct Locator {
  std::string_view id{};
  size_t start = 0;
};
std::optional<Locator> locator_of(std::string_view text) {
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {};
  Locator locator{text.substr(0, dash)};
  const std::string_view number = text.substr(dash + 1);
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), locator.start);
  if (error != std::errc() || end != number.data() + number.size()) return {};
  return locator;
}

wire::WireResponse serve_more(Org& org, wire::Call& call, DataApi api) {
  return with_view(org, call, [&](const DataView& view) {
    const std::string text = wire::value_of(call.params, "locator").value_or("");
    const auto locator = locator_of(text);
    const QueryCursor* cursor =
        locator ? view.tx.query_cursors().find(locator->id, view.viewer.id, view.now) : nullptr;
    const bool is_good = cursor != nullptr && locator->start < cursor->keys.size() &&
                         cursor->is_tooling == (api == DataApi::tooling);
    // Salesforce, observed: one text for a locator that never was and for one that is over.
    if (!is_good)
      return data_error(400, "INVALID_QUERY_LOCATOR", "invalid query locator",
                        reason::data_locator_unknown, call);
    const auto query = soql::parse(cursor->statement);
    const auto bound = soql::bind(query.value(), view, api);
    if (!bound) return refused(bound.error(), cursor->statement, call);
    const size_t end = std::min(locator->start + cursor->batch, cursor->keys.size());
    const std::vector<Row> rows =
        rows_of(view, *bound.value().object,
                std::span(cursor->keys).subspan(locator->start, end - locator->start));
    Page page{rows, cursor->keys.size(), {}};
    if (end < cursor->keys.size()) page.next = fmt::format("{}-{}", cursor->id, end);
    return data_answer_text(page_json(view, api, bound.value(), page));
  });
}

}  // namespace

wire::WireResponse data_query(Org& org, wire::Call& call) {
  return serve_query(org, call, DataApi::data);
}
wire::WireResponse data_query_more(Org& org, wire::Call& call) {
  return serve_more(org, call, DataApi::data);
}
wire::WireResponse tooling_query(Org& org, wire::Call& call) {
  return serve_query(org, call, DataApi::tooling);
}
wire::WireResponse tooling_query_more(Org& org, wire::Call& call) {
  return serve_more(org, call, DataApi::tooling);
}

}  // namespace rehearse::salesforce
