#include "harness/record/exchange_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/record/names.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

using View = std::string_view;

// Client ids that are no app's key but names of well-known apps.
bool is_public_name(View value) { return value == "PlatformCLI"; }

bool is_number(View text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Times keep their own kind of reference even under an id's name.
constexpr size_t kLongestNumber = 12;

std::string as_number(std::string reference) {
  reference.insert(reference.size() - 1, " as number");
  return reference;
}

bool starts_page(View body) {
  const std::string start = lower(trim(body).substr(0, 64));
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

// What stands between `from` and `to` after the position; nothing if either is missing.
View between(View text, View from, View to, size_t& at) {
  const size_t begin = text.find(from, at);
  const size_t end = begin == View::npos ? begin : text.find(to, begin + from.size());
  at = end == View::npos ? text.size() : end;
  return end == View::npos ? View() : text.substr(begin + from.size(), end - begin - from.size());
}

}  // namespace

std::string ExchangeWriter::parameter(std::string_view name, const std::string& value) {
  const View kind = kind_of_parameter(name);
  if (!kind.empty() && !is_public_name(value)) return references_.refer(kind, value);
  if (names_a_number(name) && is_number(value) && value.size() <= kLongestNumber)
    return references_.refer_here("number_id", value);
  if (value.starts_with("http") && value.find('?') != std::string::npos) return address(value);
  if (value.starts_with('{') || value.starts_with('[')) {
    if (const auto parsed = parse_json(value)) return dump_json(json(parsed.value()));
  }
  return references_.text(value);
}

std::string ExchangeWriter::authorization(const std::string& value) {
  const size_t blank = value.find(' ');
  if (blank == std::string::npos) return references_.refer("secret", value);
  const std::string scheme = value.substr(0, blank);
  const std::string credentials(trim(View(value).substr(blank + 1)));
  const auto pair =
      lower(scheme) == "basic" ? base64_decode(credentials, Base64::standard) : std::nullopt;
  const size_t colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos)
    return scheme + " " + references_.refer("access_token", credentials);
  // RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
  const auto half = [&](View kind, const std::string& text) {
    return references_.refer(kind, wire::percent_decode(text).value_or(text));
  };
  const std::string key = half("consumer_key", pair->substr(0, colon));
  return scheme + " " + key + ":" + half("consumer_secret", pair->substr(colon + 1));
}

// "name=value; name=value", or with `is_set` "name=value; Path=/; Expires=…".
std::string ExchangeWriter::cookies(std::string_view value, bool is_set) {
  std::vector<std::string> parts = split(value, ';');
  for (size_t i = 0; i < parts.size(); ++i) {
    const View pair = trim(parts[i]);
    const size_t equals = pair.find('=');
    if (equals == View::npos || (is_set && i > 0)) {
      parts[i] = references_.text(pair);
    } else {
      parts[i] = fmt::format("{}={}", pair.substr(0, equals),
                             references_.refer("cookie", pair.substr(equals + 1)));
    }
  }
  return join(parts, "; ");
}

std::string ExchangeWriter::pairs_of(std::string_view query) {
  std::vector<std::string> pairs = split(query, '&');
  for (std::string& pair : pairs) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos) {
      pair = references_.text(pair);
      continue;
    }
    const std::string name = pair.substr(0, equals);
    const std::string value = replace_all(pair.substr(equals + 1), "+", " ");
    // What would end the pair stays encoded.
    std::string shown = parameter(name, wire::percent_decode(value).value_or(value));
    for (const auto& [from, to] : {std::pair{"%", "%25"}, {"&", "%26"}, {"#", "%23"}})
      shown = replace_all(std::move(shown), from, to);
    pair = name + "=" + shown;
  }
  return join(pairs, "&");
}

std::string ExchangeWriter::path(std::string_view path) {
  std::vector<std::string> parts = split(path, '/');
  for (std::string& part : parts)
    part = is_number(part) ? references_.refer_here("number_id", part) : references_.text(part);
  return join(parts, "/");
}

std::string ExchangeWriter::address(std::string_view url) {
  const size_t hash = url.find('#');
  const View before = url.substr(0, hash);
  const size_t mark = before.find('?');
  const size_t authority = before.find("://");
  const size_t slash = before.find('/', authority == View::npos ? 0 : authority + 3);
  const size_t path_at = std::min({slash, mark, before.size()});
  std::string shown = references_.text(before.substr(0, path_at));
  shown += path(before.substr(path_at, mark == View::npos ? mark : mark - path_at));
  if (mark != View::npos) shown += "?" + pairs_of(before.substr(mark + 1));
  if (hash != View::npos) shown += "#" + pairs_of(url.substr(hash + 1));
  return shown;
}

ExchangeWriter::Pair ExchangeWriter::header(const wire::Field& header) {
  const std::string name = lower(header.name);
  if (never_matters(name)) return {header.name, "<changing>"};
  if (name == "authorization" || name == "proxy-authorization")
    return {header.name, authorization(header.value)};
  if (name == "cookie" || name == "set-cookie")
    return {header.name, cookies(header.value, name == "set-cookie")};
  if (name == "location" || name == "referer" || name == "content-location")
    return {header.name, address(header.value)};
  if (name == "content-type" && header.value.find("boundary=") != std::string::npos)
    return {header.name, header.value.substr(0, header.value.find(';'))};
  return {header.name, parameter(name, header.value)};
}

Json ExchangeWriter::fields(const wire::Fields& fields) {
  Json list = Json::array();
  for (const wire::Field& field : fields) {
    list.push_back(Json::array({references_.text(field.name),
                                field.is_file ? "<file>" : parameter(field.name, field.value)}));
  }
  return list;
}

// A text under a name: hidden by its name, or with references in it.
Json ExchangeWriter::named_text(const std::string& name, const std::string& value) {
  const View kind = kind_of_member(name, value);
  if (!kind.empty() && !is_public_name(value)) return references_.refer(kind, value);
  return value.starts_with("http") ? address(value) : references_.text(value);
}

Json ExchangeWriter::member(const std::string& name, const Json& value, bool is_of_a_user) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (is_of_a_user && is_personal(name) && !text.starts_with("http"))
      return references_.refer("person", text);
    return named_text(name, text);
  }
  if (!value.is_number()) return json(value);
  const std::string digits = dump_json(value);
  // Of limits: others use them up as well.
  if (name == "Remaining") return as_number(references_.refer_here("count", digits));
  if (const View kind = kind_of_parameter(name);
      !kind.empty() && !kind_of_member(name, digits).empty())
    return as_number(references_.refer(kind, digits));
  if (names_a_number(name) && is_number(digits) && digits.size() <= kLongestNumber)
    return as_number(references_.refer_here("number_id", digits));
  return json(value);
}

Json ExchangeWriter::json(const Json& value) {
  if (value.is_string()) return named_text("", value.get_ref<const std::string&>());
  if (value.is_number_integer() && references_.is_time(value.get<int64_t>()))
    return as_number(references_.refer_here("epoch_ms", dump_json(value)));
  if (value.is_array()) {
    Json list = Json::array();
    for (const Json& element : value) list.push_back(json(element));
    return list;
  }
  if (!value.is_object()) return value;
  Json object = Json::object();
  const bool is_of_a_user = std::any_of(value.items().begin(), value.items().end(),
                                        [](const auto& item) { return names_a_user(item.key()); });
  for (const auto& [name, inner] : value.items())
    object[references_.text(name)] = member(name, inner, is_of_a_user);
  return object;
}

Json ExchangeWriter::xml(const XmlElement& element) {
  if (element.attributes.empty() && element.children.empty())
    return named_text(element.name, std::string(trim(element.text)));
  Json object = Json::object();
  for (const XmlAttribute& attribute : element.attributes)
    object["@" + attribute.name] = named_text(attribute.name, attribute.value);
  if (const View text = trim(element.text); !text.empty())
    object["#text"] = named_text(element.name, std::string(text));
  std::map<std::string, int> counts;
  for (const XmlElement& child : element.children) {
    const int count = ++counts[child.name];
    object[count == 1 ? child.name : fmt::format("{} {}", child.name, count)] = xml(child);
  }
  return object;
}

// Of a page only its title and what it reports: the rest is made for people, and full of them.
Json ExchangeWriter::page(std::string_view body) {
  size_t at = 0;
  Json page{{"title", references_.text(trim(between(body, "<title>", "</title>", at)))},
            {"alerts", Json::array()}};
  for (at = 0; at < body.size();) {
    const View alert = between(body, "role=\"alert\"", "<", at);
    const size_t end = alert.find('>');
    if (end != View::npos && !trim(alert.substr(end + 1)).empty())
      page["alerts"].push_back(references_.text(trim(alert.substr(end + 1))));
  }
  return page;
}

void ExchangeWriter::fill_body(const std::string& type, const std::string& body,
                               RecordedPart& part) {
  const auto set = [&](View kind, Json value) {
    part.kind = kind;
    part.body = std::move(value);
  };
  const View text = trim(body);
  if (text.starts_with('{') || text.starts_with('[')) {
    if (const auto parsed = parse_json(text)) return set("json", json(parsed.value()));
  }
  if (type.starts_with("text/html") || starts_page(text)) return set("page", page(body));
  if (text.starts_with('<')) {
    if (const auto parsed = parse_xml(text))
      return set("xml", Json{{parsed.value().name, xml(parsed.value())}});
  }
  if (const size_t at = type.find("boundary="); at != std::string::npos) {
    std::string boundary = type.substr(at + 9, type.find(';', at) - at - 9);
    const auto parts = wire::parse_multipart(body, replace_all(boundary, "\"", ""));
    return parts ? set("form", fields(*parts)) : set("bytes", nullptr);
  }
  const bool is_form = lower(type).starts_with("application/x-www-form-urlencoded");
  if (const auto form = wire::parse_urlencoded(text);
      form && (is_form || text.find('=') != View::npos))
    return set("form", fields(*form));
  if (!is_utf8(body) || has_control(replace_all(replace_all(body, "\n", ""), "\r", "")))
    return set("bytes", nullptr);
  set("text", references_.text(body));
}

RecordedPart ExchangeWriter::part(const wire::Fields& headers, const std::string& body) {
  RecordedPart part;
  for (const wire::Field& one : headers) part.headers.push_back(header(one));
  if (!body.empty()) fill_body(wire::header_of(headers, "content-type").value_or(""), body, part);
  return part;
}

RecordedExchange ExchangeWriter::write(const RawExchange& raw) {
  RecordedExchange exchange{.step = raw.step, .by = raw.by, .method = raw.request.method};
  const std::string& url = raw.request.url;
  const size_t mark = url.find('?');
  exchange.url = address(url.substr(0, mark));
  const std::string query = mark == std::string::npos ? "" : url.substr(mark + 1);
  if (const auto pairs = wire::parse_urlencoded(query)) {
    for (const wire::Field& field : *pairs)
      exchange.query.emplace_back(references_.text(field.name), parameter(field.name, field.value));
  } else {
    exchange.query.emplace_back(pairs_of(query), "");
  }
  exchange.request = part(raw.request.headers, raw.request.body);
  if (!raw.response) {
    exchange.trouble = raw.trouble.empty() ? "interrupted" : raw.trouble;
    return exchange;
  }
  exchange.status = raw.response->status;
  exchange.response = part(raw.response->headers, raw.response->body);
  return exchange;
}

}  // namespace rehearse::harness
