#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/oauth/dials.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

ControlAnswer dials_answer(const oauth::Dials& dials) {
  Json shown = Json::object();
  for (const oauth::DialInfo& info : oauth::dial_table()) {
    shown[std::string(info.name)] = dials.text(info.dial);
  }
  return control_json(shown);
}

// A dial's position as the command line writes it; JSON numbers and booleans are taken too.
std::optional<std::string> position(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_number_integer()) return dump_json(value);
  return std::nullopt;
}

}  // namespace

ControlAnswer show_dials(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  return dials_answer(call.world.dials);
}

ControlAnswer turn_dials(ControlCall& call) {
  Members members(call.body, call.place);
  if (!call.body.is_object()) return *members.problem();
  // All or nothing: a copy takes every position first.
  oauth::Dials turned(call.world.dials);
  for (const auto& [name, value] : call.body.items()) {
    const std::optional<std::string> text = position(*members.any(name));
    if (!text) {
      members.bad_value(name, "a dial's position is a string, a whole number, true or false.");
      continue;
    }
    const Result<Done, std::string> set = turned.set(name, *text);
    if (!set) members.bad_value(name, set.error());
  }
  if (auto problem = members.problem()) return *problem;
  call.world.dials = turned;
  return dials_answer(call.world.dials);
}

}  // namespace rehearse::control
