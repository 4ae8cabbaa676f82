#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/message.h"

// The rules of the mocks' parsers a second time, written from the standards and not from the mocks'
// code, as slow and as plain as may be: what targets compare with.
namespace rehearse::fuzz::second {

// RFC 3629, by code points: shortest form, no surrogates, at most U+10FFFF.
bool is_utf8(std::string_view text);
// RFC 3986 section 2.1, once; nothing on a broken escape.
std::optional<std::string> unescape(std::string_view text, bool plus_is_blank);
// WHATWG URL section 5.1 without its leniency: nothing on a broken escape, a NUL or what is not
// UTF-8.
std::optional<wire::Fields> form(std::string_view text);
// RFC 4648 by arithmetic on the whole bit string. `extra` are the last two characters of the
// alphabet; padding stands or does not stand exactly as `padded` says, and no stray bit is set.
std::optional<std::string> base64(std::string_view text, std::string_view extra, bool padded);

}  // namespace rehearse::fuzz::second
