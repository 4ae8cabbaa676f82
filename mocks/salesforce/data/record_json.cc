#include "mocks/salesforce/data/record_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/data/data_answers.h"

namespace rehearse::salesforce {
namespace {

bool is_plain(char character) {
  return character >= ' ' && character <= '~' && character != '"' && character != '\\';
}

void append_value(std::string& json, const Value& value) {
  if (is_null(value)) {
    json += "null";
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    json += *flag ? "true" : "false";
  } else if (const auto* number = std::get_if<int64_t>(&value)) {
    fmt::format_to(std::back_inserter(json), "{}", *number);
  } else if (const auto* at = std::get_if<TimePoint>(&value)) {
    append_text(json, data_time(*at));
  } else {
    append_text(json, text_of(value));
  }
}

void append_parts(std::string& json, const Row& row, const Object& object,
                  const std::vector<Shape::Part>& parts, DataApi api);

void append_relation(std::string& json, const Row& row, const Shape::Part& part, DataApi api) {
  const Value id = value_of(*part.column, row);
  const auto related =
      is_null(id) ? std::nullopt : find_record(*row.view, *part.target, text_of(id));
  if (related) {
    append_parts(json, *related, *part.target, part.parts, api);
  } else {
    json += "null";
  }
}

void append_parts(std::string& json, const Row& row, const Object& object,
                  const std::vector<Shape::Part>& parts, DataApi api) {
  json += R"({"attributes":{"type":)";
  append_text(json, object.name);
  json += R"(,"url":)";
  append_text(json, record_url(*row.view, api, object, id_of(object, row)));
  json += '}';
  for (const Shape::Part& part : parts) {
    json += ',';
    append_text(json, part.target == nullptr ? part.column->name : part.column->relationship);
    json += ':';
    if (part.target == nullptr) {
      append_value(json, value_of(*part.column, row));
    } else {
      append_relation(json, row, part, api);
    }
  }
  json += '}';
}

}  // namespace

void append_text(std::string& json, std::string_view text) {
  if (!std::ranges::all_of(text, is_plain)) {
    json += dump_json(Json(text));
    return;
  }
  json += '"';
  json += text;
  json += '"';
}

Shape shape_of(const std::vector<soql::BoundField>& fields) {
  Shape shape;
  for (const soql::BoundField& field : fields) {
    std::vector<Shape::Part>* parts = &shape.parts;
    for (const soql::BoundPath::Hop& hop : field.path.hops) {
      auto relation = std::ranges::find_if(*parts, [&](const Shape::Part& part) {
        return part.target != nullptr && part.column == hop.reference;
      });
      if (relation == parts->end())
        relation = parts->insert(parts->end(), {hop.reference, hop.target, {}});
      parts = &relation->parts;
    }
    parts->push_back({field.path.column, nullptr, {}});
  }
  return shape;
}

Shape whole_shape(const Object& object) {
  Shape shape;
  for (const Column& column : object.columns) shape.parts.push_back({&column, nullptr, {}});
  return shape;
}

std::string record_url(const DataView& view, DataApi api, const Object& object,
                       std::string_view id) {
  return fmt::format("/services/data/v{}.0/{}sobjects/{}/{}", view.version,
                     api == DataApi::tooling ? "tooling/" : "", object.name, id);
}

void append_record(std::string& json, const Row& row, const Object& object, const Shape& shape,
                   DataApi api) {
  append_parts(json, row, object, shape.parts, api);
}

}  // namespace rehearse::salesforce
