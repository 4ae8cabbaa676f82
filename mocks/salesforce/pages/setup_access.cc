#include "mocks/salesforce/pages/setup_access.h"

#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/pages/handover.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form_memory.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

// The words of Salesforce's own page for whoever lacks a permission.
wire::WireResponse insufficient_privileges(wire::Call& call) {
  call.refuse(reason::setup_not_permitted);
  return org_page(403, "Insufficient Privileges",
                  wire::alert("You do not have the level of access necessary to perform the "
                              "operation you requested. Please contact the owner of the record or "
                              "your administrator if access is necessary."));
}

// Salesforce, documented: the permissions "Create, edit, and delete External Client Apps", "View
// all External Client Apps, view their settings, and edit their policies", and the viewer's.
bool meets(Org::Transaction& tx, const User& user, SetupNeed need) {
  const auto may = [&](Permission permission) { return tx.profiles().may(user, permission); };
  switch (need) {
    case SetupNeed::view:
      return may(Permission::external_client_app_viewer) ||
             may(Permission::external_client_app_developer) ||
             may(Permission::external_client_app_admin);
    case SetupNeed::develop:
      return may(Permission::external_client_app_developer);
    case SetupNeed::administer:
      return may(Permission::external_client_app_admin);
  }
  return false;
}

// Whose form a POST is, if its session is over: only a page of theirs had its token.
UserId sender_of(Org::Transaction& tx, const wire::Call& call) {
  return tx.sessions().former_holder(wire::value_of(call.request.form, "csrf").value_or(""));
}

bool is_typed_into(std::string_view path) {
  return path.ends_with("/new") || path.ends_with("/editSettings") ||
         path.ends_with("/editPolicies");
}

// Where somebody comes back to after they logged in. What they typed waits for them there; that
// page has no secret in it.
std::string page_to_return_to(Org::Transaction& tx, const wire::Call& call) {
  const wire::WireRequest& request = call.request;
  if (request.method != "POST") return request.target;
  const UserId sender = sender_of(tx, call);
  if (sender.empty() || !is_typed_into(request.path)) return request.path;
  const auto kept =
      tx.forms().keep({.owner = sender.value, .page = request.path, .fields = request.form}, {},
                      request.received_at);
  return kept ? wire::with_query(request.path, {{std::string(wire::kKept), *kept}}) : request.path;
}

}  // namespace

bool may_open_setup(Org::Transaction& tx, const User& user) {
  return meets(tx, user, SetupNeed::view);
}

std::string app_path(const App& app, std::string_view page) {
  return "/lightning/setup/ManageExternalClientApplication/" + short_id(app.id.value) + "/" +
         std::string(page);
}

std::vector<wire::Markup> path_to_manager() {
  return {wire::link(kSetupHome, "Setup"), wire::link(kSetupApps, "Apps"),
          wire::link(kSetupClientApps, "External Client Apps"),
          wire::link(kAppManager, "External Client App Manager")};
}

wire::WireResponse setup_page(int status, std::string_view title, const wire::Markup& content,
                              std::vector<wire::Markup> below_manager) {
  std::vector<wire::Markup> path = path_to_manager();
  for (wire::Markup& part : below_manager) path.push_back(std::move(part));
  return org_page(status, title, content,
                  {.breadcrumb = std::move(path), .navigation = setup_navigation(title)});
}

std::vector<wire::NavLink> setup_navigation(std::string_view here) {
  std::vector<wire::NavLink> links = {{"/lightning/page/home", "Home"},
                                      {std::string(kSetupHome), "Setup"},
                                      {std::string(kAppManager), "External Client App Manager"}};
  for (wire::NavLink& link : links) link.is_here = link.label == here;
  return links;
}

const wire::Fields* kept_form(Org::Transaction& tx, const Visitor& visitor, const wire::Call& call,
                              wire::Markup& said) {
  const wire::WireRequest& request = call.request;
  const auto id = wire::value_of(request.query, wire::kKept);
  if (!id) return nullptr;
  const wire::Fields* fields =
      tx.forms().find_kept(*id, visitor.user->id.value, request.path, request.received_at);
  if (fields != nullptr) {
    said += wire::notice(
        "Your session had ended before this form arrived. What you typed is still here; nothing "
        "of it is saved yet.");
  }
  return fields;
}

wire::WireResponse in_setup(Org& org, wire::Call& call, SetupNeed need, const ServeSetup& serve) {
  auto tx = org.begin();
  const auto found = find_visitor(tx, call.request);
  if (!found) return to_setup_login(org, call, *found.error(), page_to_return_to(tx, call));
  const Visitor& visitor = found.value();
  if (!meets(tx, *visitor.user, need)) return insufficient_privileges(call);
  if (call.request.method == "POST" && !has_csrf(*visitor.session, call.request)) {
    if (sender_of(tx, call) != visitor.user->id) return csrf_refused(call);
    // Somebody who logged in again in another tab goes on where they are.
    call.refuse(reason::csrf_mismatch);
    return wire::redirect_response(page_to_return_to(tx, call));
  }
  return serve(tx, visitor);
}

wire::WireResponse in_app(Org& org, wire::Call& call, SetupNeed need, const ServeApp& serve) {
  return in_setup(org, call, need, [&](Org::Transaction& tx, const Visitor& visitor) {
    const std::string id = wire::value_of(call.params, "id").value_or("");
    const App* app = tx.apps().find(AppId(id));
    if (app != nullptr && !app->is_built_in) return serve(tx, visitor, *app);
    call.refuse(reason::app_unknown);
    return setup_page(404, "Page Not Found",
                      wire::alert("This external client app doesn't exist, or it was deleted."));
  });
}

}  // namespace rehearse::salesforce
