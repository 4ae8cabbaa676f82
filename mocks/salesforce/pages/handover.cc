#include "mocks/salesforce/pages/handover.h"

#include <algorithm>
#include <array>
#include <string>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/routes.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kHome = "/lightning/page/home";
constexpr std::string_view kSetup = "/lightning/setup/";
// What a setup domain serves besides Setup: the way in, the way out, and identity verification.
constexpr std::array<std::string_view, 3> kOnSetupHost{"/secur/frontdoor.jsp", "/secur/logout.jsp",
                                                       "/_ui/identity/verification/"};

bool is_on_setup_host(std::string_view path) {
  return path.starts_with(kSetup) || std::ranges::any_of(kOnSetupHost, [&](std::string_view own) {
           return path.starts_with(own);
         });
}

}  // namespace

wire::WireResponse hand_over(Org::Transaction& tx, const WebSession& session, std::string_view site,
                             std::string_view path, TimePoint now) {
  const std::string otp = tx.frontdoor_passes().issue({session.user, session.id}, now);
  wire::WireResponse response = wire::redirect_response(wire::with_query(
      std::string(site) + "/secur/frontdoor.jsp", {{"otp", otp}, {"startURL", std::string(path)}}));
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  return response;
}

wire::WireResponse to_setup_login(const Org& org, wire::Call& call, const Reason& why,
                                  std::string_view page) {
  call.refuse(why);
  if (!came_by_setup_host(call.request)) return to_login(page);
  // Salesforce, observed: /visualforce/session takes a session of My Domain to another domain.
  return wire::redirect_response(
      wire::with_query(instance_url(org, call.request) + "/visualforce/session",
                       {{"url", setup_url(org, call.request) + local_path(page, kHome)}}));
}

// GET /visualforce/session?url=…: leads on to a page of Setup with the session of My Domain.
wire::WireResponse session_bridge(Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  auto tx = org.begin();
  const auto found = find_visitor(tx, request);
  if (!found) return to_login(call, *found.error());
  const std::string site = setup_url(org, request);
  const auto path = site_path(wire::value_of(request.query, "url").value_or(""), site);
  if (!path) {
    // RFC 9700 section 4.11: never to another site.
    call.refuse(reason::handover_foreign);
    return wire::redirect_response(std::string(kHome));
  }
  // RFC 9110 section 9.2.1: a HEAD must change nothing.
  if (site == request.origin || request.method == "HEAD") return wire::redirect_response(*path);
  return hand_over(tx, *found.value().session, site, *path, request.received_at);
}

std::optional<wire::WireResponse> served_elsewhere(const Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  if (!has_real_host(request)) return std::nullopt;
  const bool is_setup = request.path.starts_with(kSetup);
  if (came_by_setup_host(request)) {
    if (is_on_setup_host(request.path)) return std::nullopt;
    // Inferred: pages of the org itself are on My Domain, and its APIs there alone.
    if (request.path == "/" || request.path == kHome)
      return wire::redirect_response(instance_url(org, request) +
                                     local_path(request.target, kHome));
    call.refuse(reason::not_on_setup_domain);
    return refusal(404, request);
  }
  if (!is_setup || came_by_login_host(request)) return std::nullopt;
  return wire::redirect_response(setup_url(org, request) +
                                 local_path(request.target, "/lightning/setup/SetupOneHome/home"));
}

}  // namespace rehearse::salesforce
