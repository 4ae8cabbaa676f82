#include <algorithm>
#include <array>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/authorize_flow.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

using oauth::AuthorizeParameters;

// The parameters that mean something, each with its place.
struct Known {
  std::string_view name{};
  std::optional<std::string> AuthorizeParameters::*place = nullptr;
};
constexpr std::array kKnown{
    Known{"response_type", &AuthorizeParameters::response_type},
    Known{"client_id", &AuthorizeParameters::client_id},
    Known{"redirect_uri", &AuthorizeParameters::redirect_uri},
    Known{"scope", &AuthorizeParameters::scope},
    Known{"state", &AuthorizeParameters::state},
    Known{"code_challenge", &AuthorizeParameters::code_challenge},
    Known{"code_challenge_method", &AuthorizeParameters::code_challenge_method},
    Known{"prompt", &AuthorizeParameters::prompt},
    Known{"immediate", &AuthorizeParameters::immediate},
    Known{"login_hint", &AuthorizeParameters::login_hint},
    Known{"nonce", &AuthorizeParameters::nonce},
};

// RFC 6749 section 3.1: as query of a GET, or as form of a POST. A POST's query counts as well, so
// that a parameter in both is a repeated one.
AuthorizeParameters read_parameters(const wire::WireRequest& request) {
  wire::Fields fields = request.query;
  fields.insert(fields.end(), request.form.begin(), request.form.end());
  AuthorizeParameters parameters;
  parameters.is_malformed =
      request.query_malformed || request.form_state == wire::FormState::malformed;
  for (const Known& known : kKnown) {
    parameters.*known.place = wire::value_of(fields, known.name);
    if (wire::count_of(fields, known.name) > 1) parameters.is_repeated = true;
  }
  return parameters;
}

// Lets the request wait for the person.
std::string keep(Org::Transaction& tx, oauth::AuthorizeRequest request, const Visitor* spent,
                 const wire::WireRequest& asked) {
  PendingAuthorize pending;
  pending.request = std::move(request);
  pending.came_by_login_host = came_by_login_host(asked);
  if (spent != nullptr) pending.spent_session = spent->session->id;
  pending.asked_at = asked.received_at;
  return approval_path(tx.authorize_requests().keep(std::move(pending)).source);
}

}  // namespace

wire::WireResponse authorize(Org& org, wire::Call& call) {
  const TimePoint now = call.request.received_at;
  const AuthorizeParameters parameters = read_parameters(call.request);
  auto tx = org.begin();
  const ClientId key(parameters.client_id.value_or(""));
  const App* app = tx.apps().find_by_key(key, now);
  if (app != nullptr) call.client(key.value);
  // Inferred: the login host of the other kind of orgs knows no app of this one, but for those that
  // every org has.
  if (app != nullptr && !app->is_built_in && came_by_foreign_login_host(org, call.request))
    return raw_error({&oauth::error::client_unknown, &oauth::reason::client_of_other_login_host},
                     call);
  const oauth::AskedApp asked =
      app == nullptr ? oauth::AskedApp{} : oauth::AskedApp{&app->settings, app->created_at};
  const auto judged = oauth::judge_authorize(org.config().mutants, parameters,
                                             app == nullptr ? nullptr : &asked, org.dials(), now);
  if (!judged) {
    const Reason* retired = tx.apps().why_retired(key);
    if (retired != nullptr && judged.error().reason == &oauth::reason::authorize_client_unknown)
      call.refuse(*retired);
    if (org.breaks(oauth::Mutant::errors_go_to_any_callback) &&
        wire::parse_uri(parameters.redirect_uri.value_or("")))
      return callback_error({.redirect_uri = *parameters.redirect_uri, .state = parameters.state},
                            judged.error(), call);
    return raw_error(judged.error(), call);
  }
  const oauth::AuthorizeRequest& request = judged.value();

  const auto visitor = visitor_of(tx, call.request, app);
  if (!visitor) {
    // Salesforce, documented: `immediate` fails unless the user is logged in and has approved.
    if (request.is_immediate)
      return callback_error(
          request,
          {&oauth::error::immediate_unsuccessful, &oauth::reason::immediate_without_session}, call);
    return wire::redirect_response(keep(tx, request, nullptr, call.request));
  }
  // OpenID Connect Core section 3.1.2.1: `login` asks for the password again.
  if (request.wants_login && !request.is_immediate) {
    const std::string page = keep(tx, request, &*visitor, call.request);
    return to_login(page, request.login_hint);
  }
  // Who has to verify their identity first does so on the way to the approval page.
  const Asking asking{request, *app, *visitor, came_by_login_host(call.request)};
  if (!must_verify(tx, asking, call.request)) {
    if (auto answer = answer_unasked(tx, asking, call)) return *answer;
  }
  if (request.is_immediate)
    return callback_error(
        request,
        {&oauth::error::immediate_unsuccessful, &oauth::reason::immediate_without_approval}, call);
  return wire::redirect_response(keep(tx, request, nullptr, call.request));
}

}  // namespace rehearse::salesforce
