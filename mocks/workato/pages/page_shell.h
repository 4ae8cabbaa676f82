#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/call.h"
#include "mocks/wire/page.h"
#include "mocks/workato/store/model.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato {

inline constexpr std::string_view kCookie = "workato_session";

// Visitor is the signed-in browser that sent a request.
struct Visitor {
  SessionId browser{};
  std::string csrf{};
};

std::optional<Visitor> signed_in(Workspace& workspace, const wire::Call& call);
// True if the form carries the token of this browser (RFC 6749 section 10.12).
bool form_is_genuine(const wire::Call& call, std::string_view csrf);

// Where a browser comes back to after its person signed in: the page it asked for, or the one whose
// form it sent. What was typed waits there, without secrets.
std::string page_to_return_to(Workspace& workspace, const wire::Call& call);
// True if the form of a POST was one of the workspace's person, whose session is over by now.
bool was_theirs(Workspace& workspace, const wire::Call& call);
// What was typed into the form of the page that is asked for, before its session ended; null if
// nothing was. `said` gets the words that go above the form. The caller holds the transaction.
const wire::Fields* kept_form(Workspace::Transaction& tx, const wire::Call& call,
                              wire::Markup& said);

// The Set-Cookie value for a browser: for this host, and under the real names for all of
// workato.com, because the callback lives on another host than the web app.
std::string cookie_for(const wire::WireRequest& request, const SessionId& browser);

// A page of the workspace with its breadcrumb. Without one it stands alone, without navigation: a
// sign-in.
wire::WireResponse workato_page(int status, std::string_view title,
                                const std::vector<wire::Markup>& breadcrumb,
                                const wire::Markup& content);
// A page that only says why something was refused; reports the reason.
wire::WireResponse refused_page(wire::Call& call, int status, const Reason& reason);

wire::Markup home_link();
wire::Markup tools_link();
wire::Markup profiles_link();
wire::Markup connections_link();

// The id in the route's `:id` segment; 0 if it is none.
int64_t id_of(const wire::Call& call);
// The first value of a form field, as sent; empty if absent.
std::string form_value(const wire::Fields& form, std::string_view name);
std::string form_value(const wire::Call& call, std::string_view name);
// All problems of a form, above it, each with a link to its field.
wire::Markup problem_summary(
    const std::vector<FieldProblem>& problems,
    const std::vector<std::pair<std::string_view, std::string_view>>& labels);
std::string_view problem_of(const std::vector<FieldProblem>& problems, std::string_view field);

}  // namespace rehearse::workato
