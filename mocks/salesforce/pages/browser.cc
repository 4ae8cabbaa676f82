#include "mocks/salesforce/pages/browser.h"

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
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

}  // namespace

std::optional<Visitor> visitor_of(Org::Transaction& tx, const wire::WireRequest& request) {
  const auto sid = wire::cookie_of(request, kCookie);
  if (!sid) return std::nullopt;
  const WebSession* session = tx.sessions().find(*sid, request.received_at);
  if (session == nullptr) return std::nullopt;
  const User* user = tx.users().find(session->user);
  if (user == nullptr || !user->is_active || user->is_frozen) return std::nullopt;
  return Visitor{session, user};
}

wire::WireResponse to_login(std::string_view start_url, std::string_view username) {
  wire::Fields fields{{"ec", "302"}, {"startURL", local_path(start_url, "/")}};
  if (!username.empty()) fields.push_back({"un", std::string(username)});
  return wire::redirect_response(wire::with_query("/", fields));
}

wire::WireResponse to_login(wire::Call& call) {
  call.refuse(reason::not_signed_in);
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

std::string local_path(std::string_view path, std::string_view otherwise) {
  const bool is_local = path.starts_with('/') && !path.starts_with("//") &&
                        path.find('\\') == std::string_view::npos && !has_control(path);
  return std::string(is_local ? path : otherwise);
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
                            std::vector<wire::Markup> breadcrumb) {
  wire::Page page;
  page.title = title;
  page.site = "Salesforce (mock)";
  page.breadcrumb = std::move(breadcrumb);
  page.content = content;
  return wire::page_response(status, page);
}

}  // namespace rehearse::salesforce
