#include "mocks/salesforce/oauth/token_response.h"

#include <fmt/format.h>

#include <array>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::salesforce {
namespace {

struct FormatName {
  std::string_view name{};  // of the parameter `format`
  AnswerFormat format = AnswerFormat::json;
  std::string_view type{};
};
constexpr std::array<FormatName, 4> kFormats{{
    {"json", AnswerFormat::json, "application/json"},
    {"urlencoded", AnswerFormat::urlencoded, "application/x-www-form-urlencoded"},
    {"xml", AnswerFormat::xml, "application/xml"},
    {"", AnswerFormat::xml, "text/xml"},
}};

std::string_view type_of(AnswerFormat format) {
  for (const FormatName& row : kFormats) {
    if (row.format == format) return row.type;
  }
  return kFormats.front().type;
}

AnswerFormat format_of_accept(std::string_view accept) {
  for (const std::string& part : split(accept, ',')) {
    const std::string type = lower(trim(part.substr(0, part.find(';'))));
    for (const FormatName& row : kFormats) {
      if (row.type == type) return row.format;
    }
  }
  return AnswerFormat::json;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char character : text) {
    if (character == '"' || character == '\\') {
      out += '\\';
      out += character;
    } else if (uint8_t(character) < 0x20 || uint8_t(character) > 0x7e) {
      out += fmt::format("\\u{:04x}", uint8_t(character));
    } else {
      out += character;
    }
  }
  out += '"';
}

std::string as_json(const wire::Fields& members) {
  std::string out;
  out.reserve(1024);
  for (const wire::Field& member : members) {
    out += out.empty() ? '{' : ',';
    append_json_string(out, member.name);
    out += ':';
    append_json_string(out, member.value);
  }
  return out.empty() ? "{}" : out + '}';
}

std::string as_xml(const wire::Fields& members) {
  std::string out = R"(<?xml version="1.0" encoding="UTF-8"?><OAuth>)";
  for (const wire::Field& member : members) {
    std::string value = replace_all(member.value, "&", "&amp;");
    value = replace_all(replace_all(std::move(value), "<", "&lt;"), ">", "&gt;");
    out += fmt::format("<{0}>{1}</{0}>", member.name, value);
  }
  return out + "</OAuth>";
}

}  // namespace

AnswerFormat answer_format(const wire::WireRequest& request) {
  for (const wire::Fields* fields : {&request.form, &request.query}) {
    const wire::Field* format = wire::find_field(*fields, "format");
    if (format == nullptr) continue;
    for (const FormatName& row : kFormats) {
      if (!row.name.empty() && row.name == format->value) return row.format;
    }
  }
  const auto accept = wire::header_of(request.headers, "Accept");
  return accept ? format_of_accept(*accept) : AnswerFormat::json;
}

void add_oauth_headers(wire::WireResponse& response) {
  response.headers.push_back({"Strict-Transport-Security", "max-age=63072000; includeSubDomains"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"X-XSS-Protection", "1; mode=block"});
  response.headers.push_back({"X-Robots-Tag", "none"});
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back({"Pragma", "no-cache"});
}

void let_caches_keep(wire::WireResponse& response) {
  std::erase_if(response.headers, [](const wire::Field& header) {
    return header.name == "Cache-Control" || header.name == "Pragma";
  });
}

wire::WireResponse token_answer(AnswerFormat format, int status, const wire::Fields& members) {
  wire::WireResponse response;
  response.status = status;
  response.headers.reserve(8);
  response.headers.push_back({"Content-Type", std::string(type_of(format)) + ";charset=UTF-8"});
  add_oauth_headers(response);
  switch (format) {
    case AnswerFormat::json:
      response.body = as_json(members);
      break;
    case AnswerFormat::urlencoded:
      response.body = wire::encode_form(members);
      break;
    case AnswerFormat::xml:
      response.body = as_xml(members);
      break;
  }
  return response;
}

wire::WireResponse token_error(AnswerFormat format, const oauth::OAuthError& error,
                               bool challenge) {
  wire::WireResponse response = token_answer(
      format, challenge ? 401 : error.status,
      {{"error", std::string(error.code)}, {"error_description", std::string(error.description)}});
  if (challenge) response.headers.push_back({"WWW-Authenticate", "Basic realm=\"Salesforce\""});
  return response;
}

}  // namespace rehearse::salesforce
