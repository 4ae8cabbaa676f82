#pragma once

#include "mocks/salesforce/soap/session.h"

namespace rehearse::salesforce {

// PartnerCall is one operation of the Partner or the Enterprise API being served; the mock plays
// signing in and out and the two questions that clients ask on their way in.
struct PartnerCall {
  Org& org;
  wire::Call& call;
  SoapApi api = SoapApi::partner;
  const SoapRequest& request;
  int version = 0;

  TimePoint now() const { return call.request.received_at; }
  wire::WireResponse refuse(const SoapFault& fault) const { return soap_fault(api, fault, call); }
};

// The operations, one a row of the table in partner_api.cc.
wire::WireResponse soap_login(PartnerCall& call);
wire::WireResponse soap_logout(PartnerCall& call);
wire::WireResponse soap_user_info(PartnerCall& call);
wire::WireResponse soap_server_timestamp(PartnerCall& call);

// Writes the children of a GetUserInfoResult, in the WSDL's order.
void write_user_info(XmlWriter& writer, const Org& org, Org::Transaction& tx, const User& user);

}  // namespace rehearse::salesforce
