#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

std::string lower(std::string_view text);                        // ASCII only
std::string_view trim(std::string_view text);                    // ASCII white space
std::vector<std::string> split(std::string_view text, char at);  // keeps empty parts
std::vector<std::string> split_words(std::string_view text);     // at runs of ASCII white space
std::string join(std::span<const std::string> parts, std::string_view between);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
// True if text is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view text);
// True if any byte is a control character (below 0x20, or 0x7f).
bool has_control(std::string_view text);
// The candidate closest to `name` by edit distance, if one is close enough to be meant.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

}  // namespace rehearse
