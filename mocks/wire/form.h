#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/wire/message.h"

namespace rehearse::wire {

// Parses application/x-www-form-urlencoded (WHATWG URL, strict): `&` separates, the first `=`
// splits, `+` is a blank, each part is percent-decoded once. Nothing on a broken escape, a NUL or
// invalid UTF-8.
std::optional<Fields> parse_urlencoded(std::string_view text);
// Parses multipart/form-data (RFC 7578) without transfer encodings; parts with a filename are
// files and keep their bytes.
std::optional<Fields> parse_multipart(std::string_view body, std::string_view boundary);
// Percent-encodes everything but RFC 3986 unreserved characters.
std::string percent_encode(std::string_view text);
// Decodes `%XX` once, `+` untouched. Nothing on a broken escape.
std::optional<std::string> percent_decode(std::string_view text);
// name=value&… with percent_encode on both sides.
std::string encode_form(const Fields& fields);

}  // namespace rehearse::wire
