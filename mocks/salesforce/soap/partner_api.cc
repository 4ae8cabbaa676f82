#include <algorithm>
#include <array>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/user_facts.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/partner_call.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

struct PartnerOperation {
  std::string_view name{};
  wire::WireResponse (*run)(PartnerCall& call) = nullptr;
};
constexpr std::array kOperations{
    PartnerOperation{"login", soap_login},
    PartnerOperation{"logout", soap_logout},
    PartnerOperation{"getUserInfo", soap_user_info},
    PartnerOperation{"getServerTimestamp", soap_server_timestamp},
};

wire::WireResponse serve(Org& org, wire::Call& call, SoapApi api) {
  const auto request = read_soap(call.request, api);
  if (!request) return soap_fault(api, request.error(), call);
  const auto version = soap_version(call);
  if (!version) return soap_fault(api, version.error(), call);
  const XmlElement& wanted = request.value().operation;
  const auto operation = std::ranges::find(kOperations, wanted.name, &PartnerOperation::name);
  if (operation == kOperations.end())
    return soap_fault(api, unknown_operation(wanted, reason::soap_operation_unknown), call);
  PartnerCall partner{org, call, api, request.value(), version.value()};
  return operation->run(partner);
}

Result<Bearer, SoapFault> admit(const PartnerCall& call, Org::Transaction& tx) {
  const auto here = check_soap_organization(call.org, call.call);
  if (!here) return here.error();
  return admit_soap_call(call.org, tx, call.call, call.request);
}

}  // namespace

wire::WireResponse partner_soap(Org& org, wire::Call& call) {
  return serve(org, call, SoapApi::partner);
}

wire::WireResponse enterprise_soap(Org& org, wire::Call& call) {
  return serve(org, call, SoapApi::enterprise);
}

// Salesforce, documented: logout() ends the session of the header. An access token is such a
// session; its refresh token stays good.
wire::WireResponse soap_logout(PartnerCall& call) {
  auto tx = call.org.begin();
  const auto bearer = admit(call, tx);
  if (!bearer) return call.refuse(bearer.error());
  if (call.call.stopped_before_commit()) return {};
  const Access& access = bearer.value().access;
  if (access.grant == 0) {
    tx.sessions().close(SessionId(call.request.session_id));
  } else {
    tx.grants().revoke_access(access.grant, access.number, call.now());
  }
  return soap_answer(open_soap_answer(call.api, "logout", &tx.api_usage()));
}

wire::WireResponse soap_user_info(PartnerCall& call) {
  auto tx = call.org.begin();
  const auto bearer = admit(call, tx);
  if (!bearer) return call.refuse(bearer.error());
  XmlWriter writer = open_soap_answer(call.api, "getUserInfo", &tx.api_usage());
  writer.open("result");
  write_user_info(writer, call.org, tx, *bearer.value().user);
  return soap_answer(std::move(writer));
}

wire::WireResponse soap_server_timestamp(PartnerCall& call) {
  auto tx = call.org.begin();
  const auto bearer = admit(call, tx);
  if (!bearer) return call.refuse(bearer.error());
  XmlWriter writer = open_soap_answer(call.api, "getServerTimestamp", &tx.api_usage());
  writer.open("result").leaf("timestamp", soap_time(call.now()));
  return soap_answer(std::move(writer));
}

void write_user_info(XmlWriter& writer, const Org& org, Org::Transaction& tx, const User& user) {
  const Profile* profile = tx.profiles().find(user.profile);
  const auto nil = [&](std::string_view name) { writer.leaf(name, "", {{"xsi:nil", "true"}}); };
  writer.leaf("accessibilityMode", "false").leaf("chatterExternal", "false");
  writer.leaf("currencySymbol", "$").leaf("orgAttachmentFileSizeLimit", "5242880");
  writer.leaf("orgDefaultCurrencyIsoCode", "USD").leaf("orgDefaultCurrencyLocale", "en_US");
  writer.leaf("orgDisallowHtmlAttachments", "false").leaf("orgHasPersonAccounts", "false");
  writer.leaf("organizationId", org.organization_id());
  writer.leaf("organizationMultiCurrency", "false").leaf("organizationName", "Rehearsal");
  writer.leaf("profileId", profile == nullptr ? "" : profile->id);
  nil("roleId");
  writer.leaf("sessionSecondsValid", std::to_string(tx.settings().session_timeout_minutes * 60));
  nil("userDefaultCurrencyIsoCode");
  writer.leaf("userEmail", user.email);
  writer.leaf("userFullName", full_name(user));
  writer.leaf("userId", user.id.value).leaf("userLanguage", "en_US").leaf("userLocale", "en_US");
  writer.leaf("userName", user.username).leaf("userTimeZone", "America/Los_Angeles");
  writer.leaf("userType", "Standard").leaf("userUiSkin", "Theme3");
}

}  // namespace rehearse::salesforce
