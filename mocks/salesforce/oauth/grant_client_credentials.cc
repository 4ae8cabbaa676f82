#include "mocks/oauth/client_credentials_rules.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/oauth/token_grants.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {

using oauth::Rejection;

Result<oauth::PresentedClient, Rejection> client_on_own_host(const wire::WireRequest& request,
                                                             const TokenParameters& parameters,
                                                             const oauth::Dials& dials) {
  // Salesforce, observed: neither login. nor test.salesforce.com, nor the setup domain.
  if (came_by_login_host(request) || came_by_setup_host(request))
    return Rejection{&oauth::error::domain_not_supported,
                     &oauth::reason::client_credentials_wrong_host};
  // Salesforce, observed: the scopes are the app's, never the request's.
  if (parameters.value("scope"))
    return Rejection{&oauth::error::scope_parameter_refused,
                     &oauth::reason::scope_parameter_refused};
  return named_client(request, parameters, dials);
}

TokenOutcome run_as_execution_user(TokenCall& at) {
  const oauth::AppSettings& settings = at.app.settings;
  const User* user = at.transaction.users().find_by_username(settings.client_credentials_user);
  oauth::RunAs run_as{facts_of(user)};
  if (user != nullptr) {
    run_as.profile = user->profile;
    run_as.permission_sets = user->permission_sets;
  }
  auto judged = oauth::judge_client_credentials(settings, run_as);
  if (judged) {
    const auto refused = refuse_login(at, user->id, oauth::LoginFlow::client_credentials);
    if (refused) judged = *refused;
  }
  if (at.call.stopped_before_commit()) return Stopped{};
  if (user != nullptr)
    record_flow(at, user->id, "OauthClientCredential", judged ? nullptr : judged.error().reason);
  if (!judged) return judged.error();
  const AccessTerms terms = access_terms(settings, at.transaction.settings());
  Tokens tokens = at.transaction.grants().open_grant(at.app.id, user->id, judged.value(), terms,
                                                     at.now(), "client_credentials");
  return issued_to(at, std::move(tokens), std::move(judged).value(), user->id, terms);
}

}  // namespace rehearse::salesforce
