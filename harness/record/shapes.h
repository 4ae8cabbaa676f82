#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::harness {

// Shape is a part of a text that looks like something that must not be kept as it is.
struct Shape {
  size_t begin = 0, end = 0;
  std::string_view kind{};  // of the reference that stands for it: `access_token`
};

// Tokens, consumer keys, Salesforce ids, e-mail addresses, the hosts of a My Domain, UUIDs, and
// long runs that can hardly be anything but a token.
std::vector<Shape> find_identifiers(std::string_view text);

// Times: ISO 8601, HTTP dates, and thirteen digits that count milliseconds since 1970.
std::vector<Shape> find_times(std::string_view text);

// Addresses of machines, but for loopback, those that RFC 5737 and RFC 3849 set apart for
// documentation, and those in `kept` (addresses or IPv4 ranges, "192.0.2.0/24").
std::vector<Shape> find_addresses(std::string_view text, const std::vector<std::string>& kept);

// What an id is of, by its key prefix; empty if it is no Salesforce id. An id of 18 characters
// counts only with the right checksum.
std::string_view id_kind(std::string_view text);

}  // namespace rehearse::harness
