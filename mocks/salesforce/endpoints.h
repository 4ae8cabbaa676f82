#pragma once

#include "mocks/salesforce/org/org.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// The endpoints of the mock org, one declaration a row of routes.cc. Each parses its request,
// begins a transaction, judges, commits through a store verb and answers.

// Signing in.
wire::WireResponse login_page(Org& org, wire::Call& call);
wire::WireResponse log_in(Org& org, wire::Call& call);
wire::WireResponse log_out(Org& org, wire::Call& call);
wire::WireResponse home_page(Org& org, wire::Call& call);
wire::WireResponse session_bridge(Org& org, wire::Call& call);
wire::WireResponse change_password_page(Org& org, wire::Call& call);
wire::WireResponse change_password(Org& org, wire::Call& call);
wire::WireResponse frontdoor(Org& org, wire::Call& call);

// Authorization.
wire::WireResponse authorize(Org& org, wire::Call& call);
wire::WireResponse approval_page(Org& org, wire::Call& call);
wire::WireResponse decide_approval(Org& org, wire::Call& call);
wire::WireResponse remote_access_error_page(Org& org, wire::Call& call);

// Tokens.
wire::WireResponse token(Org& org, wire::Call& call);
wire::WireResponse revoke(Org& org, wire::Call& call);
wire::WireResponse introspect(Org& org, wire::Call& call);
wire::WireResponse single_access(Org& org, wire::Call& call);

// Identity.
wire::WireResponse userinfo(Org& org, wire::Call& call);
wire::WireResponse identity(Org& org, wire::Call& call);
wire::WireResponse openid_configuration(Org& org, wire::Call& call);
wire::WireResponse authorization_server_metadata(Org& org, wire::Call& call);
wire::WireResponse signing_keys(Org& org, wire::Call& call);

// Data.
wire::WireResponse data_versions(Org& org, wire::Call& call);
wire::WireResponse data_resources(Org& org, wire::Call& call);
wire::WireResponse data_limits(Org& org, wire::Call& call);
wire::WireResponse data_objects_list(Org& org, wire::Call& call);
wire::WireResponse data_object(Org& org, wire::Call& call);
wire::WireResponse data_describe(Org& org, wire::Call& call);
wire::WireResponse data_record(Org& org, wire::Call& call);
wire::WireResponse data_create(Org& org, wire::Call& call);
wire::WireResponse data_update(Org& org, wire::Call& call);
wire::WireResponse data_delete(Org& org, wire::Call& call);
wire::WireResponse data_query(Org& org, wire::Call& call);
wire::WireResponse data_query_more(Org& org, wire::Call& call);
wire::WireResponse tooling_objects_list(Org& org, wire::Call& call);
wire::WireResponse tooling_describe(Org& org, wire::Call& call);
wire::WireResponse tooling_query(Org& org, wire::Call& call);
wire::WireResponse tooling_query_more(Org& org, wire::Call& call);
wire::WireResponse data_not_found(Org& org, wire::Call& call);

// Metadata API.
wire::WireResponse deploy_request(Org& org, wire::Call& call);
wire::WireResponse deploy_status(Org& org, wire::Call& call);
wire::WireResponse cancel_deploy(Org& org, wire::Call& call);

// SOAP: the Metadata API, and signing in.
wire::WireResponse metadata_soap(Org& org, wire::Call& call);
wire::WireResponse partner_soap(Org& org, wire::Call& call);
wire::WireResponse enterprise_soap(Org& org, wire::Call& call);

// Connect REST API: consumer keys and secrets.
// Connect REST API: consumer keys and secrets, and the tokens of an app.
wire::WireResponse connect_usage(Org& org, wire::Call& call);
wire::WireResponse connect_usage_users(Org& org, wire::Call& call);
wire::WireResponse connect_usage_tokens(Org& org, wire::Call& call);
wire::WireResponse connect_revoke_user(Org& org, wire::Call& call);
wire::WireResponse connect_revoke_app(Org& org, wire::Call& call);
wire::WireResponse connect_revoke_token(Org& org, wire::Call& call);
wire::WireResponse connect_consumers(Org& org, wire::Call& call);
wire::WireResponse connect_credentials(Org& org, wire::Call& call);
wire::WireResponse connect_staged(Org& org, wire::Call& call);
wire::WireResponse connect_stage(Org& org, wire::Call& call);
wire::WireResponse connect_staged_pair(Org& org, wire::Call& call);
wire::WireResponse connect_rotate(Org& org, wire::Call& call);
wire::WireResponse connect_unstage(Org& org, wire::Call& call);

// Setup: External Client App Manager.
wire::WireResponse setup_home(Org& org, wire::Call& call);
wire::WireResponse setup_apps(Org& org, wire::Call& call);
wire::WireResponse setup_client_apps(Org& org, wire::Call& call);
wire::WireResponse app_list(Org& org, wire::Call& call);
wire::WireResponse new_app_page(Org& org, wire::Call& call);
wire::WireResponse create_app(Org& org, wire::Call& call);
wire::WireResponse app_detail(Org& org, wire::Call& call);
wire::WireResponse app_policies(Org& org, wire::Call& call);
wire::WireResponse edit_settings_page(Org& org, wire::Call& call);
wire::WireResponse edit_settings(Org& org, wire::Call& call);
wire::WireResponse edit_policies_page(Org& org, wire::Call& call);
wire::WireResponse edit_policies(Org& org, wire::Call& call);
wire::WireResponse delete_app_page(Org& org, wire::Call& call);
wire::WireResponse delete_app(Org& org, wire::Call& call);
wire::WireResponse oauth_usage(Org& org, wire::Call& call);
wire::WireResponse revoke_usage(Org& org, wire::Call& call);
wire::WireResponse consumer_details(Org& org, wire::Call& call);
wire::WireResponse new_consumer_secret(Org& org, wire::Call& call);

// Identity verification.
wire::WireResponse verification_page(Org& org, wire::Call& call);
wire::WireResponse verify_identity(Org& org, wire::Call& call);
wire::WireResponse resend_code(Org& org, wire::Call& call);

}  // namespace rehearse::salesforce
