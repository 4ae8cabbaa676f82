#include "mocks/core/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace rehearse {
namespace {

constexpr int kDeepest = 100;

// Watches the parse for what nlohmann lets pass: deep nesting and keys given twice.
class Watch {
 public:
  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kDeepest) problem_ = fmt::format("nested deeper than {} levels", kDeepest);
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys_.empty()) keys_.pop_back();
    if (event == Json::parse_event_t::key && !keys_.empty()) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys_.back().insert(key).second)
        problem_ = fmt::format("the key \"{}\" is given twice", key);
    }
    return true;
  }
  const std::string& problem() const { return problem_; }

 private:
  std::vector<std::set<std::string>> keys_{};
  std::string problem_{};
};

std::string place(std::string_view text, size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const size_t start = before.rfind('\n');
  return fmt::format("line {}, column {}", line,
                     before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1);
}

}  // namespace

Result<Json, std::string> parse_json(std::string_view text, JsonComments comments) {
  Watch watch;
  try {
    Json value = Json::parse(text, std::ref(watch), true, comments == JsonComments::allow);
    if (!watch.problem().empty()) return watch.problem();
    return value;
  } catch (const Json::parse_error& error) {
    return fmt::format("not valid JSON at {}", place(text, error.byte));
  } catch (const Json::exception&) {
    return std::string("not valid JSON: a number is out of range");
  }
}

std::string dump_json(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

const Json* find_member(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(std::string(key));
  return found == object.end() ? nullptr : &*found;
}

std::optional<std::string> string_member(const Json& object, std::string_view key) {
  const Json* member = find_member(object, key);
  if (member == nullptr || !member->is_string()) return {};
  return member->get<std::string>();
}

std::optional<int64_t> integer_member(const Json& object, std::string_view key) {
  const Json* member = find_member(object, key);
  if (member == nullptr || !member->is_number_integer()) return {};
  return member->get<int64_t>();
}

std::optional<bool> bool_member(const Json& object, std::string_view key) {
  const Json* member = find_member(object, key);
  if (member == nullptr || !member->is_boolean()) return {};
  return member->get<bool>();
}

}  // namespace rehearse
