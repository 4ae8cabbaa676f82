#include "mocks/salesforce/org/address_ranges.h"

#include <fmt/format.h>

#include "mocks/oauth/ip_address.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {

std::optional<RangeProblem> problem_of(const oauth::AddressRange& range, size_t number) {
  const auto start = oauth::parse_ip(range.start), end = oauth::parse_ip(range.end);
  if (!start || !end) {
    return RangeProblem{
        fmt::format("Range {}: enter a valid IPv4 or IPv6 address as start and as end.", number),
        &reason::ip_address_malformed};
  }
  if (start->is_v6 != end->is_v6) {
    return RangeProblem{
        fmt::format("Range {}: start and end must both be IPv4 or both be IPv6.", number),
        &reason::ip_range_mixed};
  }
  if (*start > *end) {
    return RangeProblem{
        fmt::format("Range {}: the start address must not be above the end address.", number),
        &reason::ip_range_reversed};
  }
  return std::nullopt;
}

}  // namespace rehearse::salesforce
