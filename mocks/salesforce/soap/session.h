#pragma once

#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/soap/envelope.h"

namespace rehearse::salesforce {

// Lets a SOAP call in: an access token or an org session in the SessionHeader, with a scope for the
// API, of a user who may use it. Otherwise the fault that says why not.
Result<Bearer, SoapFault> admit_soap_call(Org& org, Org::Transaction& tx, wire::Call& call,
                                          const SoapRequest& request);

// A user without the permission API Enabled.
SoapFault api_disabled();

// The address's API version: the org's versions alone are known. The fault is
// UNSUPPORTED_API_VERSION.
Result<int, SoapFault> soap_version(const wire::Call& call);

// The address's org id, where it has one, must be this org's. Null: it is, or there is none.
Result<Done, SoapFault> check_soap_organization(const Org& org, const wire::Call& call);

}  // namespace rehearse::salesforce
