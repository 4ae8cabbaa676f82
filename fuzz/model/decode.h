#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A second reading of what travels, from the standards and not from mocks/wire: where the two
// differ, one is wrong.
namespace rehearse::fuzz::model {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// application/x-www-form-urlencoded (WHATWG URL section 5.1), strict: nothing on a broken escape,
// on a NUL and on what is not UTF-8.
std::optional<Pairs> decode_form(std::string_view text);
// base64 of RFC 4648 section 4, strict.
std::optional<std::string> decode_base64(std::string_view text);
// RFC 4648 section 5 without padding, of the SHA-256 of the text: what RFC 7636 section 4.2 makes
// of a verifier.
std::string challenge_of(std::string_view verifier);

// The value of the one parameter of that name; nothing if it is missing or empty (RFC 6749 section
// 3.1).
std::optional<std::string> value(const Pairs& pairs, std::string_view name);
bool repeats(const Pairs& pairs);

}  // namespace rehearse::fuzz::model
