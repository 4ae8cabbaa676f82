#include <algorithm>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/authorize_flow.h"
#include "mocks/salesforce/pages/verification_flow.h"
#include "mocks/wire/form.h"
#include "mocks/wire/page.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kExpired =
    "You didn't complete the approval process before it expired. Please try again.";

// What the person reads about a scope; parts of the identity service share one label.
std::string_view label_of(std::string_view name) {
  const oauth::Scope* scope = oauth::find_scope(name);
  if (scope == nullptr) return name;
  if (!scope->label.empty()) return scope->label;
  return oauth::find_scope(name == "offline_access" ? "refresh_token" : "id")->label;
}

std::vector<wire::Markup> scope_items(const std::vector<std::string>& scopes) {
  std::vector<std::string_view> labels;
  std::vector<wire::Markup> items;
  for (const std::string& scope : scopes) {
    const std::string_view label = label_of(scope);
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) continue;
    labels.push_back(label);
    items.push_back(wire::escaped(label));
  }
  return items;
}

wire::WireResponse ask(const Asking& asking, const std::vector<std::string>& scopes,
                       std::string_view source) {
  wire::Markup content = wire::paragraph(asking.app.settings.label + " is asking to:");
  content += wire::list(scope_items(scopes));
  content += wire::paragraph("Allow access for " + asking.visitor.user->username + "?");
  const std::string other =
      "/secur/logout.jsp?retUrl=" + wire::percent_encode(approval_path(source));
  content += {"<p>" + wire::link(other, "Not you?").html + "</p>\n"};
  wire::Markup fields = wire::hidden("source", source);
  wire::Markup buttons = wire::button("Allow", "oaapprove", "Allow");
  buttons += wire::button("Deny", "oadeny", "Deny", wire::Look::quiet);
  fields += wire::bar(buttons);
  content += wire::form("/setup/secur/RemoteAccessAuthorizationPage.apexp",
                        asking.visitor.session->csrf, fields);
  return org_page(200, "Allow Access?", wire::card(content), {.is_narrow = true});
}

wire::WireResponse expired(wire::Call& call) {
  call.refuse(oauth::reason::approval_expired);
  return org_page(400, "Approval Expired", wire::alert(kExpired));
}

// The app as it is now: it may have been deleted or changed while the person made up their mind.
Result<const App*, oauth::Rejection> app_still_fit(Org::Transaction& tx,
                                                   const oauth::AuthorizeRequest& request,
                                                   TimePoint now) {
  using Refused = oauth::Rejection;
  const App* app = tx.apps().find_by_key(request.client_id, now);
  if (app == nullptr) {
    const Reason* retired = tx.apps().why_retired(request.client_id);
    return Refused{&oauth::error::client_unknown,
                   retired != nullptr ? retired : &oauth::reason::authorize_client_unknown};
  }
  if (!app->settings.is_oauth_enabled)
    return Refused{&oauth::error::client_unknown, &oauth::reason::app_oauth_off};
  if (oauth::registered_callback(tx.config().mutants, app->settings.callback_urls,
                                 request.redirect_uri) == nullptr)
    return Refused{&oauth::error::redirect_uri_mismatch,
                   &oauth::reason::redirect_uri_not_registered};
  return app;
}

// Waiting is a pending request with everything needed to answer it, or the answer if one is
// missing.
struct Waiting {
  const PendingAuthorize* pending = nullptr;
  const App* app = nullptr;
  Visitor visitor{};
};

Result<Waiting, wire::WireResponse> find_waiting(Org::Transaction& tx, wire::Call& call,
                                                 const std::string& source) {
  Waiting waiting;
  waiting.pending = tx.authorize_requests().find(source, call.request.received_at);
  const App* app_asked = waiting.pending ? tx.apps().find_by_key(waiting.pending->request.client_id,
                                                                 call.request.received_at)
                                         : nullptr;
  const auto visitor = visitor_of(tx, call.request, app_asked);
  const std::string hint = waiting.pending ? waiting.pending->request.login_hint : "";
  if (!visitor) return to_login(approval_path(source), hint);
  if (waiting.pending == nullptr) return expired(call);
  // prompt=login: the session that asked does not count.
  if (waiting.pending->spent_session == visitor->session->id)
    return to_login(approval_path(source), hint);
  const auto app = app_still_fit(tx, waiting.pending->request, call.request.received_at);
  if (!app) return to_error_page(app.error(), call);
  waiting.app = app.value();
  waiting.visitor = *visitor;
  call.client(waiting.pending->request.client_id.value);
  return waiting;
}

Asking asking_of(const oauth::AuthorizeRequest& request, const Waiting& waiting) {
  return {request, *waiting.app, waiting.visitor, waiting.pending->came_by_login_host};
}

// A request that was answered waits no more, unless a planned fault kept the answer from happening.
wire::WireResponse answered(Org::Transaction& tx, const std::string& source,
                            wire::WireResponse response) {
  if (response.status == 302) tx.authorize_requests().forget(source);
  return response;
}

}  // namespace

wire::WireResponse approval_page(Org& org, wire::Call& call) {
  const std::string source = wire::value_of(call.request.query, "source").value_or("");
  auto tx = org.begin();
  const auto waiting = find_waiting(tx, call, source);
  if (!waiting) return waiting.error();
  const oauth::AuthorizeRequest request = waiting.value().pending->request;
  const Asking asking = asking_of(request, waiting.value());
  if (must_verify(tx, asking, call.request))
    return ask_to_verify(org, tx, asking.visitor, approval_path(source), call);
  if (auto answer = answer_unasked(tx, asking, call)) return answered(tx, source, *answer);
  return ask(asking, judge(tx, asking, call.request).value(), source);
}

wire::WireResponse decide_approval(Org& org, wire::Call& call) {
  const std::string source = wire::value_of(call.request.form, "source").value_or("");
  auto tx = org.begin();
  const auto waiting = find_waiting(tx, call, source);
  if (!waiting) return waiting.error();
  const oauth::AuthorizeRequest request = waiting.value().pending->request;
  const Asking asking = asking_of(request, waiting.value());
  // RFC 6749 section 10.12: the decision must come from the page that this session was shown.
  if (!has_csrf(*asking.visitor.session, call.request) &&
      !org.breaks(oauth::Mutant::consent_without_form_token))
    return csrf_refused(call);

  const auto judged = judge(tx, asking, call.request);
  if (!judged) {
    const auto answer = answer_unasked(tx, asking, call);
    return answered(tx, source, *answer);
  }
  const bool denies = wire::value_of(call.request.form, "oadeny").has_value();
  const bool allows = wire::value_of(call.request.form, "oaapprove").has_value();
  if (denies == allows) return ask(asking, judged.value(), source);
  // RFC 6749 section 4.1.2.1: a refusal is reported to the client.
  if (denies && !org.breaks(oauth::Mutant::denial_approves))
    return answered(
        tx, source,
        callback_error(request, {&oauth::error::access_denied, &oauth::reason::user_denied}, call));
  wire::WireResponse response = issue_code(tx, asking, judged.value(), call);
  if (response.status != 302) return response;
  tx.grants().remember_approval(asking.visitor.user->id, asking.app.id, judged.value(),
                                size_t(org.dials().number(oauth::Dial::approvals_kept)));
  return answered(tx, source, std::move(response));
}

wire::WireResponse remote_access_error_page(Org&, wire::Call&) {
  // The page never shows the error of its query, only this text (Salesforce, observed).
  wire::Markup content = wire::paragraph(
      "We can't authorize you because of an OAuth error. For more information, contact your "
      "Salesforce administrator.");
  content += wire::alert(
      "OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error has occurred during authentication. "
      "Please try again.");
  return org_page(200, "OAuth Error", content);
}

}  // namespace rehearse::salesforce
