#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/time.h"
#include "mocks/salesforce/soap/envelope.h"

namespace rehearse::salesforce {

// Values of XML Schema as requests carry them, and the faults of those that are none.

// The boolean of the child, or `standard` where it is absent or nil. Salesforce's own words refuse
// anything but 0, 1, true and false; Python clients write True and False and are served.
Result<bool, SoapFault> soap_boolean(const XmlElement& parent, std::string_view name,
                                     bool standard);
// The trimmed texts of all children of that name, in order.
std::vector<std::string> soap_texts(const XmlElement& parent, std::string_view name);
// The API version `67.0`, or `67`, as a number; nothing for anything else.
std::optional<int> soap_version_number(std::string_view text);
// The base64 text, line breaks allowed, as bytes; nothing if it is none.
std::optional<std::string> soap_bytes(std::string_view text);
// An instant as xsd:dateTime, always with milliseconds: `2026-05-11T00:00:00.000Z`.
std::string soap_time(TimePoint instant);
inline std::string_view soap_text(bool value) { return value ? "true" : "false"; }
// The value of an attribute that names a type, without its prefix: `ns0:CustomField`.
std::string_view local_type(std::string_view qualified);

// "No operation available for request {…}name, …".
SoapFault unknown_operation(const XmlElement& operation, const Reason& reason);

}  // namespace rehearse::salesforce
