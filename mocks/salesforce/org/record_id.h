#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mocks/core/entropy.h"
#include "mocks/core/record_id.h"

namespace rehearse::salesforce {

// Record ids as the org makes them; their form is told in mocks/core/record_id.h.

// A new 18-character id that starts with the three characters of the object's key prefix.
std::string make_record_id(std::string_view prefix, Entropy& entropy);
// The id of the record of that number, in no relation to random ones; ids sort as their numbers.
std::string numbered_id(std::string_view prefix, uint64_t number);
// An id that follows from a text, for records that are part of another: the same text, the same id.
std::string derived_id(std::string_view prefix, std::string_view text);

using rehearse::is_record_id;
using rehearse::long_id;
using rehearse::same_id;
using rehearse::short_id;

}  // namespace rehearse::salesforce
