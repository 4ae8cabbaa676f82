#include "mocks/wire/request_head.h"

#include <algorithm>
#include <charconv>

#include "mocks/core/text.h"

namespace rehearse::wire {
namespace {

constexpr std::string_view kTokenCharacters =
    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// RFC 9110 section 5.5: visible characters, blanks, tabs and bytes above 0x7f.
bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '\t' || (uint8_t(c) >= 0x20 && c != 0x7f); });
}

bool is_host(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\"<>\\^`{|}/?#@,") == std::string_view::npos &&
         is_field_value(text);
}

std::optional<Problem> read_length(const std::string& value, RequestHead& head) {
  // RFC 9112 section 6.3 rule 5: a second length, be it the same, is refused.
  if (head.content_length) return Problem{400, "Content-Length is given twice"};
  uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error == std::errc::result_out_of_range) return Problem{413, "the body is too large"};
  if (error != std::errc() || end != value.data() + value.size())
    return Problem{400, "Content-Length is not a number"};
  head.content_length = length;
  return {};
}

std::optional<Problem> read_header(Field header, RequestHead& head, bool& has_host) {
  const std::string name = lower(header.name);
  if (name == "host") {
    // RFC 9112 section 3.2: exactly one.
    if (has_host) return Problem{400, "Host is given twice"};
    if (!is_host(header.value)) return Problem{400, "Host is not valid"};
    has_host = true;
    head.host = lower(header.value);
  } else if (name == "content-length") {
    if (auto problem = read_length(header.value, head)) return problem;
  } else if (name == "transfer-encoding") {
    if (head.chunked) return Problem{400, "Transfer-Encoding is given twice"};
    if (lower(header.value) != "chunked")
      return Problem{501, "of the transfer encodings only chunked is known"};
    head.chunked = true;
  } else if (name == "connection") {
    for (const std::string& option : split(lower(header.value), ',')) {
      if (trim(option) == "close") head.keep_alive = false;
    }
  } else if (name == "content-encoding" && lower(header.value) != "identity") {
    return Problem{415, "a request with Content-Encoding is not taken"};
  }
  head.headers.push_back(std::move(header));
  return {};
}

// RFC 9112 section 3: method SP target SP version.
std::optional<Problem> read_request_line(std::string_view line, RequestHead& head, bool& is_new) {
  if (has_control(line)) return Problem{400, "the request line holds a control character"};
  const size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || first == 0)
    return Problem{400, "the request line is not a method, a target and a version"};
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (head.method.find_first_not_of(kTokenCharacters) != std::string::npos || head.target.empty() ||
      head.target.find(' ') != std::string::npos)
    return Problem{400, "the request line is not a method, a target and a version"};
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return Problem{version.starts_with("HTTP/") ? 505 : 400, "the version is not HTTP/1.1"};
  is_new = version == "HTTP/1.1";
  head.keep_alive = is_new;  // nobody here needs HTTP/1.0's own way to keep a connection
  return {};
}

// One line without its CRLF.
std::optional<Problem> read_line(std::string_view line, RequestHead& head, bool& has_host) {
  // RFC 9112 section 5.2: a server may refuse folded lines.
  if (line.starts_with(' ') || line.starts_with('\t'))
    return Problem{400, "folded header lines are not taken"};
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0)
    return Problem{400, "a header line lacks its name or its colon"};
  const std::string_view name = line.substr(0, colon);
  if (name.find_first_not_of(kTokenCharacters) != std::string_view::npos)
    return Problem{400, "a header's name holds a character that is not allowed"};
  const std::string_view value = trim(line.substr(colon + 1));
  if (!is_field_value(value)) return Problem{400, "a header's value holds a control character"};
  return read_header({std::string(name), std::string(value)}, head, has_host);
}

}  // namespace

Result<RequestHead, Problem> read_request_head(std::string_view lines) {
  RequestHead head;
  bool has_host = false, first = true, is_new = true;
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    if (end == std::string_view::npos || end == 0 || lines[end - 1] != '\r')
      return Problem{400, "a line of the head does not end in CR LF"};
    const std::string_view line = lines.substr(0, end - 1);
    lines.remove_prefix(end + 1);
    if (first) {
      if (auto problem = read_request_line(line, head, is_new)) return *problem;
      first = false;
    } else if (auto problem = read_line(line, head, has_host)) {
      return *problem;
    }
  }
  if (is_new && !has_host) return Problem{400, "Host is missing"};
  if (head.chunked && (head.content_length || !is_new))
    return Problem{400, "Transfer-Encoding can't go with Content-Length or HTTP/1.0"};
  return head;
}

}  // namespace rehearse::wire
