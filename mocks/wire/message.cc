#include "mocks/wire/message.h"

#include <algorithm>
#include <cassert>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::wire {
namespace {

struct MediaType {
  std::string type{};  // lower case, without parameters
  std::string charset{"utf-8"};
  std::string boundary{};
  bool valid = false;
};

// Takes one `; name=value` parameter off the text. The value may be a quoted string (RFC 9110
// section 5.6.6).
bool take_parameter(std::string_view& text, std::string& name, std::string& value) {
  text.remove_prefix(1);
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  name = lower(trim(text.substr(0, equals)));
  value.clear();
  text = text.substr(equals + 1);
  if (!text.starts_with('"')) {
    const size_t end = std::min(text.find(';'), text.size());
    value = trim(text.substr(0, end));
    text.remove_prefix(end);
    return true;
  }
  size_t at = 1;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    value += text[at];
  }
  if (at == text.size()) return false;
  text = trim(text.substr(at + 1));
  return text.empty() || text.starts_with(';');
}

MediaType parse_media_type(std::string_view text) {
  MediaType media;
  const size_t end = std::min(text.find(';'), text.size());
  media.type = lower(trim(text.substr(0, end)));
  text.remove_prefix(end);
  while (!text.empty()) {
    std::string name, value;
    if (trim(text) == ";") break;
    if (!take_parameter(text, name, value)) return media;
    if (name == "charset") media.charset = lower(value);
    if (name == "boundary") media.boundary = value;
  }
  media.valid = true;
  return media;
}

bool has_content_encoding(const Fields& headers) {
  const auto encoding = header_of(headers, "Content-Encoding");
  return encoding && lower(trim(*encoding)) != "identity";
}

void read_form(WireRequest& request) {
  if (request.body.empty()) return;
  request.form_state = FormState::unsupported;
  const auto content_type = header_of(request.headers, "Content-Type");
  if (!content_type || has_content_encoding(request.headers)) return;
  const MediaType media = parse_media_type(*content_type);
  if (!media.valid || (media.charset != "utf-8" && media.charset != "utf8")) return;
  std::optional<Fields> form;
  if (media.type == "application/x-www-form-urlencoded") {
    form = parse_urlencoded(request.body);
  } else if (media.type == "multipart/form-data") {
    form = parse_multipart(request.body, media.boundary);
  } else {
    return;
  }
  request.form_state = form ? FormState::parsed : FormState::malformed;
  if (form) request.form = std::move(*form);
}

// The path as routes see it. A path whose escapes are broken or hide a NUL stays as sent: no route
// matches it.
std::string clean_path(std::string_view raw) {
  std::string collapsed;
  collapsed.reserve(raw.size());
  for (const char character : raw) {
    if (character != '/' || !collapsed.ends_with('/')) collapsed += character;
  }
  if (collapsed.find('%') == std::string::npos) return collapsed;
  auto decoded = percent_decode(collapsed);
  return decoded && is_utf8(*decoded) && !has_control(*decoded) ? *decoded : collapsed;
}

// RFC 9112 section 3.2.2: a server accepts the absolute form of a target as well. A `://` behind
// the first slash, `?` or `#` is part of something else.
std::string_view origin_form(std::string_view target) {
  const size_t scheme = target.find("://");
  if (scheme == std::string_view::npos || target.find_first_of("/?#") < scheme) return target;
  const size_t path = target.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

void read_target(WireRequest& request) {
  request.path = path_of_target(request.target);
  // RFC 3986 section 3: the fragment ends all that stands before it.
  const std::string_view whole = request.target;
  const std::string_view target = origin_form(whole.substr(0, whole.find('#')));
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos) return;
  auto query = parse_urlencoded(target.substr(mark + 1));
  request.query_malformed = !query;
  if (query) request.query = std::move(*query);
}

std::string host_of(std::string_view origin) {
  const size_t scheme = origin.find("://");
  if (scheme != std::string_view::npos) origin.remove_prefix(scheme + 3);
  const size_t bracket = origin.find(']');
  const size_t port = origin.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return lower(origin.substr(0, port));
}

WireResponse typed_response(int status, std::string body, std::string_view type) {
  WireResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(type)});
  response.body = std::move(body);
  return response;
}

bool same_ignoring_case(std::string_view left, std::string_view right) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char a, char b) { return small(a) == small(b); });
}

}  // namespace

const Field* find_field(const Fields& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<std::string> value_of(const Fields& fields, std::string_view name) {
  const Field* field = find_field(fields, name);
  if (field == nullptr || field->value.empty()) return {};
  return field->value;
}

size_t count_of(const Fields& fields, std::string_view name) {
  return size_t(std::count_if(fields.begin(), fields.end(),
                              [&](const Field& field) { return field.name == name; }));
}

std::optional<std::string> header_of(const Fields& headers, std::string_view name) {
  for (const Field& header : headers) {
    if (same_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

std::optional<std::string> cookie_of(const WireRequest& request, std::string_view name) {
  // RFC 6265 section 4.2.1: pairs apart by "; ". A client may send several Cookie lines.
  for (const Field& header : request.headers) {
    if (!same_ignoring_case(header.name, "Cookie")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name)
        return std::string(pair.substr(equals + 1));
    }
  }
  return {};
}

std::string path_of_target(std::string_view target) {
  std::string path = clean_path(origin_form(target.substr(0, target.find_first_of("?#"))));
  return path.empty() ? "/" : path;
}

WireRequest make_request(RequestParts parts) {
  WireRequest request;
  request.method = std::move(parts.method);
  request.target = std::move(parts.target);
  request.host = host_of(parts.origin);
  request.origin = std::move(parts.origin);
  request.peer = std::move(parts.peer);
  request.headers = std::move(parts.headers);
  request.body = std::move(parts.body);
  request.received_at = parts.received_at;
  read_target(request);
  read_form(request);
  return request;
}

WireRequest make_form_post(RequestParts parts, const Fields& form) {
  parts.method = "POST";
  parts.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  parts.body = encode_form(form);
  return make_request(std::move(parts));
}

WireResponse json_response(int status, std::string body) {
  return typed_response(status, std::move(body), "application/json;charset=UTF-8");
}

WireResponse html_response(int status, std::string body) {
  return typed_response(status, std::move(body), "text/html;charset=UTF-8");
}

WireResponse text_response(int status, std::string body) {
  return typed_response(status, std::move(body), "text/plain;charset=UTF-8");
}

WireResponse redirect_response(std::string location) {
  // A line break here would let a client's text become a header of ours.
  assert(!has_control(location));
  WireResponse response;
  response.status = 302;
  response.headers.push_back({"Location", std::move(location)});
  return response;
}

}  // namespace rehearse::wire
