#include "mocks/oauth/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace rehearse::oauth {
namespace {

constexpr size_t kV4At = 12;  // where the four bytes of IPv4 start

bool is_mapped_v4(const std::array<uint8_t, 16>& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](uint8_t byte) { return byte == 0; }) &&
         bytes[10] == 0xff && bytes[11] == 0xff;
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), &address.bytes[kV4At]) == 1) return address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.is_v6 = !is_mapped_v4(address.bytes);
  if (!address.is_v6) std::fill_n(address.bytes.begin(), kV4At, uint8_t{0});
  return address;
}

std::optional<IpBlock> parse_block(std::string_view text) {
  const size_t slash = text.find('/');
  const auto start = parse_ip(text.substr(0, slash));
  if (!start) return std::nullopt;
  if (slash == std::string_view::npos) return IpBlock{*start};
  const std::string_view length = text.substr(slash + 1);
  const bool is_v6_text = text.find(':') < slash;
  const int most = is_v6_text ? 128 : 32;
  int bits = 0;
  const auto [end, failed] = std::from_chars(length.data(), length.data() + length.size(), bits);
  // The length is digits alone, without a zero in front, which some read as octal; that of a mapped
  // address would count bits which aren't kept.
  const bool is_sound = failed == std::errc{} && end == length.data() + length.size() &&
                        length.front() != '-' && (length == "0" || length.front() != '0') &&
                        bits <= most && is_v6_text == start->is_v6;
  if (!is_sound) return std::nullopt;
  return IpBlock{*start, 128 - most + bits};
}

bool lies_in(const IpAddress& address, const IpBlock& block) {
  if (address.is_v6 != block.start.is_v6) return false;
  for (int bit = 0; bit < block.fixed_bits; ++bit) {
    const size_t byte = size_t(bit / 8);
    if (((address.bytes[byte] ^ block.start.bytes[byte]) >> (7 - bit % 8) & 1) != 0) return false;
  }
  return true;
}

uint64_t addresses_between(const IpAddress& start, const IpAddress& end, uint64_t at_most) {
  if (start.is_v6 != end.is_v6 || start > end) return 0;
  // Subtracts byte by byte; anything beyond the low 32 bits is more than any limit here.
  uint64_t distance = 0;
  int borrow = 0;
  bool is_huge = false;
  for (size_t place = 0; place < end.bytes.size(); ++place) {
    const size_t index = end.bytes.size() - 1 - place;
    int digit = end.bytes[index] - start.bytes[index] - borrow;
    borrow = digit < 0 ? 1 : 0;
    if (borrow == 1) digit += 256;
    if (place < 4) {
      distance |= uint64_t(digit) << (8 * place);
    } else if (digit != 0) {
      is_huge = true;
    }
  }
  return is_huge ? at_most : std::min(at_most, distance + 1);
}

}  // namespace rehearse::oauth
