#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

Seen replay(Context& context, const Json& arguments) {
  const auto answered = control(context.target, "POST", "/simulation", arguments);
  if (!answered) return answered.error();
  if (answered.value().status != 200) return observe(answered.value(), "");
  const Json& body = answered.value().body;
  const Json* violation = find_member(body, "violation");
  const size_t steps = find_member(body, "lines")->size();
  if (violation == nullptr || violation->is_null())
    return Observation{.ok = true,
                       .summary = fmt::format("{} steps, and every promise was kept", steps)};
  const std::string broken = fmt::format("{}: {}", text_argument(*violation, "invariant"),
                                         text_argument(*violation, "text"));
  return Observation{.description = broken, .summary = fmt::format("step {}: {}", steps, broken)};
}

constexpr std::array kReplay{
    Argument{"world", Kind::text, true},
    Argument{"schedule", Kind::list, true},
    Argument{"budget", Kind::object},
};
constexpr std::array kVerbs{
    Verb{"simulation.replay",
         "Performs a schedule in a small world; refused if a promise is broken on the way.",
         "simulation",
         kReplay,
         {},
         replay},
};

}  // namespace

std::span<const Verb> simulation_verbs() { return kVerbs; }

}  // namespace rehearse::harness
