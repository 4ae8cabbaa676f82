#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/api/query.h"
#include "mocks/workato/api/released_profile.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato::api {
namespace {

constexpr size_t kMaxExternalId = 255;

// The customer as the path names it: a number, or E and an external id, then perhaps the
// environment (docs.workato.com, Embedded partner API). Empty if it is neither.
std::string customer_of(const ApiCall& call) {
  const std::string text = wire::value_of(call.wire.params, "managed_user_id").value_or("");
  if (text.starts_with('E')) {
    const bool is_sound =
        text.size() > 1 && text.size() <= kMaxExternalId + 1 && is_utf8(text) && !has_control(text);
    return is_sound ? text : "";
  }
  std::string_view number = text;
  for (const std::string_view environment : {"_dev", "_test"}) {
    if (number.ends_with(environment)) number.remove_suffix(environment.size());
  }
  return digits_of(number) ? text : "";
}

wire::WireResponse done() { return api_answer({{"result", {{"success", true}}}}); }

// Gives a connection another profile; what it was authorized with is lost over it.
void connect_anew(Workspace::Transaction& tx, int64_t id, int64_t profile, std::string customer,
                  TimePoint now) {
  Connection& connection = *tx.connections().edit(id);
  ConnectionSettings settings = connection.settings;
  settings.profile = profile;
  tx.connections().change_settings(connection, std::move(settings), now);
  connection.placement.customer = std::move(customer);
  if (connection.status == ConnectionStatus::connected)
    tx.connections().disconnect(connection, now);
}

// A connection that chose the profile may be anybody's, one that was given it is its customer's.
bool uses_for(const Connection& connection, int64_t profile, const std::string& customer) {
  const std::string& whose = connection.placement.customer;
  return connection.settings.profile == profile && (whose.empty() || whose == customer);
}

// The connections of the profile's application that use Workato's own app get the profile.
void adopt_profile(Workspace::Transaction& tx, const Profile& profile, const std::string& customer,
                   bool keeps_live, TimePoint now) {
  for (const Connection& connection : tx.connections().all()) {
    const ConnectionSettings& settings = connection.settings;
    const bool stays = keeps_live && connection.status == ConnectionStatus::connected;
    if (settings.provider == profile.provider && settings.profile == 0 && !stays)
      connect_anew(tx, connection.id, profile.id, customer, now);
  }
}

}  // namespace

void release_profile(Workspace::Transaction& tx, int64_t profile, TimePoint now) {
  for (const Connection& connection : tx.connections().all()) {
    if (connection.settings.profile == profile) connect_anew(tx, connection.id, 0, {}, now);
  }
}

wire::WireResponse assign_profile(ApiCall& call) {
  const std::string customer = customer_of(call);
  if (customer.empty())
    return api_refusal(call.wire, reason::api_customer_invalid, 404, "Not found");
  Workspace::Transaction tx = call.workspace.begin();
  const Profile* profile = tx.profiles().find(call.id());
  if (profile == nullptr) return api_not_found(call.wire);
  for (const auto& [other, whose] : tx.assignments().all()) {
    const Profile* rival = tx.profiles().find(other);
    if (whose == customer && rival != nullptr && rival != profile &&
        rival->provider == profile->provider)
      return api_invalid(call.wire, reason::api_application_taken,
                         {{"provider", "has already been taken"}});
  }
  tx.assignments().assign(profile->id, customer);
  const bool keeps = call.workspace.dials().is(oauth::Dial::workato_assigned_profile, "keep");
  adopt_profile(tx, *profile, customer, keeps, call.now);
  return done();
}

wire::WireResponse unassign_profile(ApiCall& call) {
  ApiQuery query(call.wire.request.query);
  const bool force = query.flag("force");
  if (!query.ok()) return api_refusal(call.wire, reason::api_query_invalid, 400, "Bad request");
  const std::string customer = customer_of(call);
  if (customer.empty())
    return api_refusal(call.wire, reason::api_customer_invalid, 404, "Not found");
  Workspace::Transaction tx = call.workspace.begin();
  if (!tx.assignments().all().contains({call.id(), customer})) return api_not_found(call.wire);
  std::vector<int64_t> users;
  for (const Connection& connection : tx.connections().all()) {
    if (uses_for(connection, call.id(), customer)) users.push_back(connection.id);
  }
  // docs.workato.com: force unassigns it even if it is used; the default is false.
  if (!users.empty() && !force)
    return api_invalid(call.wire, reason::workato_profile_in_use,
                       {{"shared_accounts", "can't unassign a profile that connections use"}});
  for (const int64_t id : users) connect_anew(tx, id, 0, {}, call.now);
  tx.assignments().unassign(call.id(), customer);
  return done();
}

}  // namespace rehearse::workato::api
