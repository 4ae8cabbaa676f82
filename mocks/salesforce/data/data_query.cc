#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/data/soql.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/records.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// The record's own spelling of a field, without regard to case; null if it has none.
const std::string* find_field(const Json& record, std::string_view name) {
  for (auto member = record.begin(); member != record.end(); ++member) {
    if (lower(member.key()) == lower(name)) return &member.key();
  }
  return nullptr;
}

std::string as_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump_json(value);
}

bool fits(const Json& record, const std::vector<Soql::Condition>& conditions) {
  for (const Soql::Condition& condition : conditions) {
    const Json& value = record[*find_field(record, condition.field)];
    // SOQL compares text without regard to case, except for ids.
    const bool is_equal = condition.field == "Id"
                              ? as_text(value).starts_with(condition.value.substr(0, 15))
                              : lower(as_text(value)) == lower(condition.value);
    if (is_equal == condition.is_negated) return false;
  }
  return true;
}

// The first field that the type doesn't have; empty if it has all.
std::string unknown_field(const Json& record, const Soql& soql) {
  for (const std::string& field : soql.fields)
    if (find_field(record, field) == nullptr) return field;
  for (const Soql::Condition& condition : soql.conditions)
    if (find_field(record, condition.field) == nullptr) return condition.field;
  return {};
}

Json selected(const RecordType& type, const Json& record, const Soql& soql,
              const std::string& version) {
  Json row{{"attributes",
            {{"type", type.name},
             {"url", "/services/data/v" + version + "/sobjects/" + std::string(type.name) + "/" +
                         string_member(record, "Id").value_or("")}}}};
  for (const std::string& field : soql.fields) {
    const std::string& name = *find_field(record, field);
    row[name] = record[name];
  }
  return row;
}

Json result_of(const RecordType& type, const Soql& soql, const std::string& version) {
  Json rows = Json::array();
  size_t count = 0;
  for (const Json& record : type.records) {
    if (!fits(record, soql.conditions)) continue;
    if (soql.limit && count == *soql.limit) break;
    ++count;
    if (!soql.is_count) rows.push_back(selected(type, record, soql, version));
  }
  return {{"totalSize", count}, {"done", true}, {"records", rows}};
}

// What `columns=true` asks for: a description of the columns instead of rows. The Salesforce CLI's
// table output needs it.
Json columns_of(const RecordType& type, const Soql& soql) {
  const Json& record = type.records.front();
  Json columns = Json::array();
  for (const std::string& field : soql.fields) {
    const std::string& name = *find_field(record, field);
    columns.push_back({{"aggregate", false},
                       {"apexType", name == "Id" ? "Id" : "String"},
                       {"booleanType", record[name].is_boolean()},
                       {"columnName", name},
                       {"custom", false},
                       {"displayName", name},
                       {"foreignKeyName", nullptr},
                       {"insertable", false},
                       {"joinColumns", Json::array()},
                       {"numberType", record[name].is_number()},
                       {"textType", record[name].is_string()},
                       {"updatable", false}});
  }
  return {{"columnMetadata", columns},
          {"entityName", type.name},
          {"groupBy", false},
          {"idSelected", true},
          {"keyPrefix", type.key_prefix}};
}

}  // namespace

wire::WireResponse data_query(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  const std::string text = wire::value_of(call.request.query, "q").value_or("");
  const auto soql = parse_soql(text);
  if (!soql)
    return data_error(400, "MALFORMED_QUERY", "unexpected token in the query",
                      reason::data_query_malformed, call);
  const auto type = find_records(org, tx, soql->type);
  if (!type)
    return data_error(400, "INVALID_TYPE", "sObject type '" + soql->type + "' is not supported.",
                      reason::data_type_unknown, call);
  if (const std::string field = unknown_field(type->records.front(), *soql); !field.empty())
    return data_error(400, "INVALID_FIELD",
                      "No such column '" + field + "' on entity '" + std::string(type->name) + "'.",
                      reason::data_field_unknown, call);
  if (wire::value_of(call.request.query, "columns") == "true")
    return data_answer(tx, columns_of(*type, *soql));
  const std::string version = api_version(wire::value_of(call.params, "version").value_or(""));
  return data_answer(tx, result_of(*type, *soql, version));
}

}  // namespace rehearse::salesforce
