#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/salesforce/pages/browser.h"

namespace rehearse::salesforce {

// The addresses of Setup (Salesforce, observed on Lightning Setup). What stands below an app's
// address, other than `detail`, is our own choice.
inline constexpr std::string_view kSetupHome = "/lightning/setup/SetupOneHome/home";
inline constexpr std::string_view kSetupApps = "/lightning/setup/SetupOneHome/apps";
inline constexpr std::string_view kSetupClientApps =
    "/lightning/setup/SetupOneHome/externalClientApps";
inline constexpr std::string_view kAppManager =
    "/lightning/setup/ManageExternalClientApplication/home";
inline constexpr std::string_view kNewApp = "/lightning/setup/ManageExternalClientApplication/new";

// /lightning/setup/ManageExternalClientApplication/<15 characters of the id>/<page>
std::string app_path(const App& app, std::string_view page);

// A page of Setup: the breadcrumb of the guide's path stands above it.
wire::WireResponse setup_page(int status, std::string_view title, const wire::Markup& content,
                              std::vector<wire::Markup> below_manager = {});
// The row of links below the header of Setup's pages; the one of that label is where one is.
std::vector<wire::NavLink> setup_navigation(std::string_view here);
// The three steps of the guide's path to the External Client App Manager, as links.
std::vector<wire::Markup> path_to_manager();

// SetupNeed is what a page of the External Client App Manager takes.
enum class SetupNeed {
  view,        // to see apps, their settings and policies
  develop,     // to create, edit and delete apps, and to see their secrets
  administer,  // to edit policies and revoke access
};
// True if the user has a permission that leads into the External Client App Manager.
bool may_open_setup(Org::Transaction& tx, const User& user);

using ServeSetup = std::function<wire::WireResponse(Org::Transaction&, const Visitor&)>;
using ServeApp = std::function<wire::WireResponse(Org::Transaction&, const Visitor&, const App&)>;

// Serves a page of Setup within one transaction, to those who may use it: others are sent to the
// login page or told that they lack the permission. A POST must carry the session's CSRF token.
wire::WireResponse in_setup(Org& org, wire::Call& call, SetupNeed need, const ServeSetup& serve);
// What was typed into the form of the page that is asked for, before its session ended: the fields
// that the query's `kept` names, for whoever typed them. Null if there are none. `said` gets the
// words that go above the form.
const wire::Fields* kept_form(Org::Transaction& tx, const Visitor& visitor, const wire::Call& call,
                              wire::Markup& said);
// The same for a page of the app that the route's `:id` names; 404 if there is none.
wire::WireResponse in_app(Org& org, wire::Call& call, SetupNeed need, const ServeApp& serve);

}  // namespace rehearse::salesforce
