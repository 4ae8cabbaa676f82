#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/core/xml.h"
#include "mocks/wire/form.h"
#include "mocks/wire/journal.h"
#include "mocks/wire/uri.h"

namespace rehearse::wire {
namespace {

// A name is no proof for a short value: `code=E1` in some error must not hide every "E1".
constexpr size_t kShortestLearnt = 8;

void learn(std::string_view value, Redactor& redactor) {
  if (value.size() >= kShortestLearnt) redactor.add(value);
}

void learn_fields(const Fields& fields, Redactor& redactor) {
  for (const Field& field : fields) {
    if (is_secret_name(field.name)) learn(field.value, redactor);
  }
}

void learn_json(const Json& value, Redactor& redactor) {
  if (value.is_array()) {
    for (const Json& element : value) learn_json(element, redactor);
  }
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.items()) {
    if (member.is_string() && is_secret_name(name)) {
      learn(member.get_ref<const std::string&>(), redactor);
    } else {
      learn_json(member, redactor);
    }
  }
}

void learn_xml(const XmlElement& element, Redactor& redactor) {
  if (is_secret_name(element.name)) learn(trim(element.text), redactor);
  for (const XmlAttribute& attribute : element.attributes) {
    if (is_secret_name(attribute.name)) learn(attribute.value, redactor);
  }
  for (const XmlElement& child : element.children) learn_xml(child, redactor);
}

bool is_markup(std::string_view body) { return trim(body).starts_with('<'); }

void learn_body(std::string_view body, Redactor& redactor) {
  if (is_markup(body)) {
    const auto document = parse_xml(body);
    if (document) learn_xml(document.value(), redactor);
  }
  if (!body.starts_with('{') && !body.starts_with('[')) return;
  const auto json = parse_json(body);
  if (json) learn_json(json.value(), redactor);
}

// "Basic aWQ6c2VjcmV0": the part after the colon (RFC 7617), raw and form-decoded (RFC 6749
// section 2.3.1).
void learn_authorization(std::string_view value, Redactor& redactor) {
  const size_t blank = value.find(' ');
  if (blank == std::string_view::npos) return learn(value, redactor);
  const std::string_view credentials = trim(value.substr(blank + 1));
  learn(credentials, redactor);
  if (lower(value.substr(0, blank)) != "basic") return;
  const auto pair = base64_decode(credentials, Base64::standard);
  const size_t colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return;
  const std::string secret = pair->substr(colon + 1);
  learn(secret, redactor);
  if (const auto decoded = percent_decode(secret)) learn(*decoded, redactor);
}

void learn_cookies(std::string_view value, Redactor& redactor) {
  for (const std::string& pair : split(value, ';')) {
    const size_t equals = pair.find('=');
    if (equals != std::string::npos) learn(trim(pair).substr(trim(pair).find('=') + 1), redactor);
  }
}

void learn_headers(const Fields& headers, Redactor& redactor) {
  for (const Field& header : headers) {
    const std::string name = lower(header.name);
    if (name == "authorization" || name == "proxy-authorization")
      learn_authorization(header.value, redactor);
    if (name == "cookie") learn_cookies(header.value, redactor);
    if (name == "set-cookie") {
      const std::string pair = split(header.value, ';')[0];
      learn_cookies(pair, redactor);
    }
    if (name != "location" && name != "referer") continue;
    const auto uri = parse_uri(header.value);
    const auto query = uri ? parse_urlencoded(uri->query) : std::nullopt;
    if (query) learn_fields(*query, redactor);
  }
}

// A challenge is hidden, as it may be the verifier itself, but one is told from another.
std::string hidden(const Field& field) {
  if (field.name != "code_challenge") return std::string(kRedacted);
  return fmt::format("{} {}", kRedacted, hex_encode(sha256(field.value)).substr(0, 8));
}

Json redacted_fields(const Fields& fields, const Redactor& redactor) {
  Json list = Json::array();
  for (const Field& field : fields) {
    const bool hide = is_secret_name(field.name) && !field.value.empty();
    list.push_back({{"name", redactor.redact(field.name)},
                    {"value", hide ? hidden(field) : redactor.redact(field.value)}});
  }
  return list;
}

// "name=value; Path=/": the name and the attributes stay.
std::string redacted_cookie(std::string_view value, const Redactor& redactor) {
  std::vector<std::string> pairs = split(value, ';');
  for (std::string& pair : pairs) {
    const std::string_view name = std::string_view(pair).substr(0, pair.find('='));
    const std::string plain = lower(trim(name));
    const bool attribute = plain == "path" || plain == "domain" || plain == "expires" ||
                           plain == "max-age" || plain == "samesite";
    if (name.size() == pair.size()) continue;
    pair = attribute ? redactor.redact(pair) : redactor.redact(name) + "=" + std::string(kRedacted);
  }
  return join(pairs, ";");
}

std::string redacted_uri(std::string_view value, const Redactor& redactor) {
  const size_t mark = value.find('?');
  if (mark == std::string_view::npos) return redactor.redact(value);
  std::string text = redactor.redact(value.substr(0, mark)) + "?";
  for (const std::string& pair : split(value.substr(mark + 1), '&')) {
    if (!text.ends_with('?')) text += '&';
    const std::string name = pair.substr(0, pair.find('='));
    const bool hide = is_secret_name(percent_decode(name).value_or(name));
    text += hide ? name + "=" + std::string(kRedacted) : redactor.redact(pair);
  }
  return text;
}

std::string redacted_header(const Field& header, const Redactor& redactor) {
  const std::string name = lower(header.name);
  if (name == "authorization" || name == "proxy-authorization") {
    const size_t blank = header.value.find(' ');
    if (blank == std::string::npos) return std::string(kRedacted);
    return redactor.redact(header.value.substr(0, blank)) + " " + std::string(kRedacted);
  }
  if (name == "cookie" || name == "set-cookie") return redacted_cookie(header.value, redactor);
  if (name == "location" || name == "referer") return redacted_uri(header.value, redactor);
  return is_secret_name(name) ? std::string(kRedacted) : redactor.redact(header.value);
}

Json redacted_headers(const Fields& headers, const Redactor& redactor) {
  Json list = Json::array();
  for (const Field& header : headers) {
    list.push_back(
        {{"name", redactor.redact(header.name)}, {"value", redacted_header(header, redactor)}});
  }
  return list;
}

// Nothing of what only looks like XML, where a secret's name would not show, and nothing of pages.
Json redacted_xml(std::string_view body, const Redactor& redactor) {
  const auto document = parse_xml(body);
  if (!document || document.value().name == "html") return nullptr;
  return redactor.redact_xml(body);
}

// JSON and XML are shown redacted by name as well; of other bodies only short text.
Json redacted_body(std::string_view body, const Redactor& redactor) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);  // a byte order mark
  body = trim(body);
  if (body.empty()) return nullptr;
  if (body.starts_with('{') || body.starts_with('[')) {
    const auto json = parse_json(body);
    if (json) return redactor.redact_json(json.value());
  }
  if (body.find('<') != std::string_view::npos) return redacted_xml(body, redactor);
  if (const auto form = parse_urlencoded(body); form && body.find('=') != std::string_view::npos)
    return redacted_fields(*form, redactor);
  return is_utf8(body) ? Json(redactor.redact(body)) : Json(nullptr);
}

std::string client_of(const Exchange& exchange) {
  if (!exchange.client.empty()) return exchange.client;
  if (const auto named = value_of(exchange.request.form, "client_id")) return *named;
  return value_of(exchange.request.query, "client_id").value_or("");
}

Json text_or_null(std::string_view text, const Redactor& redactor) {
  return text.empty() ? Json(nullptr) : Json(redactor.redact(text));
}

}  // namespace

void learn_secrets(const Exchange& exchange, Redactor& redactor) {
  learn_fields(exchange.request.query, redactor);
  learn_fields(exchange.request.form, redactor);
  learn_headers(exchange.request.headers, redactor);
  learn_headers(exchange.response_headers, redactor);
  if (exchange.request.form_state == FormState::unsupported)
    learn_body(exchange.request.body, redactor);
  learn_body(exchange.response_body, redactor);
}

Json write_exchange(const Exchange& exchange, const Redactor& redactor) {
  const WireRequest& request = exchange.request;
  Json json{{"at", format_time(request.received_at)},
            {"side", exchange.side},
            {"method", redactor.redact(request.method)},
            {"path", redactor.redact(request.path)},
            {"status", exchange.status},
            {"client", text_or_null(client_of(exchange), redactor)},
            {"reason", nullptr},
            {"route", text_or_null(exchange.route, redactor)},
            {"note", text_or_null(exchange.note, redactor)},
            {"fault", text_or_null(exchange.fault, redactor)},
            {"peer", request.peer},
            {"host", redactor.redact(request.host)},
            {"arrival", exchange.arrival}};
  if (exchange.reason != nullptr) json["reason"] = exchange.reason->name;
  json["query"] = redacted_fields(request.query, redactor);
  json["form"] = redacted_fields(request.form, redactor);
  json["headers"] = redacted_headers(request.headers, redactor);
  if (request.form_state == FormState::unsupported)
    json["body"] = redacted_body(request.body, redactor);
  json["response"] = {{"headers", redacted_headers(exchange.response_headers, redactor)},
                      {"body", redacted_body(exchange.response_body, redactor)}};
  return json;
}

}  // namespace rehearse::wire
