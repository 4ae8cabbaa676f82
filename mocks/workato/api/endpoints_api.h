#pragma once

#include "mocks/workato/api/api_call.h"

namespace rehearse::workato::api {

// The endpoints of the Developer API; api/routes_api.cc lists them with their paths.

// profiles.cc
wire::WireResponse list_profiles(ApiCall& call);
wire::WireResponse get_profile(ApiCall& call);
wire::WireResponse create_profile(ApiCall& call);
wire::WireResponse update_profile(ApiCall& call);
wire::WireResponse delete_profile(ApiCall& call);

// assigned_profiles.cc
wire::WireResponse assign_profile(ApiCall& call);
wire::WireResponse unassign_profile(ApiCall& call);

// connection_list.cc
wire::WireResponse list_connections(ApiCall& call);

// connections.cc
wire::WireResponse create_connection(ApiCall& call);
wire::WireResponse update_connection(ApiCall& call);
wire::WireResponse disconnect_connection(ApiCall& call);
wire::WireResponse delete_connection(ApiCall& call);

// runtime_connections.cc
wire::WireResponse create_runtime_connection(ApiCall& call);
wire::WireResponse get_oauth_url(ApiCall& call);

// catalogue.cc
wire::WireResponse pick_list(ApiCall& call);
wire::WireResponse list_connectors(ApiCall& call);
wire::WireResponse list_folders(ApiCall& call);
wire::WireResponse create_folder(ApiCall& call);
wire::WireResponse get_workspace(ApiCall& call);

}  // namespace rehearse::workato::api
