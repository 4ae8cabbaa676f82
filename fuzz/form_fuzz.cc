// Form parser. Input: the bytes of an application/x-www-form-urlencoded body.
// Holds: what parses can be encoded and parsed again to the same fields; nothing that parses holds
// a NUL or is not UTF-8.
#include <cstdint>
#include <string_view>

#include "fuzz/support/promise.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace rehearse;
  using fuzz::require;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fields = wire::parse_urlencoded(text);
  if (!fields) return 0;
  for (const wire::Field& field : *fields) {
    require(is_utf8(field.name) && is_utf8(field.value), "utf-8", "What parses is UTF-8.");
    require(
        field.name.find('\0') == std::string::npos && field.value.find('\0') == std::string::npos,
        "no-nul", "What parses holds no NUL.");
  }
  const auto again = wire::parse_urlencoded(wire::encode_form(*fields));
  require(again.has_value() && *again == *fields, "round-trip",
          "Encoded and parsed again it is the same.");
  return 0;
}
