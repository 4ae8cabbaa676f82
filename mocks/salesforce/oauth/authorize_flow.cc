#include "mocks/salesforce/oauth/authorize_flow.h"

#include "mocks/oauth/dials.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/login_policy.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kApproval = "/setup/secur/RemoteAccessAuthorizationPage.apexp?source=";

// The person's way to a code, as the login policy sees it.
Login login_of(const Asking& asking, const wire::WireRequest& request) {
  return {.user = *asking.visitor.user,
          .flow = oauth::LoginFlow::approval,
          .app = &asking.app.settings,
          .is_verified = asking.visitor.session->verified_at.has_value(),
          .peer = request.peer,
          .at = request.received_at};
}

// The error page's query writes blanks as `+`, unlike the raw bodies (Salesforce, observed).
std::string plus_encoded(std::string_view text) {
  std::string encoded = wire::percent_encode(text);
  for (size_t at = encoded.find("%20"); at != std::string::npos; at = encoded.find("%20", at))
    encoded.replace(at, 3, "+");
  return encoded;
}

wire::WireResponse to_callback(const oauth::AuthorizeRequest& request, wire::Fields fields) {
  if (request.state) fields.push_back({"state", *request.state});
  wire::WireResponse response =
      wire::redirect_response(wire::with_query(request.redirect_uri, fields));
  // RFC 9700 section 4.2.4: neither caches nor referrers get to see the code.
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  return response;
}

}  // namespace

std::string approval_path(std::string_view source) {
  return std::string(kApproval) + wire::percent_encode(source);
}

const App* app_ahead(Org::Transaction& tx, std::string_view path, TimePoint now) {
  if (!path.starts_with(kApproval)) return nullptr;
  const auto source = wire::percent_decode(path.substr(kApproval.size()));
  const PendingAuthorize* waiting = source ? tx.authorize_requests().find(*source, now) : nullptr;
  return waiting == nullptr ? nullptr : tx.apps().find_by_key(waiting->request.client_id, now);
}

wire::WireResponse raw_error(const oauth::Rejection& rejection, wire::Call& call) {
  call.refuse(*rejection.reason);
  wire::WireResponse response;
  response.status = 400;
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.body =
      wire::encode_form({{"error", std::string(rejection.error->code)},
                         {"error_description", std::string(rejection.error->description)}});
  return response;
}

wire::WireResponse to_error_page(const oauth::Rejection& rejection, wire::Call& call) {
  call.refuse(*rejection.reason);
  return wire::redirect_response(
      "/setup/secur/RemoteAccessErrorPage.apexp?error=" + plus_encoded(rejection.error->code) +
      "&error_description=" + plus_encoded(rejection.error->description));
}

wire::WireResponse callback_error(const oauth::AuthorizeRequest& request,
                                  const oauth::Rejection& rejection, wire::Call& call) {
  call.refuse(*rejection.reason);
  return to_callback(request, {{"error", std::string(rejection.error->code)},
                               {"error_description", std::string(rejection.error->description)}});
}

Result<std::vector<std::string>, oauth::ApprovalRefusal> judge(Org::Transaction& tx,
                                                               const Asking& asking,
                                                               const wire::WireRequest& request) {
  oauth::Approver approver;
  approver.profile = asking.visitor.user->profile;
  approver.permission_sets = asking.visitor.user->permission_sets;
  approver.came_by_login_host = asking.came_by_login_host;
  approver.org_requires_challenge = tx.settings().is_pkce_required;
  approver.login_refused = why_profile_refuses(tx, login_of(asking, request));
  return oauth::judge_approval(tx.config().mutants, asking.request, asking.app.settings, approver);
}

bool must_verify(Org::Transaction& tx, const Asking& asking, const wire::WireRequest& request) {
  Login login = login_of(asking, request);
  if (login.is_verified || why_profile_refuses(tx, login) == nullptr) return false;
  login.is_verified = true;
  return why_profile_refuses(tx, login) == nullptr;
}

wire::WireResponse issue_code(Org::Transaction& tx, const Asking& asking,
                              const std::vector<std::string>& scopes, wire::Call& call) {
  if (call.stopped_before_commit()) return {};
  CodeRequest code;
  code.app = asking.app.id;
  code.user = asking.visitor.user->id;
  code.redirect_uri = asking.request.redirect_uri;
  code.scopes = scopes;
  code.challenge = asking.request.code_challenge;
  code.is_challenge_plain = asking.request.is_challenge_plain;
  code.nonce = asking.request.nonce;
  const AuthorizationCode issued = tx.grants().issue_code(code, call.request.received_at);
  return to_callback(asking.request, {{"code", issued.value}});
}

std::optional<wire::WireResponse> answer_unasked(Org::Transaction& tx, const Asking& asking,
                                                 wire::Call& call) {
  const auto judged = judge(tx, asking, call.request);
  if (!judged) {
    const oauth::ApprovalRefusal& refusal = judged.error();
    return refusal.goes_to_callback ? callback_error(asking.request, refusal.rejection, call)
                                    : to_error_page(refusal.rejection, call);
  }
  // RFC 6749 section 10.12: only GET and POST may have an effect.
  if (call.request.method != "GET" && call.request.method != "POST") return std::nullopt;
  const bool is_remembered =
      (!asking.request.wants_consent &&
       tx.grants().has_approved(asking.visitor.user->id, asking.app.id,
                                tx.breaks(oauth::Mutant::approval_covers_any_scope)
                                    ? std::vector<std::string>()
                                    : judged.value())) ||
      (asking.request.is_immediate && tx.breaks(oauth::Mutant::immediate_skips_consent));
  const User& user = *asking.visitor.user;
  if (!is_remembered &&
      !oauth::is_pre_authorized(asking.app.settings, user.profile, user.permission_sets))
    return std::nullopt;
  return issue_code(tx, asking, judged.value(), call);
}

}  // namespace rehearse::salesforce
