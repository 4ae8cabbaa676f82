#include "harness/scenario/member_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace rehearse::harness {

std::string_view kind_of(const Json& value) {
  if (value.is_string()) return "a text";
  if (value.is_number()) return "a number";
  if (value.is_boolean()) return "true or false";
  if (value.is_array()) return "a list";
  if (value.is_object()) return "an object";
  return "null";
}

const Json* MemberReader::find(std::string_view key, Need need) {
  known_.emplace_back(key);
  const Json* value = find_member(object_, key);
  if (value == nullptr && need == Need::required)
    problems_.add(path_, fmt::format("{} needs the member \"{}\"", what_, key));
  return value;
}

void MemberReader::wrong(std::string_view key, std::string_view wanted, const Json& value) {
  problems_.add(path_of(key),
                fmt::format("\"{}\" must be {}, not {}", key, wanted, kind_of(value)));
}

std::string MemberReader::text(std::string_view key, Need need) {
  const Json* value = find(key, need);
  if (value == nullptr) return {};
  if (!value->is_string()) return wrong(key, "a text", *value), std::string();
  auto text = value->get<std::string>();
  if (text.empty()) problems_.add(path_of(key), fmt::format("\"{}\" must not be empty", key));
  return text;
}

std::optional<std::string> MemberReader::text_if_given(std::string_view key) {
  const Json* value = find(key, Need::optional);
  if (value == nullptr) return {};
  if (!value->is_string()) return wrong(key, "a text", *value), std::nullopt;
  return value->get<std::string>();
}

std::optional<int64_t> MemberReader::integer(std::string_view key) {
  const Json* value = find(key, Need::optional);
  if (value == nullptr) return {};
  if (!value->is_number_integer()) return wrong(key, "a whole number", *value), std::nullopt;
  return value->get<int64_t>();
}

bool MemberReader::boolean(std::string_view key) {
  const Json* value = find(key, Need::optional);
  if (value == nullptr) return false;
  if (!value->is_boolean()) return wrong(key, "true or false", *value), false;
  return value->get<bool>();
}

const Json* MemberReader::object(std::string_view key) {
  const Json* value = find(key, Need::optional);
  if (value == nullptr || value->is_object()) return value;
  return wrong(key, "an object", *value), nullptr;
}

const Json* MemberReader::list(std::string_view key, Need need) {
  const Json* value = find(key, need);
  if (value == nullptr || value->is_array()) return value;
  return wrong(key, "a list", *value), nullptr;
}

std::vector<std::string> MemberReader::texts(std::string_view key) {
  const Json* value = find(key, Need::optional);
  if (value == nullptr) return {};
  if (value->is_string()) return {value->get<std::string>()};
  const bool all_texts =
      value->is_array() && std::all_of(value->begin(), value->end(),
                                       [](const Json& entry) { return entry.is_string(); });
  if (!all_texts)
    return wrong(key, "a text or a list of texts", *value), std::vector<std::string>();
  return value->get<std::vector<std::string>>();
}

const Json* MemberReader::anything(std::string_view key) { return find(key, Need::optional); }

void MemberReader::refuse_others() {
  for (const auto& [key, value] : object_.items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    problems_.add(path_of(key),
                  fmt::format("{} has no member \"{}\"{}", what_, key, did_you_mean(key, known_)));
  }
}

}  // namespace rehearse::harness
