#include "mocks/salesforce/soap/envelope.h"

#include <algorithm>
#include <array>

#include "mocks/core/text.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kEnvelope = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";

// The header blocks of the WSDLs. The mock acts on three of them; the others change nothing here.
constexpr std::array<std::string_view, 20> kHeaders{"SessionHeader",
                                                    "CallOptions",
                                                    "AllOrNoneHeader",
                                                    "LoginScopeHeader",
                                                    "DebuggingHeader",
                                                    "DebuggingInfo",
                                                    "QueryOptions",
                                                    "AssignmentRuleHeader",
                                                    "MruHeader",
                                                    "EmailHeader",
                                                    "UserTerritoryDeleteHeader",
                                                    "AllowFieldTruncationHeader",
                                                    "DisableFeedTrackingHeader",
                                                    "StreamingEnabledHeader",
                                                    "PackageVersionHeader",
                                                    "LocaleOptions",
                                                    "DuplicateRuleHeader",
                                                    "OwnerChangeOptions",
                                                    "LimitInfoHeader",
                                                    "SearchOptions"};

std::string_view fault_space(SoapApi api) {
  switch (api) {
    case SoapApi::metadata:
      return soap_space(api);
    case SoapApi::partner:
      return "urn:fault.partner.soap.sforce.com";
    case SoapApi::enterprise:
      return "urn:fault.enterprise.soap.sforce.com";
  }
  return {};
}

wire::WireResponse xml_response(int status, std::string body) {
  wire::WireResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"}};
  response.body = std::move(body);
  return response;
}

bool is_xml_type(const wire::WireRequest& request) {
  const std::string type = wire::header_of(request.headers, "Content-Type").value_or("");
  return lower(trim(split(type, ';').front())) == "text/xml";
}

// Salesforce, observed: XML that cannot be read is an UNKNOWN_EXCEPTION with the parser's words
// (forcedotcom/postman-salesforce-apis#26); the words are this parser's own.
SoapFault unreadable(const XmlProblem& problem) {
  const bool is_doctype = problem.what.find("DOCTYPE") != std::string::npos;
  SoapFault fault;
  fault.code = "UNKNOWN_EXCEPTION";
  fault.message = problem.what + ".";
  fault.reason = is_doctype ? &reason::soap_doctype : &reason::soap_xml_malformed;
  return fault;
}

Result<XmlElement, SoapFault> read_envelope(const wire::WireRequest& request) {
  // Salesforce, observed: "content-type of the request should be text/xml".
  if (!is_xml_type(request))
    return client_fault("content-type of the request should be text/xml",
                        reason::soap_content_type);
  // Salesforce, observed: "Premature end of file.".
  if (trim(request.body).empty())
    return client_fault("Premature end of file.", reason::soap_body_missing);
  auto parsed = parse_xml(request.body);
  if (!parsed) return unreadable(parsed.error());
  const XmlElement& root = parsed.value();
  // SOAP 1.1 section 4.1.2: another envelope namespace is another version.
  if (root.name == "Envelope" && root.space != kEnvelope) {
    return SoapFault{"soapenv:VersionMismatch",
                     "Only SOAP 1.1 messages are supported, not those of " + root.space,
                     &reason::soap_envelope_version};
  }
  if (root.name != "Envelope")
    return client_fault("Unable to find the element Envelope", reason::soap_envelope_malformed);
  return std::move(parsed).value();
}

struct EnvelopeParts {
  const XmlElement* header = nullptr;
  XmlElement* operation = nullptr;
};

// SOAP 1.1 section 4: an optional Header, then the Body; here with exactly one operation.
Result<EnvelopeParts, SoapFault> take_apart(XmlElement& envelope) {
  EnvelopeParts parts;
  XmlElement* body = nullptr;
  for (XmlElement& child : envelope.children) {
    const bool is_first_header =
        child.name == "Header" && parts.header == nullptr && body == nullptr;
    if (child.space == kEnvelope && is_first_header) {
      parts.header = &child;
    } else if (child.space == kEnvelope && child.name == "Body" && body == nullptr) {
      body = &child;
    } else {
      return client_fault(
          "Element {" + child.space + "}" + child.name + " invalid at this location",
          reason::soap_envelope_malformed);
    }
  }
  if (body == nullptr || body->children.size() != 1)
    return client_fault("The Body must hold exactly one operation",
                        reason::soap_envelope_malformed);
  parts.operation = &body->children.front();
  return parts;
}

Result<Done, SoapFault> read_header(const XmlElement& header, SoapApi api, SoapRequest& request) {
  for (const XmlElement& block : header.children) {
    const bool is_known =
        block.space == soap_space(api) && std::ranges::find(kHeaders, block.name) != kHeaders.end();
    // SOAP 1.1 section 4.2.3: what must be understood and is not ends the request.
    if (!is_known && block.attribute("mustUnderstand") == "1") {
      return SoapFault{"soapenv:MustUnderstand",
                       "Did not understand header {" + block.space + "}" + block.name,
                       &reason::soap_header_not_understood};
    }
    if (!is_known) continue;
    if (block.name == "SessionHeader") request.session_id = block.text_of("sessionId");
    if (block.name == "CallOptions") request.client = block.text_of("client");
    if (block.name != "AllOrNoneHeader") continue;
    const auto all_or_none = soap_boolean(block, "allOrNone", false);
    if (!all_or_none) return all_or_none.error();
    request.all_or_none = all_or_none.value();
  }
  return Done{};
}

std::string write_fault(SoapApi api, const SoapFault& fault) {
  const bool is_soaps_own = fault.code.starts_with("soapenv:");
  const bool has_detail = !is_soaps_own && api != SoapApi::metadata;
  const bool is_qualified = !is_soaps_own && (fault.is_qualified || api == SoapApi::metadata);
  std::vector<XmlAttribute> spaces{{"xmlns:soapenv", std::string(kEnvelope)}};
  if (!is_soaps_own) spaces.push_back({"xmlns:sf", std::string(fault_space(api))});
  if (has_detail) spaces.push_back({"xmlns:xsi", std::string(kInstance)});
  XmlWriter writer;
  writer.open("soapenv:Envelope", spaces).open("soapenv:Body").open("soapenv:Fault");
  writer.leaf("faultcode", (is_qualified ? "sf:" : "") + fault.code);
  writer.leaf("faultstring", is_soaps_own ? fault.message : fault.code + ": " + fault.message);
  if (has_detail) {
    const std::string kind = "sf:" + std::string(fault.kind);
    writer.open("detail").open(kind, {{"xsi:type", kind}});
    writer.leaf("sf:exceptionCode", fault.code).leaf("sf:exceptionMessage", fault.message);
  }
  return writer.take();
}

}  // namespace

std::string_view soap_space(SoapApi api) {
  switch (api) {
    case SoapApi::metadata:
      return "http://soap.sforce.com/2006/04/metadata";
    case SoapApi::partner:
      return "urn:partner.soap.sforce.com";
    case SoapApi::enterprise:
      return "urn:enterprise.soap.sforce.com";
  }
  return {};
}

SoapFault client_fault(std::string message, const Reason& reason) {
  return {"soapenv:Client", std::move(message), &reason};
}

Result<SoapRequest, SoapFault> read_soap(const wire::WireRequest& request, SoapApi api) {
  auto envelope = read_envelope(request);
  if (!envelope) return envelope.error();
  const auto parts = take_apart(envelope.value());
  if (!parts) return parts.error();
  SoapRequest read;
  if (parts.value().header != nullptr) {
    const auto understood = read_header(*parts.value().header, api, read);
    if (!understood) return understood.error();
  }
  XmlElement& operation = *parts.value().operation;
  // Salesforce, observed: an operation of another namespace is no operation.
  if (operation.space != soap_space(api))
    return unknown_operation(operation, reason::soap_namespace_wrong);
  read.operation = std::move(operation);
  return read;
}

XmlWriter open_soap_answer(SoapApi api, std::string_view operation, const ApiUsage* usage) {
  XmlWriter writer;
  writer.open("soapenv:Envelope", {{"xmlns:soapenv", std::string(kEnvelope)},
                                   {"xmlns", std::string(soap_space(api))},
                                   {"xmlns:xsi", std::string(kInstance)}});
  if (usage != nullptr) {
    writer.open("soapenv:Header").open("LimitInfoHeader").open("limitInfo");
    writer.leaf("current", std::to_string(usage->used()));
    writer.leaf("limit", std::to_string(usage->most()));
    writer.leaf("type", "API REQUESTS").close().close().close();
  }
  writer.open("soapenv:Body").open(std::string(operation) + "Response");
  return writer;
}

wire::WireResponse soap_answer(XmlWriter writer) { return xml_response(200, writer.take()); }

wire::WireResponse soap_fault(SoapApi api, const SoapFault& fault, wire::Call& call) {
  if (fault.reason != nullptr) call.refuse(*fault.reason);
  return xml_response(500, write_fault(api, fault));
}

wire::WireResponse soap_refusal(int status) {
  SoapFault fault = {.code = "soapenv:Client", .message = "There is no SOAP API at this address"};
  if (status == 405) fault.message = "A SOAP request is sent by POST";
  // Salesforce, observed: Salto's list of deploy errors.
  if (status == 413) {
    fault.code = "LIMIT_EXCEEDED";
    fault.message = "Maximum size of request reached. Maximum size of request is 52428800 bytes.";
  }
  // SOAP 1.1 section 6.2: a fault is a 500. A request that is none keeps its 405.
  return xml_response(status == 405 ? 405 : 500, write_fault(SoapApi::metadata, fault));
}

}  // namespace rehearse::salesforce
