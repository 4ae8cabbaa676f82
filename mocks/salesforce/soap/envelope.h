#pragma once

#include <string>
#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/xml.h"
#include "mocks/salesforce/org/api_usage.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// SOAP 1.1 as Salesforce speaks it: what an envelope holds, and the two answers, a response and a
// fault. Namespaces and the order of elements are those of the Metadata and the Partner WSDL.

// SoapApi is one of the org's SOAP interfaces.
enum class SoapApi { metadata, partner, enterprise };

// The namespace of the API's operations and headers.
std::string_view soap_space(SoapApi api);

// SoapFault is why a request got no response.
struct SoapFault {
  // Salesforce's exception code, `INVALID_SESSION_ID`; or a code of SOAP itself, `soapenv:Client`,
  // for what was no request to begin with.
  std::string code{};
  std::string message{};
  const Reason* reason = nullptr;
  // What kind of fault the detail of the Partner and Enterprise APIs names.
  std::string_view kind{"UnexpectedErrorFault"};
  // True: the fault is about a session, and its code is written with the prefix sf. Metadata faults
  // always are.
  bool is_qualified = false;
};

// SoapRequest is one well-formed request.
struct SoapRequest {
  XmlElement operation{};  // the one child of the Body
  std::string session_id{};
  std::string client{};      // CallOptions
  bool all_or_none = false;  // AllOrNoneHeader
};
// Reads the envelope in the body of a POST.
Result<SoapRequest, SoapFault> read_soap(const wire::WireRequest& request, SoapApi api);

// Opens the response `<operationResponse>`; what is written next stands inside it. `usage` goes
// into the limit header that the answers of the Partner and Enterprise APIs carry; null: none.
XmlWriter open_soap_answer(SoapApi api, std::string_view operation,
                           const ApiUsage* usage = nullptr);
// 200 with the response that was opened.
wire::WireResponse soap_answer(XmlWriter writer);
// 500 with the fault; its reason goes to the journal.
wire::WireResponse soap_fault(SoapApi api, const SoapFault& fault, wire::Call& call);
// The answer where no endpoint is reached: 404 for an address that no API has, 405 for another
// method than POST, 413 for a body that is too long.
wire::WireResponse soap_refusal(int status);

// A fault whose code is SOAP's `Client`: the request is not one of the API's.
SoapFault client_fault(std::string message, const Reason& reason);

}  // namespace rehearse::salesforce
