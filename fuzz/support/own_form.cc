#include "fuzz/support/own_form.h"

#include "fuzz/support/second.h"

namespace rehearse::fuzz {

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
  return second::unescape(text, true);
}

namespace {

// Nothing on what no parameter may hold.
std::optional<std::string> decode_part(std::string_view text) {
  auto decoded = own_decode(text);
  if (!decoded || decoded->find('\0') != std::string::npos || !second::is_utf8(*decoded)) return {};
  return decoded;
}

}  // namespace

OwnForm own_form(std::string_view text) {
  OwnForm form;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('&'));
    text.remove_prefix(part.size() == text.size() ? part.size() : part.size() + 1);
    if (part.empty()) continue;
    const std::string_view name = part.substr(0, part.find('='));
    auto key = decode_part(name);
    auto value = decode_part(name.size() == part.size() ? "" : part.substr(name.size() + 1));
    if (!key || !value) {
      form.is_readable = false;
      continue;
    }
    form.repeats = form.repeats || form.has(*key);
    form.fields.emplace_back(std::move(*key), std::move(*value));
  }
  return form;
}

}  // namespace rehearse::fuzz
