#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rehearse::oauth {

// IpAddress is an IPv4 or IPv6 address. IPv4 fills the last four bytes; an IPv4-mapped IPv6 address
// (RFC 4291 section 2.5.5.2) counts as IPv4.
struct IpAddress {
  bool is_v6 = false;
  std::array<uint8_t, 16> bytes{};
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

// Dotted quad without leading zeros, or RFC 4291 text; nothing else (no zone, no prefix length).
std::optional<IpAddress> parse_ip(std::string_view text);

// IpBlock is a block of addresses in CIDR notation (RFC 4632), or one address alone.
struct IpBlock {
  IpAddress start{};
  int fixed_bits = 128;  // of the sixteen bytes
};
// "192.0.2.0/24", "2001:db8::/32" or an address; what stands behind the prefix doesn't matter.
std::optional<IpBlock> parse_block(std::string_view text);
bool lies_in(const IpAddress& address, const IpBlock& block);

// How many addresses lie from start to end, both included, but never more than `at_most`; 0 if the
// families differ or start is above end.
uint64_t addresses_between(const IpAddress& start, const IpAddress& end, uint64_t at_most);

}  // namespace rehearse::oauth
