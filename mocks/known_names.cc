#include "mocks/known_names.h"

#include <nlohmann/json.hpp>

#include "mocks/oauth/dials.h"
#include "mocks/oauth/mutants.h"
#include "mocks/salesforce/org/settings_json.h"
#include "mocks/workato/data_centres.h"
#include "mocks/workato/engine/client_bugs.h"

namespace rehearse {
namespace {

// In scenarios an address may stand alone where a range is due.
Json as_ranges(Json value) {
  if (!value.is_array()) return value;
  for (Json& range : value) {
    if (range.is_string()) range = Json{{"startIpAddress", range}, {"endIpAddress", range}};
  }
  return value;
}

}  // namespace

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  const Json settings = salesforce::settings_to_json(oauth::AppSettings{});
  for (const auto& [name, value] : settings.items()) names.push_back(name);
  return names;
}

std::vector<std::string> dial_names() {
  std::vector<std::string> names;
  for (const oauth::DialInfo& dial : oauth::dial_table()) names.emplace_back(dial.name);
  return names;
}

std::vector<std::string> client_bug_names() {
  std::vector<std::string> names;
  for (const workato::ClientBugInfo& row : workato::client_bug_table())
    names.emplace_back(row.name);
  return names;
}

std::vector<std::string> mutant_names() {
  std::vector<std::string> names;
  for (const oauth::MutantInfo& row : oauth::mutant_table()) names.emplace_back(row.name);
  return names;
}

std::vector<MistakeRow> client_bug_rows() {
  std::vector<MistakeRow> rows;
  for (const workato::ClientBugInfo& row : workato::client_bug_table()) {
    const Reason& reason = *row.reason;
    rows.push_back(
        {row.name, reason.fidelity.source, reason.meaning, row.seen, row.caught_by, reason.name});
  }
  return rows;
}

std::vector<MistakeRow> mutant_rows() {
  std::vector<MistakeRow> rows;
  for (const oauth::MutantInfo& row : oauth::mutant_table())
    rows.push_back({row.name, row.clause, row.meaning, row.seen, row.caught_by, {}});
  return rows;
}

std::vector<std::string> data_centre_names() {
  std::vector<std::string> names;
  for (const workato::DataCentre& row : workato::data_centres()) names.emplace_back(row.name);
  return names;
}

std::optional<WorkatoSites> workato_sites(std::string_view data_centre) {
  const workato::DataCentre* row = workato::find_data_centre(data_centre);
  if (row == nullptr) return {};
  const bool is_first = row == &workato::data_centres().front();
  return WorkatoSites{is_first ? "https://www.workato.com" : std::string(row->base_url),
                      std::string(row->base_url), std::string(workato::kCallbackUrl)};
}

std::optional<std::string> wrong_setting(std::string_view name, const Json& value) {
  Json object = Json::object();
  object[std::string(name)] = name == "tokenIpRanges" ? as_ranges(value) : value;
  const auto read = salesforce::settings_from_json(object, oauth::AppSettings{});
  if (read || read.error().empty()) return {};
  return read.error().front().message;
}

std::optional<std::string> wrong_dial(std::string_view name, std::string_view value) {
  oauth::Dials dials;
  const auto set = dials.set(name, value);
  if (set) return {};
  return set.error();
}

}  // namespace rehearse
