// Percent-encoding and targets. Input: the bytes of a request's target.
// Holds: decoding agrees with a second decoder; what is encoded holds nothing but unreserved
// characters and escapes, and decodes to what it was; a target comes apart as RFC 9112 section 3.2
// says: the fragment first, then the query at the first `?`, then the origin of an absolute form;
// the path is decoded once and no more.
#include <cstdint>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/wire/form.h"

namespace {

using namespace rehearse;
using fuzz::require;
constexpr size_t kNone = std::string_view::npos;

bool is_printable(std::string_view text) {
  for (const char character : text) {
    if (uint8_t(character) < 0x20 || character == 0x7f) return false;
  }
  return true;
}

void check_codec(std::string_view text) {
  const auto decoded = wire::percent_decode(text);
  require(decoded == fuzz::second::unescape(text, false), "second",
          "A second decoder decodes the same.");
  const std::string encoded = wire::percent_encode(text);
  require(encoded.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-._~%") == kNone,
          "unreserved", "What is encoded holds unreserved characters and escapes alone.");
  require(wire::percent_decode(encoded) == std::string(text), "round-trip",
          "What is encoded decodes to what it was.");
}

struct Parts {
  std::string path{};
  std::optional<std::string> query{};
};
// The target by hand.
Parts parts_of(std::string_view target) {
  Parts parts;
  target = target.substr(0, target.find('#'));
  const size_t mark = target.find('?');
  if (mark != kNone) parts.query = target.substr(mark + 1);
  target = target.substr(0, mark);
  const size_t scheme = target.find("://");
  if (scheme != kNone && target.find('/') > scheme) {
    target.remove_prefix(scheme + 3);
    target.remove_prefix(std::min(target.find('/'), target.size()));
  }
  std::string path;
  for (const char character : target) {
    if (character == '/' && !path.empty() && path.back() == '/') continue;
    path += character;
  }
  const auto decoded = fuzz::second::unescape(path, false);
  const bool is_clean = decoded && fuzz::second::is_utf8(*decoded) && is_printable(*decoded);
  parts.path = path.empty() ? "/" : path.find('%') != kNone && is_clean ? *decoded : path;
  return parts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::Input(data, size).rest();
  check_codec(text);
  const Parts parts = parts_of(text);
  require(wire::path_of_target(text) == parts.path, "path",
          "The path is what stands before the query and the fragment, decoded once.");
  const wire::WireRequest request = wire::make_request({.target = std::string(text)});
  require(request.path == parts.path, "path", "The request has the same path.");
  require(request.target == text, "as-sent", "The target is kept as it was sent.");
  const auto query = parts.query ? fuzz::second::form(*parts.query) : wire::Fields();
  require(request.query_malformed == !query.has_value(), "query",
          "A query is malformed if it cannot be read, and only then.");
  require(request.query == query.value_or(wire::Fields()), "query",
          "The query is what stands between the first `?` and the fragment.");
  require(request.form.empty() && request.form_state == wire::FormState::absent, "apart",
          "A query is no form.");
  return 0;
}
