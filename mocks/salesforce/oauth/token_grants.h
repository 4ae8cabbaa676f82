#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocks/core/fidelity.h"
#include "mocks/oauth/client_auth_rules.h"
#include "mocks/oauth/login_rules.h"
#include "mocks/salesforce/oauth/token_request.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// TokenCall is a token request whose client is known, within the transaction that may commit it.
struct TokenCall {
  wire::Call& call;
  const Org& org;
  Org::Transaction& transaction;
  const oauth::Dials& dials;
  const TokenParameters& parameters;
  const App& app;
  const ClientId& client_id;  // the key of the app that the client used

  TimePoint now() const { return call.request.received_at; }
  // The address that allowlists are held against: the TCP peer's.
  std::string_view peer() const { return believed_peer(call.request, org.config().mutants); }
};

// Issued is what a grant type gives; the answer is written from it after the transaction.
struct Issued {
  Tokens tokens{};
  std::vector<std::string> scopes{};
  UserId user{};
  std::string nonce{};  // for the ID token; empty: none
  ClientId client_id{};
  ClientSecret client_secret{};
  AccessTerms terms{};
  // The answer to a JWT bearer request has neither signature, issued_at nor ID token.
  bool is_brief = false;
};

// Stopped: a planned fault struck between judgement and commit; nothing was committed.
struct Stopped {};
using TokenOutcome = std::variant<Issued, oauth::Rejection, Stopped>;

// TokenGrant is one grant type of the token endpoint.
struct TokenGrant {
  std::string_view grant_type{};
  // Who the request says it is from; refuses where the flow cannot begin at all.
  Result<oauth::PresentedClient, oauth::Rejection> (*client)(const wire::WireRequest&,
                                                             const TokenParameters&,
                                                             const oauth::Dials&) = nullptr;
  oauth::SecretNeed (*secret_need)(const oauth::AppSettings&) = nullptr;
  // Judges, then commits through one store verb.
  TokenOutcome (*run)(TokenCall&) = nullptr;
  Fidelity fidelity{};
};
std::span<const TokenGrant> token_grants();

TokenOutcome exchange_code(TokenCall& at);          // grant_authorization_code.cc
TokenOutcome refresh_tokens(TokenCall& at);         // grant_refresh_token.cc
TokenOutcome believe_assertion(TokenCall& at);      // grant_jwt_bearer.cc
TokenOutcome run_as_execution_user(TokenCall& at);  // grant_client_credentials.cc
TokenOutcome refuse_password(TokenCall& at);        // grants_refused.cc, with the following
TokenOutcome refuse_hybrid(TokenCall& at);
TokenOutcome refuse_device(TokenCall& at);
TokenOutcome refuse_token_exchange(TokenCall& at);
TokenOutcome refuse_saml(TokenCall& at);

// The client that a request names with credentials (RFC 6749 section 2.3).
Result<oauth::PresentedClient, oauth::Rejection> named_client(const wire::WireRequest& request,
                                                              const TokenParameters& parameters,
                                                              const oauth::Dials& dials);
// The same, where only the org's own hosts serve the flow: client credentials.
Result<oauth::PresentedClient, oauth::Rejection> client_on_own_host(
    const wire::WireRequest& request, const TokenParameters& parameters, const oauth::Dials& dials);
// The issuer of the request's assertion; client_id may be left out, and must agree if it is not.
Result<oauth::PresentedClient, oauth::Rejection> asserted_client(const wire::WireRequest& request,
                                                                 const TokenParameters& parameters,
                                                                 const oauth::Dials& dials);

// Writes the LoginHistory row of the request; `sub_type` is the flow's LoginSubType.
void record_flow(const TokenCall& at, const UserId& user, std::string_view sub_type,
                 const Reason* refused);

// Why the user may not log in this way, here and now, in the token endpoint's words; nothing if
// they may. Every grant asks once, when nothing else stands in the way: the attempt counts.
std::optional<oauth::Rejection> refuse_login(TokenCall& at, const UserId& user,
                                             oauth::LoginFlow flow);

// The access token terms of an app's policies, and of the org's where the app has none.
AccessTerms access_terms(const oauth::AppSettings& settings, const OrgSettings& org);
Issued issued_to(const TokenCall& at, Tokens tokens, std::vector<std::string> scopes,
                 const UserId& user, const AccessTerms& terms);

}  // namespace rehearse::salesforce
