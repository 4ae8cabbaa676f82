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
// A sentence that says what is wrong with the value of a known setting or dial, or nothing. Whether
// settings go together is for the org to say. In `tokenIpRanges` an address may stand alone.
std::optional<std::string> wrong_setting(std::string_view name, const Json& value);
std::optional<std::string> wrong_dial(std::string_view name, std::string_view value);

}  // namespace rehearse
