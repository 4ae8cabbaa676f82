#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/login_history.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/sign_in.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/partner_call.h"

namespace rehearse::salesforce {
namespace {

// Salesforce, documented: login() is in API versions 31.0 to 64.0.
constexpr int kLastVersion = 64;

SoapFault refused(std::string code, std::string message, const Reason& why,
                  std::string_view kind = "UnexpectedErrorFault") {
  SoapFault fault;
  fault.code = std::move(code);
  fault.message = std::move(message);
  fault.reason = &why;
  fault.kind = kind;
  return fault;
}

// What is said before anybody looks at the credentials.
std::optional<SoapFault> why_not_here(const PartnerCall& call) {
  // Salesforce, observed: forcedotcom/wsc#363.
  if (call.version > kLastVersion) {
    return refused("INVALID_OPERATION",
                   "The SOAP Login operation is not available in the API version specified (" +
                       std::to_string(call.version) +
                       ".0). Refer to the documentation for supported versions.",
                   reason::soap_login_version);
  }
  // Salesforce, observed: OpenFn/adaptors#1715; the default of orgs created since 2025.
  if (call.org.dials().is(oauth::Dial::soap_login, "disabled")) {
    return refused("INVALID_OPERATION",
                   "SOAP API login() is disabled by default in this org. Contact the org "
                   "administrator to enable SOAP API login().",
                   reason::soap_login_disabled);
  }
  return std::nullopt;
}

// Salesforce, observed: these causes have codes of their own (dataloadercliq#84 for the time); all
// that concern the credentials or the user share one text (simple-salesforce test_login.py).
SoapFault fault_of(const Reason& why) {
  constexpr std::string_view kLoginFault = "LoginFault";
  if (&why == &oauth::reason::login_ip_restricted)
    return refused("LOGIN_DURING_RESTRICTED_DOMAIN", "cannot log in from current domain", why,
                   kLoginFault);
  if (&why == &oauth::reason::login_hours_restricted)
    return refused("LOGIN_DURING_RESTRICTED_TIME", "cannot log in during restricted time", why,
                   kLoginFault);
  // Inferred: KB 000381578 gives the code, for LoginHistory.
  if (&why == &oauth::reason::login_rate_exceeded)
    return refused("LOGIN_RATE_EXCEEDED", "Login Rate Exceeded", why, kLoginFault);
  return refused("INVALID_LOGIN", "Invalid username, password, security token; or user locked out.",
                 why, kLoginFault);
}

void note_login(const PartnerCall& call, Org::Transaction& tx, const User& user,
                const Reason* why) {
  const std::string version = std::to_string(call.version) + ".0";
  const bool is_partner = call.api == SoapApi::partner;
  record_login(tx, {.user = user.id,
                    .request = call.call.request,
                    .type = login_type::kSoap,
                    .application = call.request.client.empty() ? "N/A" : call.request.client,
                    .api_type = is_partner ? "SOAP Partner" : "SOAP Enterprise",
                    .api_version = version,
                    .refused = why});
}

wire::WireResponse answer(const PartnerCall& call, Org::Transaction& tx, const User& user,
                          const WebSession& session) {
  const std::string base = instance_url(call.org, call.call.request) + "/services/Soap/";
  const std::string rest =
      "/" + std::to_string(call.version) + ".0/" + short_id(call.org.organization_id());
  XmlWriter writer = open_soap_answer(call.api, "login");
  writer.open("result").leaf("metadataServerUrl", base + "m" + rest);
  writer.leaf("passwordExpired", "false");
  writer.leaf("sandbox", call.org.config().is_sandbox ? "true" : "false");
  writer.leaf("serverUrl", base + (call.api == SoapApi::partner ? "u" : "c") + rest);
  writer.leaf("sessionId", session.id.value).leaf("userId", user.id.value).open("userInfo");
  write_user_info(writer, call.org, tx, user);
  return soap_answer(std::move(writer));
}

}  // namespace

wire::WireResponse soap_login(PartnerCall& call) {
  if (const auto fault = why_not_here(call)) return call.refuse(*fault);
  const std::string username = call.request.operation.text_of("username");
  const XmlElement* password = call.request.operation.child("password");
  // sign_in() judges and counts in one, so that a planned fault comes before both.
  if (call.call.stopped_before_commit()) return {};
  auto tx = call.org.begin();
  const auto signed_in = sign_in(tx, {.username = username,
                                      .password = password == nullptr ? "" : password->text,
                                      .flow = oauth::LoginFlow::soap,
                                      .peer = call.call.request.peer,
                                      .at = call.now()});
  const User* user = signed_in.user;
  const Reason* why = signed_in.refused;
  const bool lacks_api = why == nullptr && !tx.profiles().may(*user, Permission::api_enabled);
  if (lacks_api) why = &reason::soap_api_disabled;
  if (user != nullptr) note_login(call, tx, *user, why);
  if (lacks_api) return call.refuse(api_disabled());
  if (why != nullptr) return call.refuse(fault_of(*why));
  const WebSession& session = tx.sessions().open(user->id, call.now(), call.call.request.peer);
  return answer(call, tx, *user, session);
}

}  // namespace rehearse::salesforce
