#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/salesforce/org/org.h"
#include "mocks/wire/call.h"
#include "mocks/wire/local_path.h"
#include "mocks/wire/message.h"
#include "mocks/wire/page.h"

namespace rehearse::salesforce {

// Visitor is the person behind a request: both pointers are good while the transaction lasts.
struct Visitor {
  const WebSession* session = nullptr;
  const User* user = nullptr;
};

// The visitor of the request's `sid` cookie, if its session is alive and the user may go on here
// and now; the error says why not. `app` is the one that is to be approved: a session that was
// opened under an app's relaxed restrictions is good for nothing else.
Result<Visitor, const Reason*> find_visitor(Org::Transaction& tx, const wire::WireRequest& request,
                                            const App* app = nullptr);
std::optional<Visitor> visitor_of(Org::Transaction& tx, const wire::WireRequest& request,
                                  const App* app = nullptr);
// The holder of the session, whatever it is good for.
std::optional<Visitor> session_holder(Org::Transaction& tx, const wire::WireRequest& request);

// Sends a browser to the login page, from where it comes back to `start_url` (a path of this site).
// `username` fills in the field.
wire::WireResponse to_login(std::string_view start_url, std::string_view username = {});
// The same, back to the page that was asked for, with the reason why there is no visitor.
wire::WireResponse to_login(wire::Call& call, const Reason& why);

// True if the form carries the session's CSRF token. Otherwise answer with csrf_refused, which
// reports the reason.
bool has_csrf(const WebSession& session, const wire::WireRequest& request);
wire::WireResponse csrf_refused(wire::Call& call);

using wire::local_path;

// The path on this site that a client's address means: a path with or without its first slash, or
// an address of `site`. Nothing for an empty one or another site's.
std::optional<std::string> site_path(std::string_view address, std::string_view site);

// The session cookie, and the one that ends it.
wire::Field session_cookie(const SessionId& id, const wire::WireRequest& request);
wire::Field expired_session_cookie(const wire::WireRequest& request);

// Frame is what stands around the content of a page.
struct Frame {
  std::vector<wire::Markup> breadcrumb{};
  std::vector<wire::NavLink> navigation{};
  bool is_narrow = false;  // a short form alone
};
// A page of the mock org.
wire::WireResponse org_page(int status, std::string_view title, const wire::Markup& content,
                            Frame frame = {});

}  // namespace rehearse::salesforce
