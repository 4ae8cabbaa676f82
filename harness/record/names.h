#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rehearse::harness {

// What a parameter, cookie or header of that name holds, as the kind of its reference; empty if its
// value may be kept. Case, underscores and hyphens don't matter.
std::string_view kind_of_parameter(std::string_view name);
// The same for a member of a JSON object or an XML element, where some of these names are used for
// harmless things too: there the value has to look like a secret.
std::string_view kind_of_member(std::string_view name, std::string_view value);
// True if a member of that name tells who somebody is, in an object that has a user name as well.
bool is_personal(std::string_view name);
bool names_a_user(std::string_view name);
// True if numbers under that name are ids of records: `id`, `connection_id`.
bool names_a_number(std::string_view name);

// HeaderRow is a header that says nothing about the API, and why.
struct HeaderRow {
  std::string_view name{};  // in lower case
  std::string_view reason{};
};
std::span<const HeaderRow> headers_that_never_matter();
bool never_matters(std::string_view header);

}  // namespace rehearse::harness
