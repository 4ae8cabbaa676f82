#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How the shadow model reads what travels: by fuzz/support/second.h, and not by mocks/wire.
namespace rehearse::fuzz::model {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// application/x-www-form-urlencoded, strict: nothing on what is broken.
std::optional<Pairs> decode_form(std::string_view text);
// RFC 4648 section 5 without padding, of the SHA-256 of the text: what RFC 7636 section 4.2 makes
// of a verifier.
std::string challenge_of(std::string_view verifier);

// The value of the one parameter of that name; nothing if it is missing or empty (RFC 6749 section
// 3.1).
std::optional<std::string> value(const Pairs& pairs, std::string_view name);
bool repeats(const Pairs& pairs);

}  // namespace rehearse::fuzz::model
