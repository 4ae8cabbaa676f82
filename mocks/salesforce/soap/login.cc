#include "mocks/core/crypto.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/record_id.h"
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

const Reason* why_refused(const User* user, std::string_view password) {
  if (user == nullptr) return &reason::login_unknown_user;
  if (!constant_time_equal(user->password, password)) return &reason::login_wrong_password;
  if (!user->is_active) return &reason::login_user_inactive;
  if (user->is_frozen) return &reason::login_user_frozen;
  return nullptr;
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
  auto tx = call.org.begin();
  const User* user = tx.users().find_by_username(username);
  const Reason* why = why_refused(user, password == nullptr ? "" : password->text);
  if (why != nullptr) {
    // Salesforce, observed: one text for every cause (simple-salesforce test_login.py).
    return call.refuse(refused("INVALID_LOGIN",
                               "Invalid username, password, security token; or user locked out.",
                               *why, "LoginFault"));
  }
  if (!tx.profiles().may(*user, Permission::api_enabled)) return call.refuse(api_disabled());
  if (call.call.stopped_before_commit()) return {};
  const WebSession& session = tx.sessions().open(user->id, call.now());
  return answer(call, tx, *user, session);
}

}  // namespace rehearse::salesforce
