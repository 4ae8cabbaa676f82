#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/wire/network_map.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

ControlAnswer network_answer(const wire::NetworkMap& network) {
  Json shown = Json::object();
  for (const auto& [peer, counts_as] : network.user()) shown[peer] = counts_as;
  return control_json(shown);
}

}  // namespace

ControlAnswer show_network(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  return network_answer(call.world.network);
}

ControlAnswer replace_network(ControlCall& call) {
  Members members(call.body, call.place);
  wire::NetworkMap::Addresses addresses;
  if (call.body.is_object()) {
    for (const auto& [peer, value] : call.body.items()) {
      if (const auto counts_as = members.text(peer)) addresses[peer] = *counts_as;
    }
  }
  if (auto problem = members.problem()) return *problem;
  const Result<Done, std::string> replaced = call.world.network.replace(addresses);
  if (!replaced) {
    return control_error(400, "bad_value", fmt::format("{}: {}", call.place, replaced.error()));
  }
  return network_answer(call.world.network);
}

}  // namespace rehearse::control
