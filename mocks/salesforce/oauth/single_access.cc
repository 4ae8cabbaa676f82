#include <nlohmann/json.hpp>
#include <optional>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/identity_service.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

// The parameter of the form, or else of the query; empty if neither has it.
std::string parameter(const wire::WireRequest& request, std::string_view name) {
  if (auto value = wire::value_of(request.form, name)) return *value;
  return wire::value_of(request.query, name).value_or("");
}

// What the frontdoor URL's `cshc` looks like in every sample: the last eleven characters of the
// user's and of the org's 15-character id.
std::string check_of(const Org& org, const UserId& user) {
  constexpr size_t kDropped = 4;
  return short_id(user.value).substr(kDropped) + short_id(org.organization_id()).substr(kDropped);
}

}  // namespace

// GET and POST /services/oauth2/singleaccess (Salesforce help, "UI Bridge API").
wire::WireResponse single_access(Org& org, wire::Call& call) {
  const std::string token = token_anywhere(call.request);
  const std::string redirect = parameter(call.request, "redirect_uri");
  const std::string base = instance_url(org, call.request);
  auto tx = org.begin();
  const auto bearer = identity_bearer(org, tx, call, token);
  if (!bearer) return bearer.error();
  // Salesforce, documented: only web and full reach the user interface.
  if (!bearer.value().may("web"))
    return identity_refusal(403, "Invalid_Scope", reason::single_access_scope_missing, call);
  const auto path = site_path(redirect, base);
  if (!redirect.empty() && !path)
    return identity_refusal(400, "Invalid_Redirect_Uri", reason::single_access_redirect_foreign,
                            call);
  // RFC 9110 section 9.2.1: a HEAD must change nothing.
  if (call.request.method == "HEAD") return identity_answer(Json::object());
  if (call.stopped_before_commit()) return {};
  const UserId user = bearer.value().user->id;
  wire::Fields query{{"otp", tx.frontdoor_passes().issue({user}, call.request.received_at)}};
  if (path) query.push_back({"startURL", *path});
  query.push_back({"cshc", check_of(org, user)});
  return identity_answer(
      Json{{"frontdoor_uri", wire::with_query(base + "/secur/frontdoor.jsp", query)}});
}

}  // namespace rehearse::salesforce
