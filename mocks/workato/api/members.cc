#include "mocks/workato/api/members.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::workato {

std::optional<int64_t> digits_of(std::string_view text) {
  int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || number <= 0) return {};
  return number;
}

const Json* ApiMembers::find(std::string_view name) const {
  const Json* member = find_member(object_, name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

bool ApiMembers::has(std::string_view name) const { return find(name) != nullptr; }

std::optional<std::string> ApiMembers::text(std::string_view name, size_t most) {
  const Json* member = find(name);
  if (member == nullptr) return {};
  if (!member->is_string()) {
    problem(name, "must be a string");
    return {};
  }
  auto value = member->get<std::string>();
  if (value.size() > most) {
    problem(name, "is too long (maximum is " + std::to_string(most) + " characters)");
    return {};
  }
  return value;
}

std::optional<int64_t> ApiMembers::id(std::string_view name) {
  const Json* member = find(name);
  if (member == nullptr) return {};
  std::optional<int64_t> id;
  if (member->is_string()) id = digits_of(member->get_ref<const std::string&>());
  if (member->is_number_integer() && *member > 0) id = integer_member(object_, name);
  if (!id || *id < 0) {
    problem(name, "is not a number");
    return {};
  }
  return id;
}

std::optional<bool> ApiMembers::flag(std::string_view name) {
  const Json* member = find(name);
  if (member == nullptr) return {};
  if (member->is_boolean()) return member->get<bool>();
  if (*member == "true") return true;
  if (*member == "false") return false;
  problem(name, "must be true or false");
  return {};
}

const Json* ApiMembers::object(std::string_view name) {
  const Json* member = find(name);
  if (member == nullptr || member->is_object()) return member;
  problem(name, "must be an object");
  return nullptr;
}

void ApiMembers::problem(std::string_view name, std::string text) {
  problems_.push_back({prefix_ + std::string(name), std::move(text)});
}

}  // namespace rehearse::workato
