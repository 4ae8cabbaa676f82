#include "mocks/salesforce/data/describe.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

namespace rehearse::salesforce {
namespace {

struct TypeRow {
  FieldType type{};
  std::string_view name{}, soap{}, apex{};
  int length = 0;
};
// Salesforce, documented: the types of fields and their SOAP types; lengths are inferred.
constexpr std::array kTypes{
    TypeRow{FieldType::id, "id", "tns:ID", "Id", 18},
    TypeRow{FieldType::reference, "reference", "tns:ID", "Id", 18},
    TypeRow{FieldType::text, "string", "xsd:string", "String", 255},
    TypeRow{FieldType::text_area, "textarea", "xsd:string", "String", 255},
    TypeRow{FieldType::picklist, "picklist", "xsd:string", "String", 255},
    TypeRow{FieldType::boolean, "boolean", "xsd:boolean", "Boolean", 0},
    TypeRow{FieldType::integer, "int", "xsd:int", "Integer", 0},
    TypeRow{FieldType::date_time, "datetime", "xsd:dateTime", "Datetime", 0},
    TypeRow{FieldType::email, "email", "xsd:string", "String", 80},
    TypeRow{FieldType::phone, "phone", "xsd:string", "String", 40},
    TypeRow{FieldType::url, "url", "xsd:string", "String", 255},
};

const TypeRow& row_of(FieldType type) {
  for (const TypeRow& row : kTypes) {
    if (row.type == type) return row;
  }
  return kTypes.front();
}

Json picklist_values(const Column& column) {
  Json values = Json::array();
  for (const std::string_view choice : column.choices) {
    values.push_back({{"active", true},
                      {"defaultValue", false},
                      {"label", choice},
                      {"validFor", nullptr},
                      {"value", choice}});
  }
  return values;
}

Json field_description(const Column& column) {
  const TypeRow& type = row_of(column.type);
  Json referenced = Json::array();
  if (!column.refers_to.empty()) referenced.push_back(column.refers_to);
  const bool is_id = column.type == FieldType::id;
  return {{"aggregatable", column.type != FieldType::boolean},
          {"autoNumber", false},
          {"byteLength", type.length * 3},
          {"calculated", false},
          {"caseSensitive", false},
          {"createable", false},
          {"custom", false},
          {"defaultValue", nullptr},
          {"defaultedOnCreate", is_id},
          {"deprecatedAndHidden", false},
          {"digits", column.type == FieldType::integer ? 8 : 0},
          {"filterable", column.is_filterable},
          {"groupable", column.type != FieldType::date_time && column.is_filterable},
          {"idLookup", is_id},
          {"label", column.label},
          {"length", type.length},
          {"name", column.name},
          {"nameField", column.name == "Name"},
          {"nillable", column.is_nillable},
          {"picklistValues", picklist_values(column)},
          {"precision", 0},
          {"referenceTo", std::move(referenced)},
          {"relationshipName", column.relationship.empty() ? Json() : Json(column.relationship)},
          {"restrictedPicklist", column.type == FieldType::picklist},
          {"scale", 0},
          {"soapType", type.soap},
          {"sortable", true},
          {"type", type.name},
          {"unique", false},
          {"updateable", false}};
}

Json column_json(const Shape::Part& part) {
  const Column& column = *part.column;
  Json joined = Json::array();
  for (const Shape::Part& inner : part.parts) joined.push_back(column_json(inner));
  const bool is_relation = part.target != nullptr;
  const std::string_view name = is_relation ? column.relationship : column.name;
  const bool is_text = !is_relation && column.type != FieldType::boolean &&
                       column.type != FieldType::integer && column.type != FieldType::date_time;
  return {{"aggregate", false},
          {"apexType", is_relation ? part.target->name : row_of(column.type).apex},
          {"booleanType", !is_relation && column.type == FieldType::boolean},
          {"columnName", name},
          {"custom", false},
          {"displayName", name},
          {"foreignKeyName", is_relation ? Json(column.name) : Json()},
          {"insertable", false},
          {"joinColumns", std::move(joined)},
          {"numberType", !is_relation && column.type == FieldType::integer},
          {"textType", is_text},
          {"updatable", false}};
}

Json count_column(const std::string& alias) {
  return {{"aggregate", true},         {"apexType", "Integer"}, {"booleanType", false},
          {"columnName", alias},       {"custom", false},       {"displayName", alias},
          {"foreignKeyName", nullptr}, {"insertable", false},   {"joinColumns", Json::array()},
          {"numberType", true},        {"textType", false},     {"updatable", false}};
}

}  // namespace

Json brief_description(const DataView& view, DataApi api, const Object& object) {
  const std::string url = fmt::format("/services/data/v{}.0/{}sobjects/{}", view.version,
                                      api == DataApi::tooling ? "tooling/" : "", object.name);
  return {{"activateable", false},
          {"createable", false},
          {"custom", false},
          {"customSetting", false},
          {"deletable", false},
          {"deprecatedAndHidden", false},
          {"feedEnabled", false},
          {"keyPrefix", object.key_prefix},
          {"label", object.label},
          {"labelPlural", object.plural},
          {"layoutable", false},
          {"mergeable", false},
          {"mruEnabled", false},
          {"name", object.name},
          {"queryable", true},
          {"replicateable", false},
          {"retrieveable", true},
          {"searchable", false},
          {"triggerable", false},
          {"undeletable", false},
          {"updateable", false},
          {"urls",
           {{"rowTemplate", url + "/{ID}"}, {"describe", url + "/describe"}, {"sobject", url}}}};
}

Json full_description(const DataView& view, DataApi api, const Object& object) {
  Json description = brief_description(view, api, object);
  Json fields = Json::array();
  for (const Column& column : object.columns) fields.push_back(field_description(column));
  description["childRelationships"] = Json::array();
  description["fields"] = std::move(fields);
  description["recordTypeInfos"] = Json::array();
  return description;
}

Json column_description(const Object& object, const soql::BoundQuery& query) {
  Json columns = Json::array();
  bool has_id = false;
  if (query.kind == soql::BoundQuery::Kind::counts) {
    for (const soql::BoundField& field : query.fields) columns.push_back(count_column(field.alias));
  } else {
    for (const Shape::Part& part : shape_of(query.fields).parts) {
      has_id = has_id || (part.target == nullptr && part.column->type == FieldType::id);
      columns.push_back(column_json(part));
    }
  }
  return {{"columnMetadata", std::move(columns)},
          {"entityName", object.name},
          {"groupBy", false},
          {"idSelected", has_id},
          {"keyPrefix", object.key_prefix}};
}

}  // namespace rehearse::salesforce
