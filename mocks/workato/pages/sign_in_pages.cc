#include <fmt/format.h>

#include "mocks/core/crypto.h"
#include "mocks/wire/local_path.h"
#include "mocks/workato/endpoints.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

// Where the sign-in leads: `next` of the query or of the form, if it is a page of this site.
std::string next_page(const wire::Fields& fields) {
  return wire::local_path(wire::value_of(fields, "next").value_or(""), "/");
}

wire::WireResponse sign_in_page(const wire::WireRequest& request, int status,
                                const Browser& browser, std::string_view problem) {
  const bool is_again = request.method == "POST";
  const std::string next = next_page(is_again ? request.form : request.query);
  wire::Markup content;
  if (!problem.empty()) content += wire::alert(problem);
  wire::Markup fields =
      wire::text_field({.label = "Email",
                        .name = "email",
                        .value = is_again ? form_value(request.form, "email") : "",
                        .required = true});
  fields += wire::text_field(
      {.label = "Password", .name = "password", .type = "password", .required = true});
  if (next != "/") fields += wire::hidden("next", next);
  fields += wire::button("Sign in");
  content += wire::card(wire::form("/sign_in", browser.csrf, fields));
  wire::WireResponse response = workato_page(status, "Sign in to Workato", {}, content);
  response.headers.push_back({"Set-Cookie", cookie_for(request, browser.id)});
  return response;
}

// The browser of the request's cookie, or a new one, not signed in.
Browser browser_of(Workspace::Transaction& tx, const wire::Call& call) {
  const std::string cookie = wire::cookie_of(call.request, kCookie).value_or("");
  const TimePoint now = call.request.received_at;
  const Browser* known = tx.browsers().find(cookie, now);
  return known != nullptr ? *known : tx.browsers().open(false, now);
}

}  // namespace

wire::WireResponse home(Workspace& workspace, wire::Call& call) {
  Workspace::Transaction tx = workspace.begin();
  const Browser browser = browser_of(tx, call);
  if (!browser.signed_in) return sign_in_page(call.request, 200, browser, {});
  if (const std::string next = next_page(call.request.query); next != "/")
    return wire::redirect_response(next);
  wire::Markup content = wire::actions(
      {tools_link(), connections_link(), wire::link("/connections/new", "New connection")});
  content += wire::detail("Data center", workspace.data_centre().title, "data-center");
  content +=
      wire::form("/sign_out", browser.csrf, wire::button("Sign out", {}, {}, wire::Look::quiet));
  return workato_page(200, "Home", {home_link()}, wire::card(content));
}

wire::WireResponse sign_in(Workspace& workspace, wire::Call& call) {
  Workspace::Transaction tx = workspace.begin();
  const Browser browser = browser_of(tx, call);
  if (!form_is_genuine(call, browser.csrf)) {
    call.refuse(reason::workato_form_token_wrong);
    return sign_in_page(call.request, 403, browser, plain_text(reason::workato_form_token_wrong));
  }
  // Both are compared whatever the first says, so that the time taken tells nothing.
  const bool user = constant_time_equal(form_value(call, "email"), kUser);
  const bool password = constant_time_equal(form_value(call, "password"), kPassword);
  if (!user || !password) {
    call.refuse(reason::workato_sign_in_refused);
    return sign_in_page(call.request, 200, browser, reason::workato_sign_in_refused.meaning);
  }
  // A new session, so that one planted before the sign in is worth nothing afterwards.
  tx.browsers().close(browser.id);
  const Browser& fresh = tx.browsers().open(true, call.request.received_at);
  wire::WireResponse response = wire::redirect_response(next_page(call.request.form));
  response.headers.push_back({"Set-Cookie", cookie_for(call.request, fresh.id)});
  return response;
}

wire::WireResponse sign_out(Workspace& workspace, wire::Call&, const Visitor& visitor) {
  workspace.begin().browsers().close(visitor.browser);
  return wire::redirect_response("/");
}

wire::WireResponse tools(Workspace&, wire::Call&, const Visitor&) {
  return workato_page(
      200, "Tools", {home_link()},
      wire::card(
          wire::actions({profiles_link(), wire::link("/ip_addresses", "Workato's IP addresses")})));
}

wire::WireResponse ip_addresses(Workspace& workspace, wire::Call&, const Visitor&) {
  const DataCentre& centre = workspace.data_centre();
  wire::Markup content =
      wire::paragraph(fmt::format("Calls of this workspace come from the data center {}. Put all "
                                  "of its addresses on an allowlist, each as a range of one.",
                                  centre.title));
  std::vector<wire::Markup> addresses;
  for (std::string_view address : centre.egress) {
    if (!address.empty()) addresses.push_back(wire::escaped(address));
  }
  content += addresses.empty() ? wire::alert("The addresses of this data center are not published.")
                               : wire::list(addresses);
  return workato_page(200, "Workato's IP addresses", {home_link(), tools_link()},
                      wire::card(content));
}

}  // namespace rehearse::workato
