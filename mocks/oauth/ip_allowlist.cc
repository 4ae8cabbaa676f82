#include "mocks/oauth/ip_allowlist.h"

#include <algorithm>

#include "mocks/oauth/ip_address.h"

namespace rehearse::oauth {

bool address_allowed(std::span<const AddressRange> ranges, std::string_view peer) {
  if (ranges.empty()) return true;
  const auto address = parse_ip(peer);
  if (!address) return false;
  return std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& range) {
    const auto start = parse_ip(range.start);
    const auto end = parse_ip(range.end);
    return start && end && start->is_v6 == address->is_v6 && end->is_v6 == address->is_v6 &&
           *start <= *address && *address <= *end;
  });
}

}  // namespace rehearse::oauth
