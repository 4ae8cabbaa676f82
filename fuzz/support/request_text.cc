#include "fuzz/support/request_text.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::fuzz {
namespace {

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

bool is_method(std::string_view line) {
  return !line.empty() && line.size() < 16 &&
         std::all_of(line.begin(), line.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void read_line(std::string_view line, const wire::Fields& words, RequestText& text) {
  const size_t colon = line.find(':');
  if (line.starts_with('?')) {
    text.query = filled_in(line.substr(1), words, true);
  } else if (line.starts_with('@')) {
    text.peer = line.substr(1);
  } else if (line.starts_with('!')) {
    text.wish = line.substr(1);
  } else if (is_method(line)) {
    text.method = line;
    text.has_method = true;
  } else if (colon != line.npos && colon != 0) {
    // A server has taken the line apart by then, and refused control characters.
    std::string value = filled_in(trim(line.substr(colon + 1)), words, false);
    if (!has_control(value)) text.headers.push_back({std::string(line.substr(0, colon)), value});
  }
}

}  // namespace

size_t form_begin(std::string_view input) {
  if (input.starts_with('\n')) return 1;
  const size_t blank = input.find("\n\n");
  return blank == input.npos ? 0 : blank + 2;
}

std::string filled_in(std::string_view text, const wire::Fields& words, bool encode) {
  std::string filled;
  filled.reserve(text.size() + 256);
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    if (text[at] == '$') {
      while (end < text.size() && is_word_character(text[end])) ++end;
    }
    const std::string_view name = text.substr(at + 1, end - at - 1);
    const wire::Field* word = name.empty() ? nullptr : wire::find_field(words, name);
    if (word == nullptr) {
      filled += text.substr(at, end - at);
    } else {
      filled += encode ? wire::percent_encode(word->value) : word->value;
    }
    at = end;
  }
  return filled;
}

RequestText read_request(std::string_view input, const wire::Fields& words) {
  RequestText text;
  const size_t begin = form_begin(input);
  std::string_view head = input.substr(0, begin);
  while (!head.empty()) {
    const size_t end = std::min(head.find('\n'), head.size());
    read_line(head.substr(0, end), words, text);
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  text.form = filled_in(input.substr(begin), words, true);
  return text;
}

wire::WireRequest request_of(const RequestText& text, std::string_view path, TimePoint now) {
  wire::RequestParts parts;
  parts.method = text.method;
  parts.headers = text.headers;
  parts.peer = text.peer;
  parts.received_at = now;
  std::string query = text.query;
  if (text.method == "POST") {
    parts.body = text.form;
    if (!wire::header_of(text.headers, "Content-Type"))
      parts.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  } else if (!text.form.empty()) {
    query += query.empty() ? text.form : "&" + text.form;
  }
  parts.target = path;
  if (!query.empty()) parts.target += "?" + query;
  return wire::make_request(std::move(parts));
}

}  // namespace rehearse::fuzz
