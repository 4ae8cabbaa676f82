#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mocks/core/entropy.h"

namespace rehearse::salesforce {

// A Salesforce record id has 15 characters, case-sensitive; three more encode the case of the
// first 15, so that 18 characters survive systems that fold case.

// A new 18-character id that starts with the three characters of the object's key prefix.
std::string make_record_id(std::string_view prefix, Entropy& entropy);
// The id of the record of that number, in no relation to random ones; ids sort as their numbers.
std::string numbered_id(std::string_view prefix, uint64_t number);
// An id that follows from a text, for records that are part of another: the same text, the same id.
std::string derived_id(std::string_view prefix, std::string_view text);
// The 18-character form of a 15-character id; anything of another length comes back unchanged.
std::string long_id(std::string_view id);
// The first 15 characters, as Setup's addresses show them.
std::string short_id(std::string_view id);
// True for what has the form of an id: 15 letters and digits, or 18 of which the last three are the
// check of the others.
bool is_record_id(std::string_view id);
// True if both name the same record, in either form.
bool same_id(std::string_view left, std::string_view right);

}  // namespace rehearse::salesforce
