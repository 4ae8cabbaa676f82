#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/core/json.h"
#include "mocks/simulation/explore.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using simulation::Choice;
using simulation::SmallWorld;

// The small world makes the mistakes of this instance, under its dials and its seed.
InstanceOptions options_of(const World& world) {
  InstanceOptions options;
  options.seed = world.org.config().seed;
  options.dials = world.dials;
  options.client_bugs = world.workspace.config().bugs;
  options.mutants = world.org.config().mutants;
  return options;
}

void read_budget(const Json& object, Members& members, SmallWorld& small) {
  Members budget(object, "budget");
  const auto read = [&budget](std::string_view name, int& value) {
    value = int(budget.integer(name, 0, 100).value_or(value));
  };
  read("losses", small.budget.losses);
  read("crashes", small.budget.crashes);
  read("repeats", small.budget.repeats);
  read("waits", small.budget.waits);
  if (const auto problem = budget.problem())
    members.bad_value("budget", "give losses, crashes, repeats and waits, each from 0 to 100.");
}

simulation::Schedule read_schedule(const Json& list, Members& members) {
  simulation::Schedule schedule;
  for (const Json& word : list) {
    const auto choice = simulation::parse_choice(word.is_string() ? word.get<std::string>() : "");
    if (choice) {
      schedule.push_back(choice.value());
    } else {
      members.bad_value("schedule", choice.error());
      break;
    }
  }
  return schedule;
}

}  // namespace

ControlAnswer replay_simulation(ControlCall& call) {
  Members members(call.body, call.place);
  const std::string name = members.required_text("world");
  const Json* list = members.list("schedule");
  const Json* budget = members.object("budget");
  if (list == nullptr) members.missing("the member \"schedule\" (a list of choices) is missing.");
  if (auto problem = members.problem()) return *problem;
  auto found = simulation::find_small_world(name);
  if (!found) {
    members.bad_value("world", found.error());
    return *members.problem();
  }
  SmallWorld& small = found.value();
  small.options = options_of(call.world);
  if (budget != nullptr) read_budget(*budget, members, small);
  const simulation::Schedule schedule = read_schedule(*list, members);
  if (auto problem = members.problem()) return *problem;
  const simulation::Replay replay = simulation::replay(small, schedule);
  if (replay.impossible > 0) {
    members.bad_value("schedule", fmt::format("choice {}: {}.", replay.impossible, replay.why));
    return *members.problem();
  }
  Json violation;
  if (replay.violation)
    violation = {{"invariant", replay.violation->invariant}, {"text", replay.violation->text}};
  return control_json({{"violation", violation}, {"lines", replay.lines}});
}

}  // namespace rehearse::control
