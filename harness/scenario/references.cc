#include "harness/scenario/references.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

struct Piece {
  bool reference = false;
  std::string text{};  // literal text with `$${` as written, or the reference's name
};

std::optional<std::vector<Piece>> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::string literal;
  while (!text.empty()) {
    if (text.starts_with("$${")) {
      literal += "$${";
      text.remove_prefix(3);
    } else if (text.starts_with("${")) {
      const size_t end = text.find('}');
      if (end == std::string_view::npos || end == 2) return {};
      if (!literal.empty()) pieces.push_back({false, std::exchange(literal, {})});
      pieces.push_back({true, std::string(text.substr(2, end - 2))});
      text.remove_prefix(end + 1);
    } else {
      literal += text.front();
      text.remove_prefix(1);
    }
  }
  if (!literal.empty()) pieces.push_back({false, literal});
  return pieces;
}

std::string as_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump_json(value);
}

void fill_in_text(Json& value, const Lookup& lookup, const std::string& path, Problems& problems) {
  const auto pieces = pieces_of(value.get_ref<const std::string&>());
  if (!pieces) return problems.add(path, "a reference is written ${name}; this one isn't whole");
  if (pieces->size() == 1 && pieces->front().reference) {
    const Json* found = lookup(pieces->front().text);
    if (found != nullptr) value = Json(*found);
    return;
  }
  std::string filled;
  for (const Piece& piece : *pieces) {
    const Json* found = piece.reference ? lookup(piece.text) : nullptr;
    if (found != nullptr && found->is_structured())
      problems.add(path, fmt::format("${{{}}} is a list or an object and can't stand in a text",
                                     piece.text));
    if (found != nullptr) {
      filled += as_text(*found);
    } else {
      filled += piece.reference ? "${" + piece.text + "}" : piece.text;
    }
  }
  value = filled;
}

}  // namespace

std::optional<std::vector<std::string>> references_in(std::string_view text) {
  const auto pieces = pieces_of(text);
  if (!pieces) return {};
  std::vector<std::string> names;
  for (const Piece& piece : *pieces) {
    if (piece.reference) names.push_back(piece.text);
  }
  return names;
}

CaptureReference read_capture(std::string_view reference) {
  constexpr std::string_view kAs = " as ";
  const size_t at = reference.find(kAs);
  if (at == std::string_view::npos) return {std::string(reference), {}};
  return {std::string(reference.substr(0, at)), std::string(reference.substr(at + kAs.size()))};
}

bool is_reference(std::string_view text) {
  const auto pieces = pieces_of(text);
  return pieces && pieces->size() == 1 && pieces->front().reference;
}

void fill_in(Json& value, const Lookup& lookup, const std::string& path, Problems& problems) {
  if (value.is_string()) {
    fill_in_text(value, lookup, path, problems);
  } else if (value.is_object()) {
    for (auto& [key, member] : value.items())
      fill_in(member, lookup, member_path(path, key), problems);
  } else if (value.is_array()) {
    for (size_t index = 0; index < value.size(); ++index)
      fill_in(value[index], lookup, element_path(path, index), problems);
  }
}

void unescape(Json& value) {
  if (value.is_string()) {
    value = replace_all(value.get<std::string>(), "$${", "${");
  } else if (value.is_structured()) {
    for (Json& member : value) unescape(member);
  }
}

}  // namespace rehearse::harness
