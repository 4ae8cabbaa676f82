#pragma once

#include <optional>
#include <string>

#include "mocks/oauth/authorize.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// The path of an authorization request through the org: authorize (before the login), the login,
// the approval page, the redirect with a code. These are the parts that several endpoints share.

// The approval page's address for a waiting request.
std::string approval_path(std::string_view source);
// The app whose approval page that is, if its request still waits; null otherwise.
const App* app_ahead(Org::Transaction& tx, std::string_view path, TimePoint now);

// The three ways an error is delivered (Salesforce, observed).
// Before the login: a raw body, status 400, without a media type. The callback hears nothing.
wire::WireResponse raw_error(const oauth::Rejection& rejection, wire::Call& call);
// After the login, approval impossible: Salesforce's own error page, without the state.
wire::WireResponse to_error_page(const oauth::Rejection& rejection, wire::Call& call);
// On the callback, with the state as it came.
wire::WireResponse callback_error(const oauth::AuthorizeRequest& request,
                                  const oauth::Rejection& rejection, wire::Call& call);

// Asking is a request that a signed-in person makes of an app.
struct Asking {
  const oauth::AuthorizeRequest& request;
  const App& app;
  const Visitor& visitor;
  bool came_by_login_host = false;  // the request, wherever the person answers it
};

// The scopes that would be granted, or why this person cannot approve.
Result<std::vector<std::string>, oauth::ApprovalRefusal> judge(Org::Transaction& tx,
                                                               const Asking& asking,
                                                               const wire::WireRequest& request);
// Redirects with a code for those scopes: the commit of every path.
wire::WireResponse issue_code(Org::Transaction& tx, const Asking& asking,
                              const std::vector<std::string>& scopes, wire::Call& call);
// True if the app relaxes the profile's IP ranges for people who verified their identity, and this
// one has to do so first.
bool must_verify(Org::Transaction& tx, const Asking& asking, const wire::WireRequest& request);
// Answers without asking the person: with an error, or with a code where the approval is remembered
// or an admin gave it. Nothing if the person has to be asked.
std::optional<wire::WireResponse> answer_unasked(Org::Transaction& tx, const Asking& asking,
                                                 wire::Call& call);

}  // namespace rehearse::salesforce
