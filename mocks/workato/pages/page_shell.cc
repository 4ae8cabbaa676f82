#include "mocks/workato/pages/page_shell.h"

#include <algorithm>
#include <charconv>

#include "mocks/core/crypto.h"
#include "mocks/wire/form.h"
#include "mocks/wire/form_memory.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/engine/engine_text.h"

namespace rehearse::workato {

namespace {

// The page that shows the form which is sent to that path.
std::string page_of_form(std::string_view path) {
  if (path == "/custom_oauth_keys" || path == "/custom_oauth_keys/new_app")
    return "/custom_oauth_keys/new";
  for (const std::string_view act : {"/connect", "/disconnect", "/jobs", "/delete", "/sign_out"}) {
    if (path.ends_with(act)) path.remove_suffix(act.size());
  }
  return path.empty() ? "/" : std::string(path);
}

}  // namespace

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

bool was_theirs(Workspace& workspace, const wire::Call& call) {
  return workspace.begin().browsers().was_signed_in(form_value(call, "csrf"));
}

std::string page_to_return_to(Workspace& workspace, const wire::Call& call) {
  const wire::WireRequest& request = call.request;
  if (request.method != "POST") return request.target;
  std::string page = page_of_form(request.path);
  // Every form that is typed into has a Name.
  if (wire::find_field(request.form, "name") == nullptr || !was_theirs(workspace, call))
    return page;
  const auto kept = workspace.begin().forms().keep(
      {.owner = std::string(kUser), .page = page, .fields = request.form}, {"client_secret"},
      request.received_at);
  return kept ? wire::with_query(page, {{std::string(wire::kKept), *kept}}) : page;
}

const wire::Fields* kept_form(Workspace::Transaction& tx, const wire::Call& call,
                              wire::Markup& said) {
  const std::string id = wire::value_of(call.request.query, wire::kKept).value_or("");
  const wire::Fields* fields =
      tx.forms().find_kept(id, kUser, call.request.path, call.request.received_at);
  if (fields != nullptr)
    said += wire::notice(
        "Your session had ended before this form arrived. What you typed is still here, except for "
        "secrets; nothing of it is saved yet.");
  return fields;
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
  wire::Page page{.title = title,
                  .site = "Workato (mock)",
                  .breadcrumb = breadcrumb,
                  .content = content,
                  .tone = "green",
                  .is_narrow = breadcrumb.empty()};
  if (!breadcrumb.empty()) {
    page.navigation = {{"/", "Home"}, {"/connections", "Connections"}, {"/tools", "Tools"}};
    for (wire::NavLink& link : page.navigation) link.is_here = link.label == title;
  }
  return wire::page_response(status, page);
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

std::string form_value(const wire::Fields& form, std::string_view name) {
  return wire::value_of(form, name).value_or("");
}

std::string form_value(const wire::Call& call, std::string_view name) {
  return form_value(call.request.form, name);
}

wire::Markup problem_summary(
    const std::vector<FieldProblem>& problems,
    const std::vector<std::pair<std::string_view, std::string_view>>& labels) {
  if (problems.empty()) return {};
  std::vector<wire::FieldError> errors;
  for (const FieldProblem& problem : problems) {
    for (const auto& [field, label] : labels) {
      if (problem.field == field)
        errors.push_back({problem.field, std::string(label), problem.text});
    }
  }
  return wire::error_summary(wire::paragraph("Review the errors on this page."), errors);
}

std::string_view problem_of(const std::vector<FieldProblem>& problems, std::string_view field) {
  const auto found = std::ranges::find(problems, field, &FieldProblem::field);
  return found == problems.end() ? std::string_view{} : std::string_view(found->text);
}

}  // namespace rehearse::workato
