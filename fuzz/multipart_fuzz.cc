// Multipart bodies. Input: the boundary, a line feed, then the bytes of a multipart/form-data body;
// or `form` as boundary and then a form whose fields are written as one.
// Holds: what parses can be written as another body and parsed again to the same fields, files
// included; a text part is UTF-8 without NUL; nothing is longer than the body, and there are at
// most 1,000 parts; a request with that body has the same form.
#include <cstdint>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/wire/form.h"

namespace {

using namespace rehearse;
using fuzz::require;

// A quoted string has no way to hold a line break, and a backslash only where no quote follows.
bool can_be_quoted(const std::string& name) {
  return name.find_first_of("\r\n\\") == std::string::npos;
}

// RFC 7578 section 4; a quote within a name as \".
std::string written(const wire::Fields& fields, const std::string& boundary) {
  std::string body;
  for (const wire::Field& field : fields) {
    body += "--" + boundary + "\r\ncontent-disposition: form-data; name=\"";
    for (const char character : field.name)
      body += character == '"' ? "\\\"" : std::string(1, character);
    body += field.is_file ? "\"; filename=x\r\nContent-Type: application/zip" : "\"";
    body += "\r\n\r\n" + field.value + "\r\n";
  }
  return body + "--" + boundary + "--\r\n";
}

// A boundary that no value holds.
std::string boundary_for(const wire::Fields& fields) {
  for (int number = 0;; ++number) {
    const std::string boundary = "r" + std::to_string(number);
    bool is_free = true;
    for (const wire::Field& field : fields) {
      if (("\r\n" + field.value).find("\r\n--" + boundary) != std::string::npos) is_free = false;
    }
    if (is_free) return boundary;
  }
}

void check_round_trip(const wire::Fields& fields) {
  if (fields.empty()) return;
  for (const wire::Field& field : fields) {
    if (!can_be_quoted(field.name)) return;
  }
  const std::string boundary = boundary_for(fields), body = written(fields, boundary);
  const auto again = wire::parse_multipart(body, boundary);
  require(again.has_value() && *again == fields, "round-trip",
          "Fields that are written as parts are read as those fields.");
  const wire::WireRequest request = wire::make_request(
      {.method = "POST",
       .headers = {{"Content-Type", "multipart/form-data; boundary=\"" + boundary + "\""}},
       .body = body});
  require(request.form_state == wire::FormState::parsed && request.form == fields, "request",
          "A request with that body has that form.");
}

void check_bounds(const wire::Fields& fields, std::string_view body) {
  size_t bytes = 0;
  for (const wire::Field& field : fields) {
    bytes += field.name.size() + field.value.size();
    require(fuzz::second::is_utf8(field.name) && field.name.find('\0') == std::string::npos,
            "utf-8", "A name is UTF-8 without NUL.");
    require(field.is_file ||
                (fuzz::second::is_utf8(field.value) && field.value.find('\0') == std::string::npos),
            "utf-8", "A text part is UTF-8 without NUL.");
  }
  require(bytes <= body.size() && fields.size() <= 1'000, "bounded",
          "No more is read than there is, and no more than 1,000 parts.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const std::string_view boundary = input.line(), body = input.rest();
  if (boundary == "form") {
    const auto fields = wire::parse_urlencoded(body);
    if (fields && fields->size() < 100) check_round_trip(*fields);
    return 0;
  }
  const auto fields = wire::parse_multipart(body, boundary);
  if (!fields) return 0;
  require(!boundary.empty() && boundary.size() <= 70, "boundary",
          "A boundary has 1 to 70 characters.");
  check_bounds(*fields, body);
  check_round_trip(*fields);
  return 0;
}
