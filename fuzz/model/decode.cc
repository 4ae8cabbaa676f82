#include "fuzz/model/decode.h"

#include <algorithm>

#include "mocks/core/crypto.h"

namespace rehearse::fuzz::model {
namespace {

int digit(char character) {
  const std::string_view digits = "0123456789abcdef";
  const size_t at = digits.find(char(character | (character >= 'A' && character <= 'F' ? 32 : 0)));
  return at == std::string_view::npos ? -1 : int(at);
}

// RFC 3629: shortest forms only, no surrogates, nothing above U+10FFFF.
bool is_unicode(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto first = uint8_t(text[at]);
    const int length = first < 0x80   ? 1
                       : first < 0xC2 ? 0
                       : first < 0xE0 ? 2
                       : first < 0xF0 ? 3
                                      : 4;
    if (length == 0 || first > 0xF4 || at + size_t(length) > text.size()) return false;
    uint32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (int more = 1; more < length; ++more) {
      const auto next = uint8_t(text[at + size_t(more)]);
      if ((next & 0xC0) != 0x80) return false;
      point = point << 6 | (next & 0x3F);
    }
    const uint32_t least = length == 3 ? 0x800 : length == 4 ? 0x10000 : 0;
    if (point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    at += size_t(length);
  }
  return true;
}

std::optional<std::string> decode_part(std::string_view text) {
  std::string decoded;
  for (size_t at = 0; at < text.size(); ++at) {
    char character = text[at];
    if (character == '+') character = ' ';
    if (character == '%') {
      if (at + 2 >= text.size()) return {};
      const int high = digit(text[at + 1]), low = digit(text[at + 2]);
      if (high < 0 || low < 0) return {};
      character = char(high * 16 + low);
      at += 2;
    }
    if (character == '\0') return {};
    decoded += character;
  }
  if (!is_unicode(decoded)) return {};
  return decoded;
}

}  // namespace

std::optional<Pairs> decode_form(std::string_view text) {
  Pairs pairs;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), piece.size() + 1));
    if (piece.empty()) continue;
    const size_t equals = std::min(piece.find('='), piece.size());
    const auto name = decode_part(piece.substr(0, equals));
    const auto held = decode_part(piece.substr(std::min(equals + 1, piece.size())));
    if (!name || !held) return {};
    pairs.emplace_back(*name, *held);
  }
  return pairs;
}

std::optional<std::string> decode_base64(std::string_view text) {
  const std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return {};
  std::string bytes;
  for (size_t at = 0; at < text.size(); at += 4) {
    uint32_t group = 0;
    int pads = 0;
    for (size_t place = at; place < at + 4; ++place) {
      if (text[place] == '=' && at + 4 == text.size() && place >= at + 2) {
        ++pads;
        group <<= 6;
        continue;
      }
      const size_t six = alphabet.find(text[place]);
      if (six == std::string_view::npos || pads > 0) return {};
      group = group << 6 | uint32_t(six);
    }
    if ((pads == 1 && (group & 0xFF) != 0) || (pads == 2 && (group & 0xFFFF) != 0)) return {};
    for (int byte = 0; byte < 3 - pads; ++byte) bytes += char(group >> (16 - 8 * byte) & 0xFF);
  }
  return bytes;
}

std::string challenge_of(std::string_view verifier) {
  const std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  uint32_t bits = 0;
  int held = 0;
  for (const uint8_t byte : sha256(verifier)) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 6; held -= 6) text += alphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) text += alphabet[bits << (6 - held) & 63];
  return text;
}

std::optional<std::string> value(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, held] : pairs) {
    if (key == name) return held.empty() ? std::nullopt : std::optional(held);
  }
  return {};
}

bool repeats(const Pairs& pairs) {
  for (size_t left = 0; left < pairs.size(); ++left) {
    for (size_t right = left + 1; right < pairs.size(); ++right) {
      if (pairs[left].first == pairs[right].first) return true;
    }
  }
  return false;
}

}  // namespace rehearse::fuzz::model
