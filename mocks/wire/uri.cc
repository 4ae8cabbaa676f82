#include "mocks/wire/uri.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::wire {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 3986 section 3.1: a letter, then letters, digits, plus, period, hyphen.
bool is_scheme(std::string_view text) {
  return !text.empty() && is_alpha(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '.' || c == '-';
  });
}

// A registered name holds unreserved, sub-delims and escapes (RFC 3986 section 3.2.2).
bool is_host(std::string_view text) {
  if (text.starts_with('[')) {
    return text.size() > 2 && text.ends_with(']') &&
           text.find_first_not_of("0123456789abcdefABCDEF:.", 1) == text.size() - 1;
  }
  return text.find_first_of("[]@:\"<>\\^`{|} ") == std::string_view::npos;
}

bool read_authority(std::string_view text, Uri& uri) {
  const size_t at = text.rfind('@');
  if (at != std::string_view::npos) {
    uri.userinfo = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  const size_t bracket = text.find(']');
  const size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) uri.port = text.substr(colon + 1);
  uri.host = lower(text.substr(0, colon));
  return is_host(uri.host) && std::all_of(uri.port.begin(), uri.port.end(), is_digit) &&
         uri.port.size() <= 5;
}

// RFC 3986 section 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string> segments = split(path, '/');
  for (size_t index = 1; index < segments.size(); ++index) {
    const std::string& segment = segments[index];
    const bool last = index + 1 == segments.size();
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (segment != ".") {
      kept.push_back(segment);
      continue;
    }
    if (last) kept.emplace_back();
  }
  return "/" + join(kept, "/");
}

}  // namespace

std::string Uri::origin() const { return scheme + "://" + host + (port.empty() ? "" : ":" + port); }

std::string Uri::target() const {
  return (path.empty() ? "/" : path) + (has_query ? "?" + query : "");
}

std::optional<Uri> parse_uri(std::string_view text) {
  if (has_control(text) || text.find_first_of(" \"<>\\^`{|}") != std::string_view::npos) return {};
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return {};
  Uri uri;
  uri.scheme = lower(text.substr(0, colon));
  text.remove_prefix(colon + 1);
  const size_t fragment = text.find('#');
  uri.has_fragment = fragment != std::string_view::npos;
  text = text.substr(0, fragment);
  const size_t mark = text.find('?');
  uri.has_query = mark != std::string_view::npos;
  if (uri.has_query) uri.query = text.substr(mark + 1);
  text = text.substr(0, mark);
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const size_t slash = std::min(text.find('/'), text.size());
    if (!read_authority(text.substr(0, slash), uri)) return {};
    text.remove_prefix(slash);
  }
  uri.path = text;
  return uri;
}

std::string with_query(std::string_view uri, const Fields& fields) {
  if (fields.empty()) return std::string(uri);
  const size_t fragment = std::min(uri.find('#'), uri.size());
  std::string joined(uri.substr(0, fragment));
  // RFC 3986 section 3.4: the first `?` opens the query, a later one is data; an `&` in a path too.
  const size_t mark = joined.find('?');
  if (mark == std::string::npos) {
    joined += '?';
  } else if (mark + 1 != joined.size() && !joined.ends_with('&')) {
    joined += '&';
  }
  return joined + encode_form(fields) + std::string(uri.substr(fragment));
}

std::string resolve(std::string_view base, std::string_view reference) {
  const size_t colon = reference.find(':');
  if (colon != std::string_view::npos && is_scheme(reference.substr(0, colon)))
    return std::string(reference);
  const auto from = parse_uri(base);
  if (!from) return std::string(reference);
  if (reference.starts_with("//")) return from->scheme + ":" + std::string(reference);
  if (reference.empty() || reference.starts_with('#'))
    return from->origin() + from->target() + std::string(reference);
  const std::string path = from->path.empty() ? "/" : from->path;
  if (reference.starts_with('?')) return from->origin() + path + std::string(reference);
  const size_t end = std::min(reference.find_first_of("?#"), reference.size());
  std::string merged(reference.substr(0, end));
  if (!merged.starts_with('/')) merged = path.substr(0, path.rfind('/') + 1) + merged;
  return from->origin() + without_dot_segments(merged) + std::string(reference.substr(end));
}

}  // namespace rehearse::wire
