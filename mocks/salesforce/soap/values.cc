#include "mocks/salesforce/soap/values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {

Result<bool, SoapFault> soap_boolean(const XmlElement& parent, std::string_view name,
                                     bool standard) {
  const XmlElement* child = parent.child(name);
  if (child == nullptr || child->attribute("nil") == "true") return standard;
  const std::string text(trim(child->text));
  const std::string plain = lower(text);
  if (plain == "true" || plain == "1") return true;
  if (plain == "false" || plain == "0") return false;
  // Salesforce, observed: certinia/apex-mdapi#146.
  return client_fault("'" + text +
                          "' is not valid for type xsd:boolean, should be '0', '1', 'true' or "
                          "'false'",
                      reason::soap_boolean_invalid);
}

std::vector<std::string> soap_texts(const XmlElement& parent, std::string_view name) {
  std::vector<std::string> texts;
  for (const XmlElement& child : parent.children) {
    if (child.name == name) texts.emplace_back(trim(child.text));
  }
  return texts;
}

std::optional<int> soap_version_number(std::string_view text) {
  if (text.ends_with(".0")) text.remove_suffix(2);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::string> soap_bytes(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  std::ranges::copy_if(text, std::back_inserter(plain), [](char character) {
    return character != '\n' && character != '\r' && character != ' ' && character != '\t';
  });
  return base64_decode(plain, Base64::standard);
}

std::string soap_time(TimePoint instant) {
  const auto since_second = instant - std::chrono::floor<std::chrono::seconds>(instant);
  std::string whole = format_time(instant - since_second);  // …:00Z
  whole.pop_back();
  const std::string digits = std::to_string(1'000 + since_second.count());
  return whole + "." + digits.substr(1) + "Z";
}

std::string_view local_type(std::string_view qualified) {
  const size_t colon = qualified.find(':');
  return trim(colon == std::string_view::npos ? qualified : qualified.substr(colon + 1));
}

SoapFault unknown_operation(const XmlElement& operation, const Reason& reason) {
  return client_fault("No operation available for request {" + operation.space + "}" +
                          operation.name + ", please check the WSDL for the service.",
                      reason);
}

}  // namespace rehearse::salesforce
