#include "harness/fuzz/transcript_names.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace rehearse::harness {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-';
  });
}

// `app1.client_id` becomes `app1_key`.
std::string plain(std::string_view name) {
  const size_t dot = name.find('.');
  if (dot == std::string_view::npos) return std::string(name);
  const std::string_view member = name.substr(dot + 1);
  const bool secret = member.find("secret") != std::string_view::npos;
  return std::string(name.substr(0, dot)) + (secret ? "_secret" : "_key");
}

}  // namespace

bool TranscriptNames::give(const std::string& name) {
  return is_name(name) && given_.insert(name).second;
}

std::vector<std::pair<std::string, std::string>> TranscriptNames::take_gives(
    const Json& line, std::initializer_list<std::string_view> possible) {
  std::vector<std::pair<std::string, std::string>> taken;
  const Json* gives = find_member(line, "gives");
  if (gives == nullptr || !gives->is_object()) return taken;
  for (const auto& [what, name] : gives->items()) {
    if (std::find(possible.begin(), possible.end(), what) == possible.end()) continue;
    if (name.is_string() && give(name.get<std::string>()))
      taken.push_back({what, name.get<std::string>()});
  }
  return taken;
}

std::vector<TranscriptNames::Piece> TranscriptNames::cut(std::string_view text) {
  std::vector<Piece> pieces;
  std::string literal;
  while (!text.empty()) {
    const size_t start = text.find("${"), end = text.find('}', start);
    if (start == std::string_view::npos || end == std::string_view::npos) break;
    const std::string name = plain(text.substr(start + 2, end - start - 2));
    literal += text.substr(0, start);
    if (given_.contains(name)) {
      if (!literal.empty()) pieces.push_back({std::exchange(literal, {}), false});
      pieces.push_back({name, true});
      text.remove_prefix(end + 1);
    } else {
      // A name of one letter is a value that was tried: `${x}`.
      if (is_name(name) && name.size() > 1) unknown_.insert(name);
      literal += "${";
      text.remove_prefix(start + 2);
    }
  }
  literal += text;
  if (!literal.empty()) pieces.push_back({literal, false});
  return pieces;
}

std::string text_member(const Json& line, std::string_view name) {
  return string_member(line, name).value_or("");
}

Json object_member(const Json& line, std::string_view name) {
  const Json* found = find_member(line, name);
  return found != nullptr && found->is_object() ? *found : Json::object();
}

std::vector<std::pair<std::string, std::string>> transcript_pairs(const Json& line,
                                                                  std::string_view name) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const Json* list = find_member(line, name);
  if (list == nullptr || !list->is_array()) return pairs;
  for (const Json& pair : *list) {
    if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string())
      pairs.push_back({pair[0].get<std::string>(), pair[1].get<std::string>()});
  }
  return pairs;
}

}  // namespace rehearse::harness
