#include "mocks/salesforce/pages/browser.h"

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/login_policy.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kCookie = "sid";

wire::Field cookie(std::string_view value, std::string_view more,
                   const wire::WireRequest& request) {
  std::string text(kCookie);
  text += "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax" + std::string(more);
  // RFC 6265 section 4.1.2.5: over plain HTTP a browser would not send a Secure cookie back.
  if (request.origin.starts_with("https://")) text += "; Secure";
  return {"Set-Cookie", std::move(text)};
}

// What a live session may not do, here and now.
const Reason* why_session_refused(Org::Transaction& tx, const WebSession& session, const User& user,
                                  const wire::WireRequest& request, const App* app) {
  if (!session.only_for.empty() && (app == nullptr || app->id != session.only_for))
    return &reason::session_for_one_app;
  // Salesforce, documented: "Lock sessions to the IP address from which they originated".
  if (tx.settings().is_session_locked_to_ip && request.peer != session.source_ip)
    return &reason::session_ip_changed;
  // Whether an app can be approved is for the approval to say.
  if (app != nullptr) return nullptr;
  const Reason* refused =
      why_profile_refuses(tx, {.user = user, .peer = request.peer, .at = request.received_at});
  // Salesforce, documented: "Enforce login IP ranges on every request" is a setting; after the
  // login hours nobody takes any further action.
  const bool is_free =
      refused == &oauth::reason::login_ip_restricted && !tx.settings().is_ip_enforced_every_request;
  return is_free ? nullptr : refused;
}

}  // namespace

std::optional<Visitor> session_holder(Org::Transaction& tx, const wire::WireRequest& request) {
  const auto sid = wire::cookie_of(request, kCookie);
  if (!sid) return std::nullopt;
  const WebSession* session = tx.sessions().find(*sid, request.received_at);
  if (session == nullptr) return std::nullopt;
  const User* user = tx.users().find(session->user);
  if (user == nullptr || !user->is_active || user->is_frozen) return std::nullopt;
  return Visitor{session, user};
}

Result<Visitor, const Reason*> find_visitor(Org::Transaction& tx, const wire::WireRequest& request,
                                            const App* app) {
  const auto holder = session_holder(tx, request);
  if (!holder) return &reason::not_signed_in;
  const Reason* refused = why_session_refused(tx, *holder->session, *holder->user, request, app);
  return refused != nullptr ? Result<Visitor, const Reason*>(refused) : *holder;
}

std::optional<Visitor> visitor_of(Org::Transaction& tx, const wire::WireRequest& request,
                                  const App* app) {
  const auto found = find_visitor(tx, request, app);
  return found ? std::optional(found.value()) : std::nullopt;
}

wire::WireResponse to_login(std::string_view start_url, std::string_view username) {
  wire::Fields fields{{"ec", "302"}, {"startURL", local_path(start_url, "/")}};
  if (!username.empty()) fields.push_back({"un", std::string(username)});
  return wire::redirect_response(wire::with_query("/", fields));
}

wire::WireResponse to_login(wire::Call& call, const Reason& why) {
  call.refuse(why);
  // A form that was posted without a session cannot be posted again by a redirect.
  const bool is_read = call.request.method == "GET" || call.request.method == "HEAD";
  return to_login(is_read ? call.request.target : call.request.path);
}

bool has_csrf(const WebSession& session, const wire::WireRequest& request) {
  const auto sent = wire::value_of(request.form, "csrf");
  return sent && wire::count_of(request.form, "csrf") == 1 &&
         constant_time_equal(*sent, session.csrf);
}

wire::WireResponse csrf_refused(wire::Call& call) {
  call.refuse(reason::csrf_mismatch);
  return org_page(403, "Page Not Accepted",
                  wire::alert("This form was not opened in this session. Open it again."));
}

std::optional<std::string> site_path(std::string_view address, std::string_view site) {
  if (address.empty()) return std::nullopt;
  std::string path(address);
  if (const auto uri = wire::parse_uri(address)) {
    if (uri->origin() != site) return std::nullopt;
    path = uri->target();
  } else if (!address.starts_with('/')) {
    path = "/" + path;
  }
  path = local_path(path, "");
  return path.empty() ? std::nullopt : std::optional(path);
}

wire::Field session_cookie(const SessionId& id, const wire::WireRequest& request) {
  return cookie(id.value, "", request);
}

wire::Field expired_session_cookie(const wire::WireRequest& request) {
  return cookie("", "; Max-Age=0", request);
}

wire::WireResponse org_page(int status, std::string_view title, const wire::Markup& content,
                            Frame frame) {
  wire::Page page;
  page.title = title;
  page.site = "Salesforce (mock)";
  page.breadcrumb = std::move(frame.breadcrumb);
  page.navigation = std::move(frame.navigation);
  page.is_narrow = frame.is_narrow;
  page.content = content;
  return wire::page_response(status, page);
}

}  // namespace rehearse::salesforce
