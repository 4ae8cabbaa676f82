#include "mocks/workato/api/routes_api.h"

#include <array>

#include "mocks/workato/api/endpoints_api.h"

namespace rehearse::workato {
namespace {

// The guard in front of an endpoint.
template <Privilege privilege, Quota quota, ApiEndpoint endpoint>
wire::WireResponse with(Workspace& workspace, wire::Call& call) {
  return with_access(workspace, call, {privilege, quota}, endpoint);
}

constexpr Fidelity kProfiles{Basis::documented, "docs.workato.com, Custom OAuth profiles API"};
constexpr Fidelity kAssign{Basis::documented, "docs.workato.com, Embedded custom OAuth profiles"};
constexpr Fidelity kConnections{Basis::documented, "docs.workato.com, Connections API"};
constexpr Fidelity kRuntime{Basis::documented, "docs.workato.com, runtime user connections"};
constexpr Fidelity kSpec{Basis::observed, "workato-platform-cli, workato-api-spec.yaml"};

using P = Privilege;
using Q = Quota;
using Row = wire::Route<Workspace>;
// clang-format off
constexpr std::array kRoutes{
    Row{"api_profiles", "GET", "/api/custom_oauth_profiles", with<P::list_profiles, Q::profiles, api::list_profiles>, kProfiles},
    Row{"api_profile", "GET", "/api/custom_oauth_profiles/:id", with<P::get_profile, Q::profiles, api::get_profile>, kProfiles},
    Row{"api_profile_create", "POST", "/api/custom_oauth_profiles", with<P::create_profile, Q::profiles, api::create_profile>, kProfiles},
    Row{"api_profile_update", "PUT", "/api/custom_oauth_profiles/:id", with<P::update_profile, Q::profiles, api::update_profile>, kProfiles},
    Row{"api_profile_delete", "DELETE", "/api/custom_oauth_profiles/:id", with<P::delete_profile, Q::profiles, api::delete_profile>, kProfiles},
    Row{"api_profile_assign", "POST", "/api/managed_users/:managed_user_id/custom_oauth_profiles/:id/assign", with<P::assign_profile, Q::profiles, api::assign_profile>, kAssign},
    Row{"api_profile_unassign", "DELETE", "/api/managed_users/:managed_user_id/custom_oauth_profiles/:id/unassign", with<P::unassign_profile, Q::profiles, api::unassign_profile>, kAssign},

    Row{"api_connections", "GET", "/api/connections", with<P::list_connections, Q::connection_list, api::list_connections>, kConnections},
    Row{"api_connection_create", "POST", "/api/connections", with<P::create_connection, Q::connections, api::create_connection>, kConnections},
    Row{"api_connection_update", "PUT", "/api/connections/:id", with<P::update_connection, Q::connections, api::update_connection>, kConnections},
    Row{"api_connection_delete", "DELETE", "/api/connections/:id", with<P::delete_connection, Q::connections, api::delete_connection>, kConnections},
    Row{"api_connection_disconnect", "POST", "/api/connections/:id/disconnect", with<P::disconnect_connection, Q::connections, api::disconnect_connection>, kConnections},
    Row{"api_pick_list", "POST", "/api/connections/:id/pick_list", with<P::pick_list, Q::connections, api::pick_list>, kConnections},
    Row{"api_runtime_connection_create", "POST", "/api/connections/runtime_user_connections", with<P::create_runtime_connection, Q::connections, api::create_runtime_connection>, kRuntime},
    Row{"api_oauth_url", "GET", "/api/connections/runtime_user_connections/:connection_id/get_oauth_url", with<P::get_oauth_url, Q::connections, api::get_oauth_url>, kRuntime},

    Row{"api_connectors", "GET", "/api/integrations/all", with<P::list_connectors, Q::connectors, api::list_connectors>, kSpec},
    Row{"api_folders", "GET", "/api/folders", with<P::list_folders, Q::rest, api::list_folders>, kSpec},
    Row{"api_folder_create", "POST", "/api/folders", with<P::create_folder, Q::rest, api::create_folder>, kSpec},
    Row{"api_workspace", "GET", "/api/users/me", with<P::get_workspace, Q::rest, api::get_workspace>, kSpec},
};
// clang-format on

}  // namespace

std::span<const Row> api_routes() { return kRoutes; }

wire::WireResponse api_route_refusal(int status) {
  if (status == 413) return api_message(status, "Request entity too large");
  return api_message(status, status == 404 ? "Not found" : "Method not allowed");
}

}  // namespace rehearse::workato
