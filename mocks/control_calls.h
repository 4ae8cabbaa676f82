#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/control_call.h"
#include "mocks/core/reason.h"
#include "mocks/salesforce/org/users.h"
#include "mocks/workato/engine/engine.h"

// The bodies of the control calls, one file a topic; control_table.cc lists them with their paths.
namespace rehearse::control {

// control_table.cc
ControlAnswer list_calls(ControlCall& call);

// control_clock.cc
ControlAnswer ready(ControlCall& call);
ControlAnswer show_clock(ControlCall& call);
// Whether virtual time may be there.
bool within_time(TimePoint instant);
ControlAnswer move_clock(ControlCall& call);
ControlAnswer reset(ControlCall& call);

// control_apps.cc
ControlAnswer no_such_app(const ControlCall& call);
ControlAnswer create_app(ControlCall& call);
ControlAnswer list_apps(ControlCall& call);
ControlAnswer show_app(ControlCall& call);
ControlAnswer edit_app(ControlCall& call);
ControlAnswer remove_app(ControlCall& call);
ControlAnswer revoke_app_grants(ControlCall& call);
ControlAnswer replace_app_secret(ControlCall& call);

// control_guide.cc
ControlAnswer compare_app(ControlCall& call);
ControlAnswer list_cautions(ControlCall& call);
ControlAnswer show_grants(ControlCall& call);
ControlAnswer check_profile(ControlCall& call);

// control_users.cc
ControlAnswer no_such_user(const ControlCall& call, const salesforce::Users& users,
                           std::string_view username);
ControlAnswer show_mailbox(ControlCall& call);
ControlAnswer list_users(ControlCall& call);
ControlAnswer show_user(ControlCall& call);
ControlAnswer edit_user(ControlCall& call);
ControlAnswer reset_user_password(ControlCall& call);

// control_profiles.cc
ControlAnswer list_user_profiles(ControlCall& call);
ControlAnswer show_user_profile(ControlCall& call);
ControlAnswer edit_user_profile(ControlCall& call);
ControlAnswer list_permission_sets(ControlCall& call);
ControlAnswer put_permission_set(ControlCall& call);
ControlAnswer remove_permission_set(ControlCall& call);

// control_org.cc
ControlAnswer show_org(ControlCall& call);
ControlAnswer edit_org(ControlCall& call);

// control_approvals.cc
// What a person ends with who opens the URL, logs in and answers; in the journal as one exchange.
struct Browsed {
  wire::WireResponse response{};
  const Reason* reason = nullptr;
  std::string location{};  // the redirect to the app's callback; empty if there is none
};
// Nothing if the URL is no authorization request of this org.
std::optional<Browsed> browse(World& world, std::string_view username, const std::string& url,
                              bool approve);
ControlAnswer open_session(ControlCall& call);
ControlAnswer approve(ControlCall& call);

// control_journal.cc
ControlAnswer show_journal(ControlCall& call);
ControlAnswer clear_journal(ControlCall& call);
ControlAnswer show_lineage(ControlCall& call);

// control_simulation.cc
ControlAnswer replay_simulation(ControlCall& call);

// control_faults.cc
ControlAnswer plan_fault(ControlCall& call);
ControlAnswer show_faults(ControlCall& call);
ControlAnswer clear_faults(ControlCall& call);

// control_dials.cc
ControlAnswer show_dials(ControlCall& call);
ControlAnswer turn_dials(ControlCall& call);

// control_network.cc
ControlAnswer show_network(ControlCall& call);
ControlAnswer replace_network(ControlCall& call);

// control_instances.cc
ControlAnswer create_instance(ControlCall& call);
ControlAnswer remove_instance(ControlCall& call);

// control_api_clients.cc
ControlAnswer list_api_clients(ControlCall& call);
ControlAnswer create_api_client(ControlCall& call);
ControlAnswer remove_api_client(ControlCall& call);

// control_connect.cc
// The browser comes back to Workato with the org's answer: once, from the browser that set out.
workato::CallbackReport come_back(World& world, const std::string& location,
                                  const SessionId& browser);
ControlAnswer connect_connection(ControlCall& call);

// control_workato.cc
ControlAnswer no_such_connection(const ControlCall& call);
ControlAnswer show_workato(ControlCall& call);
ControlAnswer create_profile(ControlCall& call);
ControlAnswer edit_profile(ControlCall& call);
ControlAnswer create_connection(ControlCall& call);
ControlAnswer disconnect_connection(ControlCall& call);
ControlAnswer clone_connection(ControlCall& call);
ControlAnswer back_up_connection(ControlCall& call);
ControlAnswer restore_connection(ControlCall& call);
ControlAnswer run_job(ControlCall& call);
ControlAnswer clone_workspace(ControlCall& call);

// control_recipes.cc
ControlAnswer list_recipes(ControlCall& call);
ControlAnswer create_recipe(ControlCall& call);
ControlAnswer edit_recipe(ControlCall& call);
ControlAnswer remove_recipe(ControlCall& call);
ControlAnswer run_workspace(ControlCall& call);
ControlAnswer list_slips(ControlCall& call);

}  // namespace rehearse::control
