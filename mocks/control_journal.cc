#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/world.h"

namespace rehearse::control {

ControlAnswer show_journal(ControlCall& call) {
  Members members(call.body, call.place);
  const std::optional<bool> brief = members.flag("brief");
  const std::optional<int64_t> after = members.integer("after", 0, INT64_MAX);
  if (after && !brief.value_or(false)) {
    members.bad_value("after", "it goes with \"brief\": true.");
  }
  if (auto problem = members.problem()) return *problem;
  if (brief.value_or(false)) {
    return control_json(call.world.journal.brief(uint64_t(after.value_or(0))));
  }
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
  return {200, tx.grants().lineage({
                   .at = call.world.clock.now(),
                   .app =
                       [&](const AppId& id) {
                         const salesforce::App* app = tx.apps().find(id);
                         return app != nullptr ? app->settings.label : std::string();
                       },
                   .user =
                       [&](const UserId& id) {
                         const salesforce::User* user = tx.users().find(id);
                         return user != nullptr ? user->username : std::string();
                       },
               })};
}

}  // namespace rehearse::control
