#include "mocks/workato/pages/page_shell.h"

#include <algorithm>
#include <charconv>

#include "mocks/core/crypto.h"
#include "mocks/workato/engine/engine_text.h"

namespace rehearse::workato {

std::optional<Visitor> signed_in(Workspace& workspace, const wire::Call& call) {
  const std::string cookie = wire::cookie_of(call.request, kCookie).value_or("");
  Workspace::Transaction tx = workspace.begin();
  const Browser* browser = tx.browsers().find(cookie, call.request.received_at);
  if (browser == nullptr || !browser->signed_in) return std::nullopt;
  return Visitor{browser->id, browser->csrf};
}

bool form_is_genuine(const wire::Call& call, std::string_view csrf) {
  return !csrf.empty() && constant_time_equal(form_value(call, "csrf"), csrf);
}

std::string cookie_for(const wire::WireRequest& request, const SessionId& browser) {
  std::string cookie = std::string(kCookie) + "=" + browser.value;
  cookie += "; Path=/; HttpOnly; SameSite=Lax";
  if (request.origin.starts_with("https://")) cookie += "; Secure";
  if (request.host.ends_with(".workato.com")) cookie += "; Domain=workato.com";
  return cookie;
}

wire::WireResponse workato_page(int status, std::string_view title,
                                const std::vector<wire::Markup>& breadcrumb,
                                const wire::Markup& content) {
  return wire::page_response(
      status,
      {.title = title, .site = "Workato (mock)", .breadcrumb = breadcrumb, .content = content});
}

wire::WireResponse refused_page(wire::Call& call, int status, const Reason& reason) {
  call.refuse(reason);
  return workato_page(status, "Not done", {home_link()}, wire::alert(plain_text(reason)));
}

wire::Markup home_link() { return wire::link("/", "Workato"); }
wire::Markup tools_link() { return wire::link("/tools", "Tools"); }
wire::Markup profiles_link() { return wire::link("/custom_oauth_keys", "Custom OAuth profiles"); }
wire::Markup connections_link() { return wire::link("/connections", "Connections"); }

int64_t id_of(const wire::Call& call) {
  const std::string text = wire::value_of(call.params, "id").value_or("");
  int64_t id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  return failed == std::errc{} && end == text.data() + text.size() && id > 0 ? id : 0;
}

std::string form_value(const wire::Call& call, std::string_view name) {
  return wire::value_of(call.request.form, name).value_or("");
}

std::string_view problem_of(const std::vector<FieldProblem>& problems, std::string_view field) {
  const auto found = std::ranges::find(problems, field, &FieldProblem::field);
  return found == problems.end() ? std::string_view{} : std::string_view(found->text);
}

}  // namespace rehearse::workato
