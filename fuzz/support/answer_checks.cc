#include "fuzz/support/answer_checks.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "fuzz/support/own_form.h"
#include "fuzz/support/promise.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"

namespace rehearse::fuzz {
namespace {

constexpr std::array<std::string_view, 22> kErrors{"unsupported_grant_type",
                                                   "invalid_request",
                                                   "invalid_client_id",
                                                   "invalid_client",
                                                   "invalid_basic_auth_header",
                                                   "app_not_found",
                                                   "oauth_flow_disabled",
                                                   "invalid_grant",
                                                   "redirect_uri_mismatch",
                                                   "invalid_scope",
                                                   "bad_jti_claim",
                                                   "invalid_app_access",
                                                   "unsupported_response_type",
                                                   "redirect_uri_missing",
                                                   "access_denied",
                                                   "immediate_unsuccessful",
                                                   "OAUTH_AUTHORIZATION_BLOCKED",
                                                   "OAUTH_EC_APP_NOT_FOUND",
                                                   "OAUTH_APP_BLOCKED",
                                                   "OAUTH_APP_ACCESS_DENIED",
                                                   "unsupported_token_type",
                                                   "invalid_token"};

void check_error(const wire::Fields& members) {
  const wire::Field* error = wire::find_field(members, "error");
  if (error == nullptr) return;
  require(std::find(kErrors.begin(), kErrors.end(), error->value) != kErrors.end(), "O-03",
          "The error is one that Salesforce has.");
  const std::string text = wire::value_of(members, "error_description").value_or("");
  require(std::all_of(text.begin(), text.end(),
                      [](char c) { return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\'; }),
          "O-03", "The description is in the characters of RFC 6749 section 5.2.");
}

wire::Fields read_json(const std::string& body) {
  const auto json = parse_json(body);
  require(json.ok() && json.value().is_object(), "O-03", "The answer is a JSON object.");
  wire::Fields members;
  for (const auto& [name, value] : json.value().items())
    members.push_back({name, value.is_string() ? value.get<std::string>() : dump_json(value)});
  return members;
}

wire::Fields read_form(std::string_view body) {
  const OwnForm form = own_form(body);
  require(form.is_readable && !form.repeats, "O-03", "The answer is a form.");
  wire::Fields members;
  for (const auto& [name, value] : form.fields) members.push_back({name, value});
  return members;
}

// <OAuth><name>value</name>…</OAuth>: that it is well-formed, and the members by their tags.
wire::Fields read_xml(const std::string& body) {
  require(body.find("<OAuth>") != std::string::npos && body.ends_with("</OAuth>"), "O-03",
          "The answer is XML.");
  wire::Fields members;
  size_t at = body.find("<OAuth>") + 7;
  while (body.compare(at, 8, "</OAuth>") != 0) {
    const size_t end = body.find('>', at);
    const std::string name = body.substr(at + 1, end - at - 1);
    const size_t close = body.find("</" + name + ">", end);
    require(close != std::string::npos, "O-03", "Each element of the XML ends.");
    const std::string value = body.substr(end + 1, close - end - 1);
    require(value.find('<') == std::string::npos, "O-03", "No element holds markup.");
    members.push_back({name, value});
    at = close + name.size() + 3;
  }
  return members;
}

}  // namespace

void check_headers(const wire::WireResponse& answer) {
  for (const wire::Field& header : answer.headers)
    require(!has_control(header.name) && !has_control(header.value), "O-11",
            "No header of the answer holds a control character.");
}

void check_status(const wire::WireResponse& answer, std::initializer_list<int> declared) {
  require(std::find(declared.begin(), declared.end(), answer.status) != declared.end(), "O-02",
          "The status is one that the endpoint has.");
}

void check_not_stored(const wire::WireResponse& answer) {
  const std::string control = wire::header_of(answer.headers, "Cache-Control").value_or("");
  require(control.find("no-store") != std::string::npos, "O-05",
          "No cache may keep what is said about tokens.");
}

void check_page(std::string_view page, std::string_view plain,
                const std::vector<std::string>& sent) {
  constexpr size_t kLeast = 8;  // shorter texts are in a page anyway
  for (const std::string& text : sent) {
    if (text.size() < kLeast || text.find_first_of("<>\"'&") == std::string::npos) continue;
    require(page.find(text) == page.npos || plain.find(text) != plain.npos, "O-12",
            "What was sent is not in the page as markup.");
  }
}

wire::Fields check_members(const wire::WireResponse& answer) {
  const std::string type = wire::header_of(answer.headers, "Content-Type").value_or("");
  wire::Fields members;
  if (type.starts_with("application/json")) {
    members = read_json(answer.body);
  } else if (type.starts_with("application/x-www-form-urlencoded")) {
    members = read_form(answer.body);
  } else {
    require(type.starts_with("application/xml"), "O-03", "The answer has a media type.");
    members = read_xml(answer.body);
  }
  check_error(members);
  return members;
}

wire::Fields check_form_error(std::string_view body) {
  wire::Fields members = read_form(body);
  require(wire::find_field(members, "error") != nullptr, "O-03", "A refusal has an error.");
  check_error(members);
  return members;
}

}  // namespace rehearse::fuzz
