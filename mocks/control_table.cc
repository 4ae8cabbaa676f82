#include <array>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"

namespace rehearse {
namespace {

using namespace control;

constexpr std::array kTable{
    ControlRoute{"GET", "/", list_calls, "Lists the control calls."},
    ControlRoute{"GET", "/ready", ready, "Answers 200 once every listener serves."},
    ControlRoute{"GET", "/clock", show_clock, "Shows the virtual time."},
    ControlRoute{"POST", "/clock", move_clock,
                 "Moves the virtual time: advance or set; recipes run meanwhile."},
    ControlRoute{"POST", "/reset", reset, "Goes back to the state at start, same seed."},
    ControlRoute{"GET", "/mailbox", show_mailbox,
                 "Lists what the org and the workspace sent, newest last."},
    ControlRoute{"POST", "/apps", create_app, "Creates an external client app from settings."},
    ControlRoute{"GET", "/apps", list_apps, "Lists the external client apps."},
    ControlRoute{"GET", "/apps/:id", show_app,
                 "Shows an app's settings, and the state of staged credentials."},
    ControlRoute{"PATCH", "/apps/:id", edit_app, "Edits any of an app's settings."},
    ControlRoute{"DELETE", "/apps/:id", remove_app, "Deletes an app and revokes its grants."},
    ControlRoute{"GET", "/apps/:id/guide", compare_app,
                 "Lists the settings in which an app differs from the guide."},
    ControlRoute{"GET", "/apps/:id/cautions", list_cautions,
                 "Lists what the guide allows in an app and warns of, and what ends connections."},
    ControlRoute{"GET", "/apps/:id/grants", show_grants,
                 "Lists an app's grants: whether each lives, when it ends if unused, and why."},
    ControlRoute{"POST", "/apps/:id/revoke", revoke_app_grants,
                 "Revokes an app's grants as an admin does."},
    ControlRoute{"POST", "/apps/:id/secret", replace_app_secret,
                 "Replaces the consumer secret of an app's main pair."},
    ControlRoute{"GET", "/users", list_users, "Lists the users as an admin sees them."},
    ControlRoute{"GET", "/users/:name", show_user, "Shows a user as an admin sees it."},
    ControlRoute{"PATCH", "/users/:name", edit_user,
                 "Edits a user: active, frozen, locked, password, verification, profile, "
                 "permission_sets."},
    ControlRoute{"POST", "/users/:name/reset-password", reset_user_password,
                 "Resets a user's password as an admin does: a link goes out by mail."},
    ControlRoute{"GET", "/profiles", list_user_profiles, "Lists the profiles."},
    ControlRoute{"GET", "/profiles/:name", show_user_profile, "Shows a profile."},
    ControlRoute{"PATCH", "/profiles/:name", edit_user_profile,
                 "Edits a profile: permissions, login_ip_ranges, login_hours."},
    ControlRoute{"GET", "/permission-sets", list_permission_sets, "Lists the permission sets."},
    ControlRoute{"PUT", "/permission-sets/:name", put_permission_set,
                 "Makes or replaces a permission set: label, permissions."},
    ControlRoute{"DELETE", "/permission-sets/:name", remove_permission_set,
                 "Deletes a permission set that no user has."},
    ControlRoute{"GET", "/org", show_org, "Shows the settings of the whole org."},
    ControlRoute{"PATCH", "/org", edit_org, "Edits settings of the whole org."},
    ControlRoute{"POST", "/sessions", open_session, "Opens an org session for tests."},
    ControlRoute{"POST", "/approve", approve, "Logs a user in and approves or denies."},
    ControlRoute{"GET", "/journal", show_journal, "Lists the exchanges, newest last."},
    ControlRoute{"DELETE", "/journal", clear_journal, "Empties the journal."},
    ControlRoute{"GET", "/lineage", show_lineage, "Shows grants, codes and tokens by id."},
    ControlRoute{"POST", "/faults", plan_fault, "Plans a fault."},
    ControlRoute{"GET", "/faults", show_faults, "Lists planned faults and how often each fired."},
    ControlRoute{"DELETE", "/faults", clear_faults, "Drops every planned fault."},
    ControlRoute{"GET", "/dials", show_dials, "Shows the dials of this instance."},
    ControlRoute{"PATCH", "/dials", turn_dials, "Turns dials of this instance."},
    ControlRoute{"GET", "/network", show_network, "Shows the addresses that peers count as."},
    ControlRoute{"PUT", "/network", replace_network, "Replaces the addresses that peers count as."},
    ControlRoute{"POST", "/instances", create_instance, "Starts another isolated pair of mocks."},
    ControlRoute{"DELETE", "/instances/:id", remove_instance, "Ends such a pair."},
    ControlRoute{"GET", "/workato", show_workato, "Shows the workspace: profiles, connections."},
    ControlRoute{"POST", "/workato/profiles", create_profile, "Creates a custom OAuth profile."},
    ControlRoute{"PATCH", "/workato/profiles/:id", edit_profile,
                 "Edits a profile: name, client_id, client_secret."},
    ControlRoute{"GET", "/workato/profiles/:id/check", check_profile,
                 "Compares a profile's key and secret with those of the org's apps, showing none."},
    ControlRoute{"POST", "/workato/connections", create_connection,
                 "Creates a Salesforce connection, not connected yet."},
    ControlRoute{"POST", "/workato/connections/:id/connect", connect_connection,
                 "Logs a user in, approves or denies, and finishes the connection."},
    ControlRoute{"POST", "/workato/connections/:id/disconnect", disconnect_connection,
                 "Disconnects a connection: its tokens are forgotten, not revoked."},
    ControlRoute{"POST", "/workato/connections/:id/clone", clone_connection,
                 "Copies a connection with its tokens, as an environment's copy would."},
    ControlRoute{"POST", "/workato/connections/:id/backup", back_up_connection,
                 "Puts a copy of the connection's tokens aside."},
    ControlRoute{"POST", "/workato/connections/:id/restore", restore_connection,
                 "Brings the copy back, as a restored database would."},
    ControlRoute{"GET", "/workato/api-clients", list_api_clients,
                 "Lists the clients of Workato's Developer API, without their tokens."},
    ControlRoute{
        "POST", "/workato/api-clients", create_api_client,
        "Makes an API client: name, privileges, projects, allowlist; shows its token once."},
    ControlRoute{"DELETE", "/workato/api-clients/:id", remove_api_client,
                 "Deletes an API client: its token is refused from then on."},
    ControlRoute{
        "POST", "/workato/clone", clone_workspace,
        "Copies every profile and connection with its tokens, as a cloned database would."},
    ControlRoute{"POST", "/workato/jobs", run_job,
                 "Runs a job of a connection now; its worker may die on the way."},
    ControlRoute{"GET", "/workato/recipes", list_recipes, "Lists the recipes."},
    ControlRoute{"POST", "/workato/recipes", create_recipe,
                 "Creates a running recipe: connection, schedule, workers, hosts, job_length."},
    ControlRoute{"PATCH", "/workato/recipes/:id", edit_recipe,
                 "Starts, stops or reschedules a recipe."},
    ControlRoute{"DELETE", "/workato/recipes/:id", remove_recipe, "Deletes a recipe."},
    ControlRoute{"POST", "/workato/run", run_workspace,
                 "Lets virtual time pass while the recipes run, and tells what came of it."},
    ControlRoute{"POST", "/simulation", replay_simulation,
                 "Performs a schedule in a small world of its own, under this instance's mistakes "
                 "and dials: world, schedule, budget."},
    ControlRoute{"GET", "/workato/slips", list_slips,
                 "Lists the mistakes that the engine was told to make and made."},
};

}  // namespace

std::span<const ControlRoute> control_table() { return kTable; }

ControlAnswer control::list_calls(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  Json calls = Json::array();
  for (const ControlRoute& route : kTable) {
    calls.push_back({{"method", route.method}, {"path", route.path}, {"does", route.meaning}});
  }
  return control_json(calls);
}

}  // namespace rehearse
