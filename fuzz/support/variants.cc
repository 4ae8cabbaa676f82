#include "fuzz/support/variants.h"

#include <algorithm>

#include "fuzz/support/own_form.h"
#include "harness/mutations/mutations.h"

namespace rehearse::fuzz {
namespace {

constexpr std::string_view kUnknown = "rehearsal-unknown";

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool swap_case(char& c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (is_letter) c = char(c ^ 0x20);
  return is_letter;
}

bool swap_hex_case(std::string& text) {
  bool changed = false;
  for (size_t at = 0; at + 2 < text.size(); ++at) {
    if (text[at] != '%' || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) continue;
    for (const size_t digit : {at + 1, at + 2}) changed = swap_case(text[digit]) || changed;
  }
  return changed;
}

// Every letter as an escape.
bool escape_all(std::string& text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = uint8_t(text[at]);
    if (text[at] == '%') {
      escaped += text.substr(at, 3);
      at += 2;
    } else if (text[at] == '&' || text[at] == '=' || text[at] == '+') {
      escaped += text[at];
    } else {
      escaped += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  // A value may hold further equals signs, which must not become separators, nor stop being some.
  const bool changed = escaped != text;
  text = escaped;
  return changed;
}

bool rotate(std::string& text) {
  harness::Encoded form = harness::split_form(text);
  if (form.pairs.size() < 2) return false;
  std::rotate(form.pairs.begin(), form.pairs.begin() + 1, form.pairs.end());
  text = form.text();
  return true;
}

}  // namespace

std::optional<RequestText> varied(const RequestText& text, Variant variant) {
  RequestText other = text;
  bool changed = false;
  switch (variant) {
    case Variant::order:
      // Of parameters that are there twice the first may decide how the refusal looks.
      changed = !own_form(other.form).repeats && rotate(other.form);
      break;
    case Variant::hex_case:
      changed = swap_hex_case(other.form);
      break;
    case Variant::escapes:
      changed = escape_all(other.form);
      break;
    case Variant::unknown_parameter:
      changed = !other.form.empty() && !own_form(other.form).has(kUnknown) &&
                !own_form(other.query).has(kUnknown);
      other.form += "&" + std::string(kUnknown) + "=1";
      break;
    case Variant::header_case:
      for (wire::Field& header : other.headers) {
        for (char& c : header.name) changed = swap_case(c) || changed;
      }
      break;
    case Variant::count_:
      break;
  }
  return changed ? std::optional(other) : std::nullopt;
}

std::string_view promise_of(Variant variant) {
  return variant == Variant::unknown_parameter ? "O-17" : "O-16";
}

std::optional<RequestText> without(const RequestText& text, std::string_view parameter) {
  RequestText other = text;
  bool changed = false;
  for (std::string* part : {&other.form, &other.query}) {
    harness::Encoded form = harness::split_form(*part);
    changed = std::erase_if(form.pairs,
                            [&](const harness::Encoded::Pair& pair) {
                              return own_decode(pair.name) == std::optional(std::string(parameter));
                            }) != 0 ||
              changed;
    *part = form.text();
  }
  return changed ? std::optional(other) : std::nullopt;
}

uint64_t hash_of(std::string_view input) {
  uint64_t hash = 14695981039346656037U;
  for (const char c : input) hash = (hash ^ uint8_t(c)) * 1099511628211U;
  return hash ^ hash >> 29;
}

}  // namespace rehearse::fuzz
