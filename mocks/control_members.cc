#include "mocks/control_members.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/control_call.h"
#include "mocks/core/text.h"

namespace rehearse {
namespace {

std::string_view type_of(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "a list";
    case Json::value_t::string:
      return "a string";
    case Json::value_t::boolean:
      return "true or false";
    default:
      return "a number";
  }
}

}  // namespace

ControlAnswer control_json(const Json& value, int status) { return {status, dump_json(value)}; }

ControlAnswer control_error(int status, std::string_view code, std::string_view message) {
  return control_json({{"error", {{"code", code}, {"message", message}}}}, status);
}

std::string suggestion(std::string_view name, const std::vector<std::string>& candidates,
                       std::string_view label) {
  const std::optional<std::string> meant = nearest(name, candidates);
  std::string text = meant ? fmt::format("; did you mean \"{}\"?", *meant) : ".";
  if (candidates.empty()) return text;
  return fmt::format("{} {}: {}.", text, label, join(candidates, ", "));
}

int64_t ControlCall::number(std::string_view name) const {
  const std::string text = param(name);
  int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool plain = failed == std::errc{} && end == text.data() + text.size() && text[0] != '0';
  return plain && number > 0 ? number : 0;
}

Members::Members(const Json& object, std::string place)
    : object_(object), place_(std::move(place)) {
  if (!object.is_object()) {
    add("wrong_type", fmt::format("the body must be a JSON object, not {}.", type_of(object)));
  }
}

const Json* Members::find(std::string_view name) {
  known_.emplace_back(name);
  return find_member(object_, name);
}

bool Members::has(std::string_view name) const { return find_member(object_, name) != nullptr; }

std::optional<std::string> Members::text(std::string_view name) {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  wrong_type(name, "a string", *value);
  return std::nullopt;
}

std::string Members::required_text(std::string_view name) {
  std::optional<std::string> value = text(name);
  if (!value && !has(name)) missing(fmt::format("the member \"{}\" (a string) is missing.", name));
  return value.value_or("");
}

std::optional<std::string> Members::choice(std::string_view name,
                                           std::initializer_list<std::string_view> choices) {
  std::optional<std::string> value = text(name);
  if (!value || std::find(choices.begin(), choices.end(), *value) != choices.end()) return value;
  const std::vector<std::string> allowed(choices.begin(), choices.end());
  add("bad_value", fmt::format("\"{}\" cannot be \"{}\"{}", name, *value,
                               suggestion(*value, allowed, "Values")));
  return std::nullopt;
}

std::optional<int64_t> Members::integer(std::string_view name, int64_t least, int64_t most) {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer()) {
    wrong_type(name, "a whole number", *value);
    return std::nullopt;
  }
  // An unsigned value above the signed range would wrap: compare it unsigned.
  const bool too_large =
      value->is_number_unsigned() && (most < 0 || value->get<uint64_t>() > uint64_t(most));
  if (!too_large && value->get<int64_t>() >= least && value->get<int64_t>() <= most) {
    return value->get<int64_t>();
  }
  add("bad_value", fmt::format("\"{}\" must be between {} and {}.", name, least, most));
  return std::nullopt;
}

std::optional<bool> Members::flag(std::string_view name) {
  const Json* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  wrong_type(name, "true or false", *value);
  return std::nullopt;
}

const Json* Members::object(std::string_view name) {
  const Json* value = find(name);
  if (value == nullptr || value->is_object()) return value;
  wrong_type(name, "an object", *value);
  return nullptr;
}

const Json* Members::list(std::string_view name) {
  const Json* value = find(name);
  if (value == nullptr || value->is_array()) return value;
  wrong_type(name, "a list", *value);
  return nullptr;
}

const Json* Members::any(std::string_view name) { return find(name); }

void Members::bad_value(std::string_view name, std::string_view sentence) {
  add("bad_value", fmt::format("\"{}\": {}", name, sentence));
}

void Members::missing(std::string_view sentence) { add("missing_member", std::string(sentence)); }

void Members::wrong_type(std::string_view name, std::string_view wanted, const Json& given) {
  add("wrong_type", fmt::format("\"{}\" must be {}, not {}.", name, wanted, type_of(given)));
}

void Members::add(std::string_view code, std::string sentence) {
  if (code_.empty()) code_ = code;
  message_ += (message_.empty() ? place_ + ": " : " ") + sentence;
}

std::optional<ControlAnswer> Members::problem() {
  if (object_.is_object()) {
    for (const auto& [name, value] : object_.items()) {
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      if (known_.empty()) {
        add("unknown_member",
            fmt::format("there is no member \"{}\"; this call takes none.", name));
      } else {
        add("unknown_member",
            fmt::format("there is no member \"{}\"{}", name, suggestion(name, known_, "Members")));
      }
    }
  }
  if (code_.empty()) return std::nullopt;
  return control_error(400, code_, message_);
}

}  // namespace rehearse
