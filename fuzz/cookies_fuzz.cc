// Cookies of a request. Input: the name that is looked for, then one Cookie header a line.
// Holds: a second reader of RFC 6265 section 4.2.1 finds the same value, or none; nobody else's
// cookie and no other header matters; a cookie without a value is not one without a name.
#include <cstdint>
#include <optional>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "mocks/wire/message.h"

namespace {

using namespace rehearse;
using fuzz::require;

// What stands without white space around.
std::string bare(const std::string& text) {
  size_t first = 0, last = text.size();
  const auto is_space = [](char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  };
  while (first < last && is_space(text[first])) ++first;
  while (last > first && is_space(text[last - 1])) --last;
  return text.substr(first, last - first);
}

std::optional<std::string> second(const wire::Fields& headers, std::string_view name) {
  for (const wire::Field& header : headers) {
    std::string pair;
    for (const char character : header.value + ";") {
      if (character != ';') {
        pair += character;
        continue;
      }
      const std::string cookie = bare(pair);
      const std::string start = std::string(name) + "=";
      // The first `=` ends the name.
      if (cookie.starts_with(start) && name.find('=') == std::string_view::npos)
        return cookie.substr(start.size());
      pair.clear();
    }
  }
  return std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16'384) return 0;
  fuzz::Input input(data, size);
  const std::string_view name = input.line();
  wire::Fields headers;
  while (!input.rest().empty()) headers.push_back({"Cookie", std::string(input.line())});
  const auto expected = second(headers, name);
  const auto found = wire::cookie_of(wire::make_request({.headers = headers}), name);
  require(found == expected, "second", "A second reader finds the same cookie.");
  require(!found || found->find(';') == std::string::npos, "bounded",
          "A value ends where the next cookie begins.");
  wire::Fields others = headers;
  for (wire::Field& header : others) header.name = "cOOKIE";
  others.insert(others.begin(), {"X-Cookie", std::string(name) + "=forged"});
  require(wire::cookie_of(wire::make_request({.headers = others}), name) == expected, "header",
          "The header's case does not matter, and no other header is read.");
  return 0;
}
