#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/bench.h"
#include "mocks/control_calls.h"
#include "mocks/instance.h"
#include "mocks/workato/data_centres.h"

namespace rehearse::control {
namespace {

ControlAnswer not_here(const ControlCall& call) {
  return control_error(409, "not_here",
                       fmt::format("{}: only the first instance of `rehearse serve` adds and ends "
                                   "instances; call its control listener.",
                                   call.place));
}

void read_dials(Members& members, oauth::Dials& dials) {
  const Json* given = members.object("dials");
  if (given == nullptr) return;
  for (const auto& [name, value] : given->items()) {
    const auto set =
        dials.set(name, value.is_string() ? value.get<std::string>() : dump_json(value));
    if (!set) members.bad_value("dials", set.error());
  }
}

InstanceOptions read_options(Members& members, InstanceOptions options) {
  if (const auto seed = members.integer("seed", 0, INT64_MAX)) options.seed = uint64_t(*seed);
  if (const auto mode = members.choice("org_mode", {"legacy", "locked-2026"})) {
    options.org_mode = *parse_org_mode(*mode);
  }
  if (const auto sandbox = members.flag("sandbox")) options.is_sandbox = *sandbox;
  if (const auto start = members.text("start")) {
    options.start = parse_time(*start);
    if (!options.start) {
      members.bad_value("start", "write the time as 2026-05-11T00:00:00Z (UTC).");
    }
  }
  if (const auto ticking = members.flag("ticking")) options.ticking = *ticking;
  if (const auto token = members.text("workato_token")) options.workato_token = *token;
  if (const auto centre = members.text("data_centre")) {
    const auto set = set_data_centre(options, *centre);
    if (!set) members.bad_value("data_centre", set.error());
  }
  if (const Json* bugs = members.list("client_bugs")) {
    options.client_bugs = {};
    for (const Json& name : *bugs) {
      const auto added =
          add_client_bug(options, name.is_string() ? name.get<std::string>() : dump_json(name));
      if (!added) members.bad_value("client_bugs", added.error());
    }
  }
  if (const auto mutant = members.text("mutant")) {
    const auto set = set_mutant(options, *mutant);
    if (!set) members.bad_value("mutant", set.error());
  }
  read_dials(members, options.dials);
  return options;
}

}  // namespace

ControlAnswer create_instance(ControlCall& call) {
  Bench* bench = call.instance.bench();
  if (bench == nullptr) return not_here(call);
  Members members(call.body, call.place);
  InstanceOptions options = read_options(members, bench->standard());
  if (auto problem = members.problem()) return *problem;
  const Result<Instance*, Trouble> added = bench->add(std::move(options));
  if (!added) {
    return control_error(503, "no_instance", fmt::format("{}: {}", call.place, added.error().what));
  }
  const Addresses& at = added.value()->addresses();
  return control_json({{"id", added.value()->id()},
                       {"salesforce", at.salesforce},
                       {"workato", at.workato},
                       {"control", at.control}});
}

ControlAnswer remove_instance(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  Bench* bench = call.instance.bench();
  if (bench == nullptr) return not_here(call);
  const std::string id = call.param("id");
  if (id == call.instance.id()) {
    return control_error(409, "first_instance",
                         fmt::format("{}: the first instance ends with the program; POST /reset "
                                     "takes it back to its start.",
                                     call.place));
  }
  if (bench->remove(id)) return control_json({{"deleted", id}});
  return control_error(404, "not_found",
                       fmt::format("{}: there is no instance \"{}\"{}", call.place, id,
                                   suggestion(id, bench->added_ids(), "Instances")));
}

}  // namespace rehearse::control
