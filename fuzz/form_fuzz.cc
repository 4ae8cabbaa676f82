// Form parser. Input: the bytes of an application/x-www-form-urlencoded body.
// Holds: what parses can be encoded and parsed again to the same fields; nothing that parses holds
// a NUL or is not UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace rehearse;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fields = wire::parse_urlencoded(text);
  if (!fields) return 0;
  for (const wire::Field& field : *fields) {
    require(is_utf8(field.name) && is_utf8(field.value));
    require(field.name.find('\0') == std::string::npos &&
            field.value.find('\0') == std::string::npos);
  }
  const auto again = wire::parse_urlencoded(wire::encode_form(*fields));
  require(again.has_value() && *again == *fields);
  return 0;
}
