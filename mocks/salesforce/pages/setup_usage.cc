#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"

namespace rehearse::salesforce {
namespace {

using wire::Markup;

constexpr std::string_view kEveryone = "everyone";

std::string username_of(Org::Transaction& tx, const UserId& id) {
  const User* user = tx.users().find(id);
  return user == nullptr ? id.value : user->username;
}

Markup grants_table(Org::Transaction& tx, const std::vector<const Grant*>& grants) {
  std::vector<std::vector<Markup>> rows;
  for (const Grant* grant : grants) {
    rows.push_back(
        {wire::escaped(username_of(tx, grant->user)), wire::escaped(join(grant->scopes, " ")),
         wire::escaped(format_time(grant->opened_at)),
         wire::escaped(format_time(grant->last_used_at)),
         wire::escaped(std::to_string(grant->uses)),
         wire::button("Revoke", "revoke" + std::to_string(grant->id), "1", wire::Look::danger)});
  }
  return wire::table({"User", "Scopes", "Approved", "Last Used", "Use Count", "Action"}, rows);
}

// Salesforce help, "Manage External Client App Usage": one token, all tokens of a user, or all
// tokens of the app can be revoked.
Markup bulk_choice(Org::Transaction& tx, const std::vector<const Grant*>& grants) {
  std::vector<wire::Option> options = {{std::string(kEveryone), "All Users", true}};
  for (const Grant* grant : grants) {
    const std::string name = username_of(tx, grant->user);
    const bool is_new = std::ranges::find(options, name, &wire::Option::label) == options.end();
    if (is_new) options.push_back({grant->user.value, name});
  }
  Markup content = wire::select({.label = "Users", .name = "users", .options = options});
  content += wire::button("Bulk Revoke", "bulkRevoke", "1", wire::Look::danger);
  return wire::card(content);
}

// How many grants the pressed button ended; nothing if no button of the page was pressed.
std::optional<size_t> revoke(Org::Transaction& tx, const App& app,
                             const wire::WireRequest& request) {
  const Reason& why = oauth::reason::grant_revoked_by_admin;
  const TimePoint now = request.received_at;
  if (wire::find_field(request.form, "bulkRevoke") != nullptr) {
    const std::string users = wire::value_of(request.form, "users").value_or("");
    if (users == kEveryone) return tx.grants().revoke_of_app(app.id, why, now);
    return tx.grants().revoke_of_user_and_app(UserId(users), app.id, why, now);
  }
  for (const Grant* grant : tx.grants().of_app(app.id)) {
    if (wire::find_field(request.form, "revoke" + std::to_string(grant->id)) == nullptr) continue;
    return tx.grants().revoke_grant(grant->id, why, now) ? 1 : 0;
  }
  return std::nullopt;
}

}  // namespace

wire::WireResponse oauth_usage(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::view,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  Markup content;
                  if (wire::value_of(call.request.query, "saved") == "revoked") {
                    content += wire::notice("The access was revoked.");
                  }
                  const std::vector<const Grant*> grants = tx.grants().of_app(app.id);
                  if (grants.empty()) {
                    content += wire::card(wire::paragraph("No user has access through this app."));
                  } else {
                    Markup table = grants_table(tx, grants);
                    table += bulk_choice(tx, grants);
                    content +=
                        wire::form(app_path(app, "oauthUsage"), visitor.session->csrf, table);
                  }
                  return setup_page(200, "OAuth Usage", content,
                                    {wire::link(app_path(app, "detail"), app.settings.label)});
                });
}

wire::WireResponse revoke_usage(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::administer,
                [&](Org::Transaction& tx, const Visitor&, const App& app) {
                  if (call.stopped_before_commit()) return wire::WireResponse{};
                  const std::optional<size_t> revoked = revoke(tx, app, call.request);
                  return wire::redirect_response(app_path(app, "oauthUsage") +
                                                 (revoked.value_or(0) > 0 ? "?saved=revoked" : ""));
                });
}

}  // namespace rehearse::salesforce
