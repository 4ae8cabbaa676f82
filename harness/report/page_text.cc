#include "harness/report/page_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// How many bytes the character that begins with this byte has; the text is well-formed.
size_t length_of(uint8_t lead) {
  if (lead < 0x80) return 1;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

uint32_t code_point(std::string_view character) {
  const auto lead = uint8_t(character[0]);
  if (character.size() == 1) return lead;
  uint32_t point = lead & (0xffU >> (character.size() + 1));
  for (size_t at = 1; at < character.size(); ++at)
    point = point << 6 | (uint8_t(character[at]) & 0x3fU);
  return point;
}

// Unicode Standard Annex 9 (bidirectional), and what HTML (section 13.2.3.5) calls an error.
bool is_hidden(uint32_t point) {
  if (point < 0x20) return point != '\t' && point != '\n';
  if (point < 0x7f) return false;
  const auto within = [point](uint32_t first, uint32_t last) {
    return point >= first && point <= last;
  };
  return point <= 0x9f || point == 0x61c || within(0x200e, 0x200f) || within(0x2028, 0x202e) ||
         within(0x2066, 0x2069) || point == 0xfeff || within(0xfdd0, 0xfdef) ||
         (point & 0xfffe) == 0xfffe;
}

std::string_view escape_of(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

std::string shown(std::string_view text, bool escapes) {
  const std::string mended = mended_text(text);
  text = mended;
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (size_t at = 0; at < text.size();) {
    const std::string_view character = text.substr(at, length_of(uint8_t(text[at])));
    at += character.size();
    const std::string_view escape = escapes ? escape_of(character[0]) : std::string_view();
    if (!escape.empty()) {
      out += escape;
    } else if (const uint32_t point = code_point(character); is_hidden(point)) {
      out += fmt::format("[U+{:04X}]", point);
    } else {
      out += character;
    }
  }
  return out;
}

}  // namespace

std::string page_text(std::string_view text) { return shown(text, true); }

std::string visible_text(std::string_view text) { return shown(text, false); }

std::string without_declaration(std::string document) {
  if (document.starts_with("<?xml")) document.erase(0, document.find('<', 1));
  return document;
}

std::string_view beginning(std::string_view text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (uint8_t(text[most]) & 0xc0) == 0x80) --most;
  return text.substr(0, most);
}

// Writing JSON replaces what is broken; reading it back leaves the text itself.
std::string mended_text(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  const auto read = parse_json(dump_json(Json(std::string(text))));
  return read ? read.value().get<std::string>() : std::string();
}

}  // namespace rehearse::harness
