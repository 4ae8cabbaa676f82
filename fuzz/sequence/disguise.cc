#include "fuzz/sequence/disguise.h"

#include <algorithm>
#include <utility>

namespace rehearse::fuzz {
namespace {

bool is_hex(char one) {
  return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f') || (one >= 'A' && one <= 'F');
}

char other_case(char one) {
  if (one >= 'a' && one <= 'f') return char(one - 32);
  return one >= 'A' && one <= 'F' ? char(one + 32) : one;
}

void turn_escapes(std::string& text) {
  for (size_t at = 0; at + 2 < text.size(); ++at) {
    if (text[at] != '%' || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) continue;
    text[at + 1] = other_case(text[at + 1]);
    text[at + 2] = other_case(text[at + 2]);
    at += 2;
  }
}

void disguise(harness::Encoded& form) {
  if (form.pairs.empty() || form.separator != "&") return;
  for (harness::Encoded::Pair& pair : form.pairs) {
    turn_escapes(pair.name);
    turn_escapes(pair.value);
  }
  std::reverse(form.pairs.begin(), form.pairs.end());
  form.pairs.push_back({"zz_unknown", "1", true});
}

}  // namespace

wire::WireRequest request_of(const Raw& raw, TimePoint now) {
  wire::RequestParts parts{
      .method = raw.method, .target = raw.path, .headers = raw.headers, .peer = raw.peer};
  if (!raw.query.pairs.empty()) parts.target += "?" + raw.query.text();
  parts.received_at = now;
  if (!raw.form.pairs.empty()) {
    parts.body = raw.form.text();
    parts.headers.push_back({"Content-Type", raw.media});
  }
  return wire::make_request(std::move(parts));
}

Raw disguised(Raw raw) {
  disguise(raw.query);
  disguise(raw.form);
  for (wire::Field& header : raw.headers) {
    for (char& one : header.name) {
      if (one >= 'a' && one <= 'z') one = char(one - 32);
    }
  }
  std::reverse(raw.headers.begin(), raw.headers.end());
  return raw;
}

}  // namespace rehearse::fuzz
