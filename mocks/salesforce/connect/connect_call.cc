#include "mocks/salesforce/connect/connect_call.h"

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr int kStagedSince = 65;

// Connect REST API Developer Guide: "Available version" of each resource.
int since(ConnectUse use) {
  if (use == ConnectUse::stage_credentials) return kStagedSince;
  return use == ConnectUse::read_credentials ? 60 : 59;
}

// Salesforce's general words for a right that is missing.
constexpr std::string_view kNoAccess =
    "You do not have the level of access necessary to perform the operation you requested. Please "
    "contact the owner of the record or your administrator if access is necessary.";

wire::WireResponse refuse_usage(wire::Call& call) {
  return data_error(403, "INSUFFICIENT_ACCESS", kNoAccess, reason::connect_usage_permission_missing,
                    call);
}

wire::WireResponse not_enabled(wire::Call& call, std::string_view message, const Reason& why) {
  return data_error(403, "FUNCTIONALITY_NOT_ENABLED", message, why, call);
}

// Salesforce help, External Client App OAuth Usage: an admin of external client apps needs no other
// permission. Inferred: whoever may view them may read; only admins revoke.
bool may_use(const Profiles& profiles, const User& user, ConnectUse use) {
  if (profiles.may(user, Permission::external_client_app_admin)) return true;
  if (use == ConnectUse::revoke_usage) return false;
  return profiles.may(user, Permission::external_client_app_viewer) ||
         profiles.may(user, Permission::external_client_app_developer);
}

// The answer that refuses keys and secrets, if anything does.
std::optional<wire::WireResponse> refuse_credentials(Org& org, Org::Transaction& tx,
                                                     const User& user, ConnectUse use,
                                                     wire::Call& call) {
  // Salesforce help: "Allow access to External Client App consumer secrets via REST API must be
  // turned on". Clients look for the words "not currently enabled" (observed).
  if (!tx.settings().is_client_secret_in_rest_api_enabled)
    return not_enabled(call,
                       "This feature is not currently enabled for this user type or org: "
                       "[ExternalClientAppSecretAccess]",
                       reason::connect_secret_access_off);
  // The same page: "External Client App Developer and View Client Secret".
  const Profiles& profiles = tx.profiles();
  if (!profiles.may(user, Permission::external_client_app_developer) ||
      !profiles.may(user, Permission::view_client_secret))
    return not_enabled(call, "This feature is not enabled for this user: [ViewClientSecret]",
                       reason::connect_secret_permission_missing);
  if (use == ConnectUse::stage_credentials &&
      org.dials().is(oauth::Dial::staged_permission, "rotate_secret") &&
      !profiles.may(user, Permission::client_secret_rotation))
    return not_enabled(call, "This feature is not enabled for this user: [ClientSecretRotation]",
                       reason::connect_rotation_permission_missing);
  return std::nullopt;
}

}  // namespace

Result<ConnectCaller, wire::WireResponse> admit_connect_call(Org& org, Org::Transaction& tx,
                                                             wire::Call& call, ConnectUse use) {
  // Salesforce, documented: chatter_api is the scope of the Connect REST API, and part of api.
  const auto bearer = admit_data_call(org, tx, call, "chatter_api");
  if (!bearer) return bearer.error();
  const std::string version = api_version(wire::value_of(call.params, "version").value_or(""));
  const int number = std::stoi(version);
  if (number < since(use)) return connect_missing(call, reason::connect_version_too_old);
  const User& user = *bearer.value().user;
  if (use == ConnectUse::view_usage || use == ConnectUse::revoke_usage) {
    if (!may_use(tx.profiles(), user, use)) return refuse_usage(call);
  } else if (auto refused = refuse_credentials(org, tx, user, use, call)) {
    return *refused;
  }
  return ConnectCaller{bearer.value(), "/services/data/v" + version + "/apps/oauth",
                       number >= kStagedSince};
}

Result<const App*, wire::WireResponse> named_app(Org::Transaction& tx, wire::Call& call) {
  const App* app = tx.apps().find(AppId(wire::value_of(call.params, "app").value_or("")));
  if (app == nullptr || app->is_built_in) return connect_missing(call, reason::connect_app_unknown);
  return app;
}

Result<const App*, wire::WireResponse> named_consumer(Org::Transaction& tx, wire::Call& call) {
  const auto app = named_app(tx, call);
  if (!app) return app.error();
  const std::string id = wire::value_of(call.params, "consumer").value_or("");
  if (!same_id(app.value()->consumer_id, id))
    return connect_missing(call, reason::connect_consumer_unknown);
  return app;
}

std::string connect_time(TimePoint instant) {
  return replace_all(data_time(instant), "+0000", "Z");
}

wire::WireResponse connect_missing(wire::Call& call, const Reason& why) {
  return data_error(404, "NOT_FOUND", "The requested resource does not exist", why, call);
}

wire::WireResponse connect_deleted(Org::Transaction& tx) {
  wire::WireResponse response = data_answer(tx, Json::object());
  response.status = 204;
  response.body.clear();
  std::erase_if(response.headers,
                [](const wire::Field& header) { return header.name == "Content-Type"; });
  return response;
}

}  // namespace rehearse::salesforce
