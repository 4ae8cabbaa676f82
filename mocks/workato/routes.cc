#include "mocks/workato/routes.h"

#include <array>
#include <vector>

#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/api/routes_api.h"
#include "mocks/workato/endpoints.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

// The guard in front of a page: signed in, and a form that comes from this browser's own page.
template <PageEndpoint page>
wire::WireResponse guarded(Workspace& workspace, wire::Call& call) {
  const std::optional<Visitor> visitor = signed_in(workspace, call);
  if (!visitor) {
    call.refuse(reason::workato_not_signed_in);
    return wire::redirect_response(
        wire::with_query("/", {{"next", page_to_return_to(workspace, call)}}));
  }
  if (call.request.method == "POST" && !form_is_genuine(call, visitor->csrf)) {
    if (!was_theirs(workspace, call))
      return refused_page(call, 403, reason::workato_form_token_wrong);
    // Somebody who signed in again in another tab goes on where they are.
    call.refuse(reason::workato_form_token_wrong);
    return wire::redirect_response(page_to_return_to(workspace, call));
  }
  return page(workspace, call, *visitor);
}

constexpr Fidelity kGuide{Basis::documented, "Workato guide, custom OAuth profile for Salesforce"};
constexpr Fidelity kForm{Basis::documented, "docs.workato.com, connect to Salesforce"};
constexpr Fidelity kOwn{Basis::inferred, "the page is needed; its look is not public"};

using Row = wire::Route<Workspace>;
constexpr std::array<Row, 25> kPages{{
    {"workato_home", "GET", "/", home, kOwn},
    {"workato_sign_in", "POST", "/sign_in", sign_in, kGuide},
    {"workato_sign_out", "POST", "/sign_out", guarded<sign_out>, kOwn},
    {"workato_tools", "GET", "/tools", guarded<tools>, kGuide},
    {"workato_ip_addresses",
     "GET",
     "/ip_addresses",
     guarded<ip_addresses>,
     {Basis::documented, "docs.workato.com, IP allowlists"}},
    {"workato_profiles", "GET", "/custom_oauth_keys", guarded<profile_list>, kGuide},
    {"workato_profile_new", "GET", "/custom_oauth_keys/new", guarded<profile_new>, kGuide},
    {"workato_profile_new_app", "POST", "/custom_oauth_keys/new_app", guarded<profile_new_app>,
     kGuide},
    {"workato_profile_create", "POST", "/custom_oauth_keys", guarded<profile_create>, kGuide},
    {"workato_profile_saved", "GET", "/custom_oauth_keys/:id/saved", guarded<profile_saved>,
     kGuide},
    {"workato_profile", "GET", "/custom_oauth_keys/:id", guarded<profile_show>, kOwn},
    {"workato_profile_update", "POST", "/custom_oauth_keys/:id", guarded<profile_update>, kOwn},
    {"workato_profile_delete", "POST", "/custom_oauth_keys/:id/delete", guarded<profile_delete>,
     kOwn},
    {"workato_connections", "GET", "/connections", guarded<connection_list>, kForm},
    {"workato_connection_apps", "GET", "/connections/new", guarded<connection_search>, kForm},
    {"workato_connection_search", "POST", "/connections/new", guarded<connection_search>, kForm},
    {"workato_connection_new", "GET", "/connections/new/:provider", guarded<connection_new>, kForm},
    {"workato_connection_create", "POST", "/connections/new/:provider", guarded<connection_create>,
     kForm},
    {"workato_connection", "GET", "/connections/:id", guarded<connection_show>, kForm},
    {"workato_connection_connect", "POST", "/connections/:id/connect", guarded<connection_connect>,
     kForm},
    {"workato_connection_disconnect", "POST", "/connections/:id/disconnect",
     guarded<connection_disconnect>, kForm},
    {"workato_connection_job",
     "POST",
     "/connections/:id/jobs",
     guarded<connection_run_job>,
     {Basis::inferred, "stands for a recipe's job"}},
    {"workato_connection_last_job",
     "GET",
     "/connections/:id/jobs/last",
     guarded<connection_last_job>,
     {Basis::inferred, "stands for a recipe's job"}},
    {"workato_connection_delete", "POST", "/connections/:id/delete", guarded<connection_delete>,
     kOwn},
    {"workato_oauth_callback",
     "GET",
     "/oauth/callback",
     oauth_callback,
     {Basis::documented, "Workato guide, step 9 of the app"}},
}};

}  // namespace

std::span<const wire::Route<Workspace>> page_routes() { return kPages; }

std::span<const wire::Route<Workspace>> routes() {
  static const std::vector<Row> kAll = [] {
    std::vector<Row> all(kPages.begin(), kPages.end());
    all.insert(all.end(), api_routes().begin(), api_routes().end());
    return all;
  }();
  return kAll;
}

wire::WireResponse refusal(int status, const wire::WireRequest& request) {
  if (request.path == "/api" || request.path.starts_with("/api/")) return api_route_refusal(status);
  const std::string_view title = status == 404   ? "Not found"
                                 : status == 405 ? "Method not allowed"
                                                 : "Request too large";
  return workato_page(status, title, {home_link()},
                      wire::paragraph("There is nothing at this address for this request."));
}

}  // namespace rehearse::workato
