#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "fuzz/support/request_text.h"

namespace rehearse::fuzz {

// Variant is a way to write a request differently that must not change what comes of it: O-16 and
// O-17 of the facts on OAuth, section 4.3.
enum class Variant { order, hex_case, escapes, unknown_parameter, header_case, count_ };

// The request in that writing; nothing if it offers nothing to change.
std::optional<RequestText> varied(const RequestText& text, Variant variant);
std::string_view promise_of(Variant variant);

// Without that parameter, wherever it is; nothing if it is nowhere (O-15).
std::optional<RequestText> without(const RequestText& text, std::string_view parameter);

// A number that depends on the input alone.
uint64_t hash_of(std::string_view input);

}  // namespace rehearse::fuzz
