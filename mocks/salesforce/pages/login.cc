#include <string>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/authorize_flow.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/login_history.h"
#include "mocks/salesforce/org/sign_in.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/salesforce/pages/handover.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form.h"
#include "mocks/wire/page.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kHome = "/lightning/page/home";
constexpr std::string_view kSetup = "/lightning/setup/SetupOneHome/home";
constexpr std::string_view kChangePassword = "/_ui/system/security/ChangePassword";
constexpr std::string_view kLogOut = "/secur/logout.jsp";

// One text for every cause, so that the page never tells which usernames exist.
constexpr std::string_view kLoginFailed =
    "Please check your username and password. If you still can't log in, contact your Salesforce "
    "administrator.";

wire::WireResponse login_form(std::string_view username, std::string_view start_url,
                              std::string_view problem) {
  wire::Markup fields;
  if (!problem.empty()) fields += wire::alert(problem);
  fields += wire::text_field({.label = "Username", .name = "username", .value = username});
  fields +=
      wire::text_field({.label = "Password", .name = "pw", .type = "password", .id = "password"});
  fields += wire::hidden("startURL", start_url);
  fields += wire::button("Log In", "Login", "Log In");
  return org_page(200, "Login", wire::card(wire::form("/", "", fields)), {.is_narrow = true});
}

}  // namespace

wire::WireResponse login_page(Org& org, wire::Call& call) {
  const std::string start = wire::value_of(call.request.query, "startURL").value_or("");
  auto tx = org.begin();
  // `ec` marks a browser that was sent here to log in, which prompt=login does even with a session.
  const bool was_sent = wire::value_of(call.request.query, "ec").has_value();
  if (!was_sent && visitor_of(tx, call.request))
    return wire::redirect_response(local_path(start, kHome));
  const std::string username = wire::value_of(call.request.query, "un").value_or("");
  return login_form(username, local_path(start, ""), {});
}

wire::WireResponse log_in(Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  const std::string username = wire::value_of(request.form, "username").value_or("");
  const std::string password = wire::value_of(request.form, "pw").value_or("");
  const std::string start = wire::value_of(request.form, "startURL").value_or("");

  auto tx = org.begin();
  const App* ahead = app_ahead(tx, start, request.received_at);
  const auto [user, refused] =
      sign_in(tx, {.username = username,
                   .password = password,
                   .app = ahead == nullptr ? nullptr : &ahead->settings,
                   .is_foreign_host = came_by_foreign_login_host(org, request),
                   .peer = request.peer,
                   .at = request.received_at});
  if (user != nullptr) {
    record_login(tx, {.user = user->id,
                      .request = request,
                      .type = login_type::kPage,
                      .sub_type = "UsernamePasswordUiLogin",
                      .application = "Browser",
                      .refused = refused});
  }
  if (refused != nullptr) {
    call.refuse(*refused);
    return login_form(username, local_path(start, ""), kLoginFailed);
  }
  // A login replaces the browser's session: what was known to somebody else before is worth
  // nothing.
  if (const auto before = session_holder(tx, request))
    tx.sessions().close(SessionId(before->session->id));
  // Whom the profile lets in only because the app relaxes its ranges gets in for that app alone.
  const Login bare{.user = *user, .peer = request.peer, .at = request.received_at};
  const AppId only_for = why_profile_refuses(tx, bare) == nullptr ? AppId() : AppId(ahead->id);
  const WebSession& session =
      tx.sessions().open(user->id, request.received_at, request.peer, only_for);
  // Salesforce, observed: a login host keeps nobody; the session is one of the org's My Domain.
  if (came_by_login_host(request))
    return hand_over(tx, session, instance_url(org, request), local_path(start, kHome),
                     request.received_at);
  wire::WireResponse response = wire::redirect_response(local_path(start, kHome));
  response.headers.push_back(session_cookie(session.id, request));
  return response;
}

wire::WireResponse log_out(Org& org, wire::Call& call) {
  auto tx = org.begin();
  if (const auto holder = session_holder(tx, call.request))
    tx.sessions().close(SessionId(holder->session->id));
  const std::string next = wire::value_of(call.request.query, "retUrl").value_or("");
  wire::WireResponse response = wire::redirect_response(local_path(next, "/"));
  response.headers.push_back(expired_session_cookie(call.request));
  return response;
}

wire::WireResponse home_page(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto found = find_visitor(tx, call.request);
  if (!found) return to_login(call, *found.error());
  const User& user = *found.value().user;
  std::vector<wire::Markup> links;
  if (may_open_setup(tx, user)) links.push_back(wire::link(kSetup, "Setup"));
  links.push_back(wire::link(kChangePassword, "Change My Password"));
  links.push_back(wire::link(kLogOut, "Log Out"));
  wire::Markup content = wire::paragraph("You are signed in as " + user.username + ".");
  content += wire::actions(links);
  Frame frame;
  if (may_open_setup(tx, user)) frame.navigation = setup_navigation("Home");
  return org_page(200, "Home", wire::card(content), std::move(frame));
}

}  // namespace rehearse::salesforce
