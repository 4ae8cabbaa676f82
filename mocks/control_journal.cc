#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/world.h"

namespace rehearse::control {

ControlAnswer show_journal(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.world.register_secrets();
  return control_json(call.world.journal.read());
}

ControlAnswer clear_journal(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.world.journal.clear();
  return control_json(call.world.journal.read());
}

ControlAnswer show_lineage(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  return {200, tx.grants().lineage()};
}

}  // namespace rehearse::control
