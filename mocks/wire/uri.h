#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/wire/message.h"

namespace rehearse::wire {

// Uri is an absolute URI split into its parts (RFC 3986); nothing is decoded or normalised.
struct Uri {
  std::string scheme{};    // lower case
  std::string userinfo{};  // without the @
  std::string host{};      // lower case; IPv6 keeps its brackets
  std::string port{};      // digits or empty
  std::string path{};
  std::string query{};  // without the ?
  bool has_query = false;
  bool has_fragment = false;
  std::string origin() const;  // scheme://host[:port]
  std::string target() const;  // path and query, "/" if empty
};
std::optional<Uri> parse_uri(std::string_view text);
// Adds fields to a URI's query, percent-encoded; keeps the query it has.
std::string with_query(std::string_view uri, const Fields& fields);
// The absolute form of a Location header seen at `base`.
std::string resolve(std::string_view base, std::string_view reference);

}  // namespace rehearse::wire
