#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rehearse::harness {

// `label` and the text, broken at blanks into lines of at most 100 columns; further lines are
// indented by so many blanks. Ends with a line end.
std::string wrapped(std::string_view label, std::string_view text, size_t indent);

// `94,080`
std::string grouped(uint32_t number);

}  // namespace rehearse::harness
