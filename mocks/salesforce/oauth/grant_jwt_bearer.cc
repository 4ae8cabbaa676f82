#include "mocks/oauth/errors.h"
#include "mocks/oauth/jwt_bearer_rules.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/oauth/token_grants.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {
namespace {

// The origins that mean this org (Salesforce, documented): the login host of its kind, its My
// Domain; and the mock's own, where no real host name was used.
std::vector<std::string> audiences_of(const TokenCall& at) {
  const wire::WireRequest& request = at.call.request;
  const std::string_view kind = at.org.config().is_sandbox ? "test" : "login";
  std::vector<std::string> audiences{"https://" + std::string(kind) + ".salesforce.com",
                                     "https://" + at.org.my_domain_host()};
  if (!has_real_host(request)) audiences.push_back(request.origin);
  return audiences;
}

oauth::AssertionFacts facts_of(const oauth::BearerAssertion& assertion, const User* user,
                               TokenCall& at) {
  oauth::AssertionFacts facts;
  facts.is_replayed = at.transaction.used_assertions().has(at.app.id, assertion.id);
  facts.user = facts_of(user);
  if (user == nullptr) return facts;
  facts.profile = user->profile;
  facts.permission_sets = user->permission_sets;
  facts.approved = at.transaction.grants().approved_scopes(user->id, at.app.id);
  return facts;
}

}  // namespace

Result<oauth::PresentedClient, oauth::Rejection> asserted_client(const wire::WireRequest& request,
                                                                 const TokenParameters& parameters,
                                                                 const oauth::Dials& dials) {
  // Salesforce, observed: the scopes are the app's or the approval's, never the request's.
  if (parameters.value("scope"))
    return oauth::Rejection{&oauth::error::scope_parameter_refused,
                            &oauth::reason::scope_parameter_refused};
  const auto assertion = oauth::read_assertion(parameters.value("assertion"));
  if (!assertion) return assertion.error();
  oauth::ClientParameters named = client_parameters(request, parameters);
  // RFC 7523 section 3.1: client_id is optional, and must name whom the assertion names.
  const std::string& issuer = assertion.value().issuer;
  if (!named.client_id) named.client_id = issuer;
  auto client = oauth::read_client(named, dials);
  if (client && client.value().id.value != issuer && client.value().decoded_id.value != issuer)
    return oauth::Rejection{&oauth::error::client_unknown, &oauth::reason::jwt_client_mismatch};
  return client;
}

TokenOutcome believe_assertion(TokenCall& at) {
  const auto assertion = oauth::read_assertion(at.parameters.value("assertion"));
  if (!assertion) return assertion.error();
  const User* user = at.transaction.users().find_by_username(assertion.value().subject);
  const std::vector<std::string> audiences = audiences_of(at);
  oauth::AssertionFacts facts = facts_of(assertion.value(), user, at);
  facts.audiences = audiences;
  auto judged =
      oauth::judge_assertion(assertion.value(), facts, at.app.settings, at.dials, at.now());
  if (judged) {
    const auto refused = refuse_login(at, user->id, oauth::LoginFlow::jwt_bearer);
    if (refused) judged = *refused;
  }
  if (at.call.stopped_before_commit()) return Stopped{};
  if (user != nullptr)
    record_flow(at, user->id, "OauthJwtBearer", judged ? nullptr : judged.error().reason);
  if (!judged) return judged.error();
  at.transaction.used_assertions().remember(at.app.id, assertion.value().id);
  const AccessTerms terms = access_terms(at.app.settings, at.transaction.settings());
  Tokens tokens = at.transaction.grants().open_grant(at.app.id, user->id, judged.value(), terms,
                                                     at.now(), "jwt_bearer");
  Issued issued = issued_to(at, std::move(tokens), std::move(judged).value(), user->id, terms);
  issued.is_brief = true;
  return issued;
}

}  // namespace rehearse::salesforce
