#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/settings_enums.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_labels.h"

namespace rehearse::salesforce {
namespace {

using wire::Markup;

Markup row_actions(const App& app) {
  return wire::actions({wire::link(app_path(app, "editSettings"), "Edit Settings"),
                        wire::link(app_path(app, "editPolicies"), "Edit Policies"),
                        wire::link(app_path(app, "oauthUsage"), "OAuth Usage"),
                        wire::link(app_path(app, "delete"), "Delete")});
}

}  // namespace

wire::WireResponse app_list(Org& org, wire::Call& call) {
  return in_setup(org, call, SetupNeed::view, [&](Org::Transaction& tx, const Visitor&) {
    std::vector<std::vector<Markup>> rows;
    for (const App* app : tx.apps().all()) {
      if (app->is_built_in) continue;
      const oauth::AppSettings& settings = app->settings;
      rows.push_back(
          {wire::link(app_path(*app, "detail"), settings.label), wire::escaped(settings.api_name),
           wire::escaped(spelling_of(kDistributionStates, settings.distribution_state).label),
           wire::escaped(settings.is_enabled ? "Enabled" : "Disabled"), row_actions(*app)});
    }
    Markup content;
    if (wire::value_of(call.request.query, "saved") == "deleted") {
      content += wire::notice("The external client app was deleted.");
    }
    content += wire::main_action(wire::link(kNewApp, "New External Client App"));
    content += rows.empty()
                   ? wire::card(wire::paragraph("There are no external client apps yet."))
                   : wire::table({std::string(label::kName), std::string(label::kApiName),
                                  std::string(label::kDistributionState), "App Status", "Actions"},
                                 rows);
    std::vector<Markup> path = path_to_manager();
    path.pop_back();
    return org_page(200, "External Client App Manager", content,
                    {.breadcrumb = std::move(path),
                     .navigation = setup_navigation("External Client App Manager")});
  });
}

wire::WireResponse delete_app_page(Org& org, wire::Call& call) {
  return in_app(
      org, call, SetupNeed::develop,
      [&](Org::Transaction&, const Visitor& visitor, const App& app) {
        Markup content =
            wire::paragraph("Delete " + app.settings.label +
                            "? Every connection made with its consumer key stops working.");
        Markup buttons = wire::button("Delete", "delete", "1", wire::Look::danger);
        buttons += wire::link(app_path(app, "detail"), "Cancel");
        content += wire::form(app_path(app, "delete"), visitor.session->csrf, wire::bar(buttons));
        return setup_page(200, "Delete External Client App", wire::card(content),
                          {wire::link(app_path(app, "detail"), app.settings.label)});
      });
}

wire::WireResponse delete_app(Org& org, wire::Call& call) {
  return in_app(
      org, call, SetupNeed::develop, [&](Org::Transaction& tx, const Visitor&, const App& app) {
        if (call.stopped_before_commit()) return wire::WireResponse{};
        const AppId id = app.id;
        tx.grants().revoke_of_app(id, oauth::reason::app_deleted, call.request.received_at);
        tx.apps().remove(id);
        return wire::redirect_response(std::string(kAppManager) + "?saved=deleted");
      });
}

}  // namespace rehearse::salesforce
