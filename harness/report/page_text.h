#pragma once

#include <string>
#include <string_view>

namespace rehearse::harness {

// page_text is a text as a page may hold it: `&`, `<`, `>` and quotes are escaped, broken UTF-8
// becomes U+FFFD, and what would not show or would turn the text around stands there by its number:
// control characters, the bidirectional marks, overrides and isolates, line and paragraph
// separators, the byte order mark and noncharacters as `[U+202E]`. Tabs and line feeds stay.
std::string page_text(std::string_view text);

// The same without escapes: for what writes its own markup.
std::string visible_text(std::string_view text);

// The first `most` bytes at most, never half a character.
std::string_view beginning(std::string_view text, size_t most);

// Well-formed UTF-8: what is broken becomes U+FFFD.
std::string mended_text(std::string_view text);

// An XML document without its declaration, as HTML takes it in.
std::string without_declaration(std::string document);

}  // namespace rehearse::harness
