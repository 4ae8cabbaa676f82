#pragma once

#include <string>
#include <string_view>

#include "mocks/core/text.h"
#include "mocks/core/xml.h"
#include "mocks/salesforce/soap/envelope.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {

// Envelopes as clients write them, and what is read out of the answers.

inline wire::WireRequest soap_request(const OrgSite& site, std::string target, std::string body,
                                      std::string content_type = "text/xml") {
  return wire::make_request(
      {.method = "POST",
       .origin = site.origin,
       .target = std::move(target),
       .headers = {{"Content-Type", std::move(content_type)}, {"SOAPAction", "\"\""}},
       .body = std::move(body),
       .received_at = site.now});
}

// An envelope of the API, as jsforce builds it.
inline std::string soap_envelope(SoapApi api, std::string_view operation,
                                 std::string_view session_id = "",
                                 std::string_view more_headers = "") {
  const std::string space(soap_space(api));
  std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>)";
  text += R"(<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/")";
  text += R"( xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)";
  text += "<soapenv:Header xmlns=\"" + space + "\">";
  if (!session_id.empty()) {
    text += "<SessionHeader><sessionId>" + std::string(session_id) + "</sessionId></SessionHeader>";
  }
  text += std::string(more_headers) + "</soapenv:Header><soapenv:Body xmlns=\"" + space + "\">";
  return text + std::string(operation) + "</soapenv:Body></soapenv:Envelope>";
}

// The one child of the answer's Body; an element without a name if the answer is no envelope.
inline XmlElement soap_body(const wire::WireResponse& response) {
  const auto parsed = parse_xml(response.body);
  const XmlElement* body = parsed ? parsed.value().child("Body") : nullptr;
  return body == nullptr || body->children.size() != 1 ? XmlElement{} : body->children.front();
}

// `faultcode | faultstring` of a fault; empty if the answer is none.
inline std::string soap_fault_text(const wire::WireResponse& response) {
  const XmlElement fault = soap_body(response);
  if (fault.name != "Fault") return {};
  return fault.text_of("faultcode") + " | " + fault.text_of("faultstring");
}

// The names of the element's children in order.
inline std::string child_names(const XmlElement& element) {
  std::string names;
  for (const XmlElement& child : element.children) names += (names.empty() ? "" : " ") + child.name;
  return names;
}

}  // namespace rehearse::salesforce
