#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::fuzz {

// OwnForm is what the fuzzers themselves read from a form or a query. It shares no code with the
// mocks' parser, so that a wrong parser is found, not repeated.
struct OwnForm {
  std::vector<std::pair<std::string, std::string>> fields{};
  bool is_readable = true;  // whole escapes, UTF-8, no NUL
  bool repeats = false;     // some name is there twice

  bool has(std::string_view name) const;
  // The first value; empty where there is none (RFC 6749 section 3.1: an empty one is none).
  const std::string& operator[](std::string_view name) const;
};
OwnForm own_form(std::string_view text);

// One value, `+` as a blank. Nothing on a broken escape.
std::optional<std::string> own_decode(std::string_view text);

}  // namespace rehearse::fuzz
