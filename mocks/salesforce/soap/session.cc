#include "mocks/salesforce/soap/session.h"

#include <span>

#include "mocks/core/crypto.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/oauth/jwt.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

SoapFault invalid_session(std::string message, const Reason& why) {
  SoapFault fault;
  fault.code = "INVALID_SESSION_ID";
  fault.message = std::move(message);
  fault.reason = &why;
  fault.is_qualified = true;
  return fault;
}

// Salesforce, observed: what has the form of a session id is told apart from what has not. The hash
// is of the id, so that the answer never repeats it.
SoapFault illegal_session(std::string_view session_id, const Reason& why) {
  std::string message = "Invalid Session ID found in SessionHeader: Illegal Session";
  if (session_id.starts_with("00D") && session_id.find('!') != std::string_view::npos) {
    message += ". Session not found, missing session hash: " + hex_encode(sha256(session_id)) +
               "\nThis error usually occurs after a session expires or a user logs out. Decoder: "
               "DataInDbSessionKeyDecoder";
  }
  return invalid_session(std::move(message), why);
}

SoapFault over_daily_limit() {
  SoapFault fault;
  fault.code = "REQUEST_LIMIT_EXCEEDED";
  fault.message = "TotalRequests Limit exceeded.";
  fault.reason = &reason::data_limit_exceeded;
  fault.is_qualified = true;
  return fault;
}

}  // namespace

Result<Bearer, SoapFault> admit_soap_call(Org& org, Org::Transaction& tx, wire::Call& call,
                                          const SoapRequest& request) {
  const std::string& session_id = request.session_id;
  if (session_id.empty()) return illegal_session(session_id, reason::soap_session_missing);
  // Salesforce, observed: SOAP takes no JWT-based access tokens up to API 67.0 (jsforce#1817).
  if (looks_like_jwt(session_id)) return illegal_session(session_id, reason::soap_jwt_refused);
  const auto found = find_bearer(org, tx, session_id, call.request);
  if (!found) return illegal_session(session_id, *found.error());
  const Bearer& bearer = found.value();
  if (bearer.app != nullptr) call.client(bearer.app->consumer_key.value);
  // Salesforce, observed: "This session is not valid for use with the API".
  if (!bearer.may("api"))
    return invalid_session("This session is not valid for use with the API",
                           reason::soap_scope_missing);
  // Salesforce, observed: a user without API Enabled.
  if (!tx.profiles().may(*bearer.user, Permission::api_enabled)) return api_disabled();
  // Salesforce, documented: SOAP calls count towards the limit of the last 24 hours as well.
  const auto most = uint64_t(org.dials().number(oauth::Dial::api_daily_limit));
  if (!tx.api_usage().admit(call.request.received_at, most)) return over_daily_limit();
  return bearer;
}

SoapFault api_disabled() {
  SoapFault fault;
  fault.code = "API_CURRENTLY_DISABLED";
  fault.message = "API is disabled for this User";
  fault.reason = &reason::soap_api_disabled;
  fault.is_qualified = true;
  return fault;
}

Result<int, SoapFault> soap_version(const wire::Call& call) {
  const std::string segment = wire::value_of(call.params, "version").value_or("");
  if (!api_version("v" + segment).empty()) return *soap_version_number(segment);
  // Salesforce, observed: salesforcer#24 and many others.
  SoapFault fault;
  fault.code = "UNSUPPORTED_API_VERSION";
  fault.message = "Invalid Api version specified on URL";
  fault.reason = &reason::soap_version_unknown;
  fault.is_qualified = true;
  return fault;
}

Result<Done, SoapFault> check_soap_organization(const Org& org, const wire::Call& call) {
  const auto organization = wire::value_of(call.params, "organization");
  if (!organization || same_id(*organization, org.organization_id())) return Done{};
  return invalid_session("Invalid Session ID found in SessionHeader: Illegal Session",
                         reason::soap_organization_wrong);
}

}  // namespace rehearse::salesforce
