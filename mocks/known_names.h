#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"

// The names a scenario or a command line may use, and what is wrong with a value: the tables of the
// mocks for those who may not see them.
namespace rehearse {

std::vector<std::string> setting_names();  // metadata field names, in the order of the Setup page
std::vector<std::string> dial_names();
std::vector<std::string> client_bug_names();   // of Workato, for --bug
std::vector<std::string> mutant_names();       // of the org, for --mutant
std::vector<std::string> data_centre_names();  // of Workato

// WorkatoSites are the documented origins of a data centre.
struct WorkatoSites {
  std::string api{};       // the Developer API is below /api
  std::string web{};       // of the web app
  std::string callback{};  // where authorization responses go, an address; of every data centre
};
std::optional<WorkatoSites> workato_sites(std::string_view data_centre);  // none: no such centre

// MistakeRow is a mistake that the mocks can be told to make.
struct MistakeRow {
  std::string_view name{};
  std::string_view clause{};     // the rule it breaks, or the source of the mistake
  std::string_view meaning{};    // what is done wrong, one sentence
  std::string_view seen{};       // what a person would have seen, one sentence
  std::string_view caught_by{};  // the scenario that fails under it
  std::string_view reason{};     // of Workato's mistakes: what the failing step must name
};
std::vector<MistakeRow> client_bug_rows();  // of Workato, in the order of the table
std::vector<MistakeRow> mutant_rows();      // of the org, likewise
// A sentence that says what is wrong with the value of a known setting or dial, or nothing. Whether
// settings go together is for the org to say. In `tokenIpRanges` an address may stand alone.
std::optional<std::string> wrong_setting(std::string_view name, const Json& value);
std::optional<std::string> wrong_dial(std::string_view name, std::string_view value);

}  // namespace rehearse
