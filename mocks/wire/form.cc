#include "mocks/wire/form.h"

#include <algorithm>

#include "mocks/core/text.h"

namespace rehearse::wire {
namespace {

constexpr size_t kMostParts = 1'000;
constexpr size_t kLongestPartHead = 8'192;
constexpr size_t kLongestBoundary = 70;  // RFC 2046 section 5.1.1
// RFC 3986 section 2.3.
bool is_unreserved(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '-' || character == '.' ||
         character == '_' || character == '~';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool decode_into(std::string_view text, bool plus_is_blank, std::string& decoded) {
  decoded.reserve(text.size());
  for (size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '+' && plus_is_blank) {
      decoded += ' ';
    } else if (text[index] != '%') {
      decoded += text[index];
    } else {
      if (text.size() - index < 3) return false;
      const int high = hex_value(text[index + 1]), low = hex_value(text[index + 2]);
      if (high < 0 || low < 0) return false;
      decoded += char(high << 4 | low);
      index += 2;
    }
  }
  return true;
}

bool is_plain_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

struct Part {
  std::string name{};
  bool has_name = false;
  bool is_file = false;
};

// `form-data; name="a"; filename="b"` (RFC 7578 section 4.2). In a quoted value browsers escape
// the quote as %22 and some clients as \"; both end up as sent apart from the backslash.
bool read_disposition(std::string_view value, Part& part) {
  const size_t semicolon = std::min(value.find(';'), value.size());
  if (lower(trim(value.substr(0, semicolon))) != "form-data") return false;
  value.remove_prefix(semicolon);
  while (!value.empty()) {
    value = trim(value.substr(1));
    const size_t equals = value.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string key = lower(trim(value.substr(0, equals)));
    value.remove_prefix(equals + 1);
    std::string text;
    if (value.starts_with('"')) {
      size_t at = 1;
      for (; at < value.size() && value[at] != '"'; ++at) {
        if (value[at] == '\\' && at + 1 < value.size() && value[at + 1] == '"') ++at;
        text += value[at];
      }
      if (at == value.size()) return false;
      value = trim(value.substr(at + 1));
      if (!value.empty() && !value.starts_with(';')) return false;
    } else {
      const size_t end = std::min(value.find(';'), value.size());
      text = trim(value.substr(0, end));
      value.remove_prefix(end);
    }
    if (key == "name") {
      if (part.has_name) return false;
      part.has_name = true;
      part.name = text;
    }
    if (key == "filename" || key == "filename*") part.is_file = true;
  }
  return part.has_name;
}

bool read_part_head(std::string_view head, Part& part) {
  bool disposed = false;
  while (!head.empty()) {
    const size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "content-disposition") {
      if (disposed || !read_disposition(value, part)) return false;
      disposed = true;
    }
    // RFC 7578 section 4.7: transfer encodings are deprecated; the identity ones change nothing.
    if (name == "content-transfer-encoding") {
      const std::string encoding = lower(value);
      if (encoding != "7bit" && encoding != "8bit" && encoding != "binary") return false;
    }
  }
  return disposed && is_plain_text(part.name);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  if (!decode_into(text, false, decoded)) return {};
  return decoded;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char character : text) {
    if (is_unreserved(character)) {
      encoded += character;
    } else {
      encoded += '%';
      encoded += kHex[uint8_t(character) >> 4];
      encoded += kHex[uint8_t(character) & 15];
    }
  }
  return encoded;
}

std::string encode_form(const Fields& fields) {
  std::string encoded;
  for (const Field& field : fields) {
    if (!encoded.empty()) encoded += '&';
    encoded += percent_encode(field.name) + "=" + percent_encode(field.value);
  }
  return encoded;
}

std::optional<Fields> parse_urlencoded(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    const size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    Field& field = fields.emplace_back();
    if (!decode_into(pair.substr(0, equals), true, field.name)) return {};
    if (equals < pair.size() && !decode_into(pair.substr(equals + 1), true, field.value)) return {};
    if (!is_plain_text(field.name) || !is_plain_text(field.value)) return {};
  }
  return fields;
}

std::optional<Fields> parse_multipart(std::string_view body, std::string_view boundary) {
  if (boundary.empty() || boundary.size() > kLongestBoundary) return {};
  const std::string delimiter = "\r\n--" + std::string(boundary);
  // What stands before the first delimiter line is a preamble nobody reads (RFC 2046 section
  // 5.1.1).
  const std::string_view opening = std::string_view(delimiter).substr(2);
  size_t at = body.starts_with(opening) ? opening.size() : body.find(delimiter);
  if (at == std::string_view::npos) return {};
  if (!body.starts_with(opening)) at += delimiter.size();
  Fields fields;
  for (;;) {
    const std::string_view rest = body.substr(at);
    if (rest.starts_with("--")) return fields;
    const size_t line_end = rest.find("\r\n");
    if (line_end == std::string_view::npos || !trim(rest.substr(0, line_end)).empty()) return {};
    const std::string_view block = rest.substr(line_end + 2);
    const size_t head_end = block.find("\r\n\r\n");
    if (head_end == std::string_view::npos || head_end > kLongestPartHead) return {};
    Part part;
    if (fields.size() == kMostParts || !read_part_head(block.substr(0, head_end), part)) return {};
    const std::string_view content = block.substr(head_end + 4);
    // The delimiter may follow the head at once: then its line break is the head's last.
    const std::string_view searched = block.substr(head_end + 2);
    const size_t end = searched.find(delimiter);
    if (end == std::string_view::npos) return {};
    const std::string_view value = content.substr(0, end < 2 ? 0 : end - 2);
    if (!part.is_file && !is_plain_text(value)) return {};
    fields.push_back({part.name, std::string(value), part.is_file});
    at = size_t(searched.data() - body.data()) + end + delimiter.size();
  }
}

}  // namespace rehearse::wire
