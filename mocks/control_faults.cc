#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/wire/faults.h"
#include "mocks/world.h"

namespace rehearse::control {

ControlAnswer plan_fault(ControlCall& call) {
  // The book judges the fault, member by member: it alone knows the routes and their commit points.
  const Result<Json, std::string> planned = call.world.faults.plan(call.body);
  if (planned) return control_json(planned.value());
  return control_error(400, "bad_value", fmt::format("{}: {}", call.place, planned.error()));
}

ControlAnswer show_faults(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  return control_json(call.world.faults.list());
}

ControlAnswer clear_faults(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.world.faults.clear();
  return control_json(call.world.faults.list());
}

}  // namespace rehearse::control
