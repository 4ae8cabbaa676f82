// Form parser. Input: the bytes of an application/x-www-form-urlencoded body, or of a query.
// Holds: it reads what a second parser reads; what parses can be encoded and parsed again to the
// same fields; nothing that parses holds a NUL or is not UTF-8; neither separators nor an unknown
// parameter change the others; a parameter that stands twice is counted twice.
#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace {

using namespace rehearse;
using fuzz::require;

void check_look_up(const wire::Fields& fields) {
  for (const wire::Field& field : fields) {
    const auto same = [&](const wire::Field& other) { return other.name == field.name; };
    const auto number = size_t(std::count_if(fields.begin(), fields.end(), same));
    require(wire::count_of(fields, field.name) == number, "count",
            "A parameter that is repeated is counted as often as it stands there.");
    const auto first = std::find_if(fields.begin(), fields.end(), same);
    require(wire::find_field(fields, field.name) == &*first, "first",
            "The first of several is found.");
    const auto value = wire::value_of(fields, field.name);
    require(value.has_value() != first->value.empty() && value.value_or("") == first->value,
            "empty", "An empty value counts as absent, any other is given as it is.");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(fuzz::Input(data, size).rest());
  const auto fields = wire::parse_urlencoded(text);
  require(fields == fuzz::second::form(text), "second", "A second parser reads the same.");
  const auto more = wire::parse_urlencoded("&" + text + "&&unknown=1&");
  require(more.has_value() == fields.has_value(), "O-17",
          "An unknown parameter and empty pairs do not change whether the rest can be read.");
  if (!fields) return 0;
  for (const wire::Field& field : *fields) {
    require(is_utf8(field.name) && is_utf8(field.value), "utf-8", "What parses is UTF-8.");
    require(
        field.name.find('\0') == std::string::npos && field.value.find('\0') == std::string::npos,
        "no-nul", "What parses holds no NUL.");
  }
  require(more->size() == fields->size() + 1 &&
              std::equal(fields->begin(), fields->end(), more->begin()),
          "O-17", "An unknown parameter and empty pairs leave the others as they are.");
  if (fields->size() < 100) check_look_up(*fields);
  const std::string encoded = wire::encode_form(*fields);
  const auto again = wire::parse_urlencoded(encoded);
  require(again.has_value() && *again == *fields, "round-trip",
          "Encoded and parsed again it is the same.");
  require(wire::encode_form(*again) == encoded, "canonical", "There is one way to encode it.");
  return 0;
}
