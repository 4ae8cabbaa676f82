#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/data_view.h"
#include "mocks/salesforce/data/describe.h"
#include "mocks/salesforce/data/record_json.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

std::string param(const wire::Call& call, std::string_view name) {
  return wire::value_of(call.params, name).value_or("");
}

// Serves a call about the object that the path names.
template <class Serve>
wire::WireResponse with_object(Org& org, wire::Call& call, DataApi api, Serve serve) {
  return with_view(org, call, [&](const DataView& view) {
    const Object* object = find_object(view, api, param(call, "type"));
    // Salesforce, observed: the CLI takes this answer about SourceMember for "no source tracking".
    if (object == nullptr) return data_missing(call, why_no_object(view, api, param(call, "type")));
    return serve(view, *object);
  });
}

wire::WireResponse list_objects(Org& org, wire::Call& call, DataApi api) {
  return with_view(org, call, [&](const DataView& view) {
    Json objects = Json::array();
    for (const Object* object : data_objects()) {
      if (find_object(view, api, object->name) != nullptr)
        objects.push_back(brief_description(view, api, *object));
    }
    return data_answer(
        Json{{"encoding", "UTF-8"}, {"maxBatchSize", 200}, {"sobjects", std::move(objects)}});
  });
}

wire::WireResponse describe_object(Org& org, wire::Call& call, DataApi api) {
  return with_object(org, call, api, [&](const DataView& view, const Object& object) {
    return data_answer(full_description(view, api, object));
  });
}

// The fields that `?fields=` asks for; all of them without it. The error is one that there isn't.
Result<Shape, std::string> wanted_shape(const Object& object, const wire::WireRequest& request) {
  const std::string names = wire::value_of(request.query, "fields").value_or("");
  if (names.empty()) return whole_shape(object);
  Shape shape;
  shape.parts.push_back({&object.columns.front(), nullptr, {}});  // Id comes unasked
  for (const std::string& part : split(names, ',')) {
    const Column* column = find_column(object, trim(part));
    if (column == nullptr) return std::string(trim(part));
    if (column != &object.columns.front()) shape.parts.push_back({column, nullptr, {}});
  }
  return shape;
}

// Salesforce, observed: "entity type cannot be inserted: …"; the mock's records change elsewhere.
wire::WireResponse refuse_write(Org& org, wire::Call& call, std::string_view verb) {
  return with_object(org, call, DataApi::data, [&](const DataView&, const Object& object) {
    return data_error(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                      fmt::format("entity type cannot be {}: {}", verb, object.label),
                      reason::data_write_not_modelled, call);
  });
}

}  // namespace

wire::WireResponse data_objects_list(Org& org, wire::Call& call) {
  return list_objects(org, call, DataApi::data);
}
wire::WireResponse data_describe(Org& org, wire::Call& call) {
  return describe_object(org, call, DataApi::data);
}
wire::WireResponse tooling_objects_list(Org& org, wire::Call& call) {
  return list_objects(org, call, DataApi::tooling);
}
wire::WireResponse tooling_describe(Org& org, wire::Call& call) {
  return describe_object(org, call, DataApi::tooling);
}

wire::WireResponse data_object(Org& org, wire::Call& call) {
  return with_object(org, call, DataApi::data, [&](const DataView& view, const Object& object) {
    return data_answer(Json{{"objectDescribe", brief_description(view, DataApi::data, object)},
                            {"recentItems", Json::array()}});
  });
}

wire::WireResponse data_record(Org& org, wire::Call& call) {
  return with_object(org, call, DataApi::data, [&](const DataView& view, const Object& object) {
    const auto shape = wanted_shape(object, call.request);
    if (!shape)
      return data_error(
          400, "INVALID_FIELD",
          fmt::format("No such column '{}' on sobject of type {}", shape.error(), object.name),
          reason::data_field_unknown, call);
    const auto row = find_record(view, object, param(call, "id"));
    if (!row) return data_missing(call, reason::data_record_unknown);
    std::string json;
    append_record(json, *row, object, shape.value(), DataApi::data);
    return data_answer_text(std::move(json));
  });
}

wire::WireResponse data_create(Org& org, wire::Call& call) {
  return refuse_write(org, call, "inserted");
}
wire::WireResponse data_update(Org& org, wire::Call& call) {
  return refuse_write(org, call, "updated");
}
wire::WireResponse data_delete(Org& org, wire::Call& call) {
  return refuse_write(org, call, "deleted");
}

}  // namespace rehearse::salesforce
