// Addresses and their ranges. Input: start, end, address and block, a line feed between two.
// Holds: an address reads as a second parser of RFC 4291 section 2.2 reads it, or not at all; a
// range can be saved if both ends are of one family and in order; it holds exactly the addresses
// whose number lies between, a block those whose first bits agree; and the number of addresses
// is right.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "mocks/core/text.h"
#include "mocks/oauth/ip_address.h"
#include "mocks/oauth/ip_allowlist.h"
#include "mocks/salesforce/org/address_ranges.h"

namespace {

using namespace rehearse;
using fuzz::require;

// Number is an address as one number of 128 bits; IPv4 takes the low 32.
struct Number {
  bool is_v6 = false;
  uint64_t high = 0, low = 0;
  friend auto operator<=>(const Number&, const Number&) = default;
};

// Digits of one base, at most `longest` of them and no more than `most`.
std::optional<uint64_t> number_of(std::string_view text, unsigned base, size_t longest,
                                  uint64_t most) {
  const std::string_view digits = std::string_view("0123456789abcdef").substr(0, base);
  if (text.empty() || text.size() > longest) return std::nullopt;
  uint64_t number = 0;
  for (const char character : lower(text)) {
    const size_t digit = digits.find(character);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number * base + digit;
    if (number > most) return std::nullopt;
  }
  return number;
}

std::optional<uint64_t> dotted(std::string_view text) {
  const std::vector<std::string> parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  uint64_t number = 0;
  for (const std::string& part : parts) {
    const auto byte = number_of(part, 10, 3, 255);
    if (!byte || (part.size() > 1 && part[0] == '0')) return std::nullopt;
    number = number << 8 | *byte;
  }
  return number;
}

// The groups of a part of an IPv6 address; the last two may be an IPv4 address if it is the end.
std::optional<std::vector<uint64_t>> groups_of(std::string_view text, bool is_end) {
  std::vector<uint64_t> groups;
  if (text.empty()) return groups;
  const std::vector<std::string> parts = split(text, ':');
  for (size_t at = 0; at < parts.size(); ++at) {
    const auto tail = is_end && at + 1 == parts.size() ? dotted(parts[at]) : std::nullopt;
    const auto group = number_of(parts[at], 16, 4, 0xffff);
    if (tail) {
      groups.insert(groups.end(), {*tail >> 16, *tail & 0xffff});
    } else if (group) {
      groups.push_back(*group);
    } else {
      return std::nullopt;
    }
  }
  return groups;
}

std::optional<Number> second(std::string_view text) {
  if (const auto number = dotted(text)) return Number{false, 0, *number};
  const size_t gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  auto head = groups_of(text.substr(0, gap), !has_gap);
  const auto tail = groups_of(has_gap ? text.substr(gap + 2) : std::string_view(), true);
  if (!head || !tail) return std::nullopt;
  const size_t given = head->size() + tail->size();
  if (has_gap ? given > 7 : given != 8) return std::nullopt;
  head->resize(8 - tail->size());
  head->insert(head->end(), tail->begin(), tail->end());
  Number number{true, 0, 0};
  for (size_t at = 0; at < 8; ++at) {
    uint64_t& half = at < 4 ? number.high : number.low;
    half = half << 16 | (*head)[at];
  }
  const bool is_mapped = number.high == 0 && number.low >> 32 == 0xffff;
  return is_mapped ? Number{false, 0, number.low & 0xffffffff} : number;
}

Number number_of(const oauth::IpAddress& address) {
  Number number{address.is_v6, 0, 0};
  for (size_t at = 0; at < 16; ++at) {
    uint64_t& half = at < 8 ? number.high : number.low;
    half = half << 8 | address.bytes[at];
  }
  return number;
}

std::optional<Number> check_address(std::string_view text) {
  const auto address = oauth::parse_ip(text);
  const auto number = second(text);
  require(address.has_value() == number.has_value(), "second",
          "An address is read if a second parser reads it.");
  require(!address || number_of(*address) == *number, "second",
          "An address is the number that a second parser reads.");
  return number;
}

void check_range(const oauth::AddressRange& range, std::string_view peer) {
  const auto start = check_address(range.start), end = check_address(range.end);
  const auto number = check_address(peer);
  const bool is_sound = start && end && start->is_v6 == end->is_v6 && *start <= *end;
  const auto problem = salesforce::problem_of(range, 1);
  require(problem.has_value() != is_sound, "O-range",
          "A range can be saved if it has two addresses of one family, in order.");
  require(!problem || problem->reason != nullptr, "reason", "A range is refused for a reason.");
  const bool is_within =
      is_sound && number && start->is_v6 == number->is_v6 && *start <= *number && *number <= *end;
  require(oauth::address_allowed(std::vector{range}, peer) == is_within, "O-06",
          "An address is allowed if its number lies between start and end.");
  if (!start || !end) return;
  const uint64_t least = std::min<uint64_t>(end->low - start->low, 999) + 1;
  const uint64_t expected = !is_sound                  ? 0
                            : end->high == start->high ? std::min<uint64_t>(least, 1'000)
                                                       : 1'000;
  const bool borrows = is_sound && end->high == start->high + 1 && end->low < start->low;
  require(
      oauth::addresses_between(*oauth::parse_ip(range.start), *oauth::parse_ip(range.end), 1'000) ==
          (borrows ? std::min<uint64_t>(least, 1'000) : expected),
      "number", "The number of addresses is the difference and one.");
}

void check_block(std::string_view text, std::string_view peer) {
  const auto block = oauth::parse_block(text);
  const size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const auto start = second(address);
  const bool is_v6 = address.find(':') != std::string_view::npos;
  std::optional<uint64_t> bits(is_v6 ? 128 : 32);
  if (slash != std::string_view::npos) {
    const std::string_view length = text.substr(slash + 1);
    const bool has_zero_in_front = length.size() > 1 && length[0] == '0';
    bits = has_zero_in_front ? std::nullopt : number_of(length, 10, 3, *bits);
  }
  const bool is_mapped = start && is_v6 != start->is_v6;
  require(block.has_value() == (start && bits && (!is_mapped || slash == std::string_view::npos)),
          "block",
          "A block is an address and at most as many bits as the address has, no zero in front.");
  const auto number = second(peer), given = start;
  const auto asked = oauth::parse_ip(peer);
  if (!block || !number || !asked) return;
  const uint64_t fixed = is_mapped ? 128 : is_v6 ? *bits : *bits + 96;
  const auto differs = [&](uint64_t left, uint64_t right, uint64_t first) {
    return first != 0 && (left ^ right) >> (64 - first) != 0;
  };
  const bool is_within = number->is_v6 == given->is_v6 &&
                         !differs(number->high, given->high, std::min<uint64_t>(fixed, 64)) &&
                         !differs(number->low, given->low, fixed > 64 ? fixed - 64 : 0);
  require(oauth::lies_in(*asked, *block) == is_within, "block",
          "An address lies in a block if the first bits agree.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 512) return 0;
  fuzz::Input input(data, size);
  oauth::AddressRange range;
  range.start = input.line();
  range.end = input.line();
  const std::string_view peer = input.line();
  check_range(range, peer);
  check_block(input.rest(), peer);
  return 0;
}
