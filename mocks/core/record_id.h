#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// A Salesforce record id has 15 characters, case-sensitive; three more encode the case of the
// first 15, so that 18 characters survive systems that fold case.

// The 18-character form of a 15-character id; anything of another length comes back unchanged.
std::string long_id(std::string_view id);
// The first 15 characters, as Setup's addresses show them.
std::string short_id(std::string_view id);
// True for what has the form of an id: 15 letters and digits, or 18 of which the last three are the
// check of the others.
bool is_record_id(std::string_view id);
// True if both name the same record, in either form.
bool same_id(std::string_view left, std::string_view right);

}  // namespace rehearse
