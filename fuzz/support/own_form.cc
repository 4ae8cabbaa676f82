#include "fuzz/support/own_form.h"

#include <cstdint>

namespace rehearse::fuzz {
namespace {

int digit_of(char c) {
  static constexpr std::string_view kDigits = "0123456789abcdef0123456789ABCDEF";
  const size_t at = kDigits.find(c);
  return at == kDigits.npos ? -1 : int(at % 16);
}

// RFC 3629, by what each lead byte allows.
bool is_unicode(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto lead = uint8_t(text[at]);
    const size_t more = lead < 0x80 ? 0 : lead < 0xc2 ? 9 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead > 0xf4 || more == 9 || at + more >= text.size() + (more == 0 ? 1 : 0)) return false;
    uint32_t code = more == 0 ? lead : lead & (0x3fU >> more);
    for (size_t each = 1; each <= more; ++each) {
      const auto byte = uint8_t(text[at + each]);
      if ((byte & 0xc0) != 0x80) return false;
      code = code << 6 | (byte & 0x3fU);
    }
    if ((more == 2 && code < 0x800) || (more == 3 && (code < 0x10000 || code > 0x10ffff)) ||
        (code >= 0xd800 && code < 0xe000) || code == 0)
      return false;
    at += more + 1;
  }
  return true;
}

}  // namespace

bool OwnForm::has(std::string_view name) const {
  for (const auto& field : fields) {
    if (field.first == name) return true;
  }
  return false;
}

const std::string& OwnForm::operator[](std::string_view name) const {
  static const std::string none;
  for (const auto& field : fields) {
    if (field.first == name) return field.second;
  }
  return none;
}

std::optional<std::string> own_decode(std::string_view text) {
  std::string decoded;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at] == '+' ? ' ' : text[at];
      continue;
    }
    if (at + 2 >= text.size()) return {};
    const int high = digit_of(text[at + 1]), low = digit_of(text[at + 2]);
    if (high < 0 || low < 0) return {};
    decoded += char(high * 16 + low);
    at += 2;
  }
  return decoded;
}

OwnForm own_form(std::string_view text) {
  OwnForm form;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('&'));
    text.remove_prefix(part.size() == text.size() ? part.size() : part.size() + 1);
    if (part.empty()) continue;
    const std::string_view name = part.substr(0, part.find('='));
    auto key = own_decode(name);
    auto value = own_decode(name.size() == part.size() ? "" : part.substr(name.size() + 1));
    if (!key || !value || !is_unicode(*key) || !is_unicode(*value)) {
      form.is_readable = false;
      continue;
    }
    form.repeats = form.repeats || form.has(*key);
    form.fields.emplace_back(std::move(*key), std::move(*value));
  }
  return form;
}

}  // namespace rehearse::fuzz
