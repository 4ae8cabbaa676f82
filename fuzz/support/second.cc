#include "fuzz/support/second.h"

#include <cstdint>

namespace rehearse::fuzz::second {
namespace {

int digit_of(char character) {
  const std::string_view digits = "0123456789abcdef0123456789ABCDEF";
  const size_t at = digits.find(character);
  return at == std::string_view::npos ? -1 : int(at % 16);
}

// The code point at the front of text, which is taken off; -1 if there is none.
int64_t code_point(std::string_view& text) {
  const auto first = uint8_t(text.front());
  const int length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : 4;
  if (length == 4 && first >> 3 != 30) return -1;
  if (text.size() < size_t(length)) return -1;
  int64_t point = length == 1 ? first : first & (0xff >> (length + 1));
  for (int index = 1; index < length; ++index) {
    const auto tail = uint8_t(text[size_t(index)]);
    if (tail >> 6 != 2) return -1;
    point = point * 64 + (tail & 63);
  }
  text.remove_prefix(size_t(length));
  constexpr int64_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  return point < kLeast[length] ? -1 : point;
}

bool take_pair(std::string_view pair, wire::Fields& fields) {
  if (pair.empty()) return true;
  const size_t equals = pair.find('=');
  const auto name = unescape(pair.substr(0, equals), true);
  const auto value = unescape(
      equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
  if (!name || !value) return false;
  for (const std::string* text : {&*name, &*value}) {
    if (!is_utf8(*text) || text->find('\0') != std::string::npos) return false;
  }
  fields.push_back({*name, *value});
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const int64_t point = code_point(text);
    if (point < 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
  }
  return true;
}

std::optional<std::string> unescape(std::string_view text, bool plus_is_blank) {
  std::string plain;
  enum { kText, kFirst, kSecond } state = kText;
  int value = 0;
  for (const char character : text) {
    if (state == kText) {
      if (character == '%') {
        state = kFirst;
      } else {
        plain += character == '+' && plus_is_blank ? ' ' : character;
      }
      continue;
    }
    const int digit = digit_of(character);
    if (digit < 0) return std::nullopt;
    value = state == kFirst ? digit : value * 16 + digit;
    if (state == kSecond) plain += char(value);
    state = state == kFirst ? kSecond : kText;
  }
  if (state != kText) return std::nullopt;
  return plain;
}

std::optional<wire::Fields> form(std::string_view text) {
  wire::Fields fields;
  std::string pair;
  for (const char character : text) {
    if (character != '&') {
      pair += character;
      continue;
    }
    if (!take_pair(pair, fields)) return std::nullopt;
    pair.clear();
  }
  if (!take_pair(pair, fields)) return std::nullopt;
  return fields;
}

std::optional<std::string> base64(std::string_view text, std::string_view extra, bool padded) {
  const std::string symbols =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + std::string(extra);
  const size_t letters = padded ? std::min(text.find('='), text.size()) : text.size();
  const std::string_view padding = text.substr(letters);
  if (padding.find_first_not_of('=') != std::string_view::npos) return std::nullopt;
  if (letters % 4 == 1) return std::nullopt;
  if (padded && padding.size() != (4 - letters % 4) % 4) return std::nullopt;
  std::vector<bool> bits;
  for (const char letter : text.substr(0, letters)) {
    const size_t value = symbols.find(letter);
    if (value == std::string::npos) return std::nullopt;
    for (int bit = 5; bit >= 0; --bit) bits.push_back((value >> bit & 1) != 0);
  }
  std::string bytes(bits.size() / 8, '\0');
  for (size_t at = 0; at < bits.size(); ++at) {
    if (!bits[at]) continue;
    if (at / 8 == bytes.size()) return std::nullopt;
    bytes[at / 8] = char(uint8_t(bytes[at / 8]) | (1U << (7 - at % 8)));
  }
  return bytes;
}

}  // namespace rehearse::fuzz::second
