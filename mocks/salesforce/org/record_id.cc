#include "mocks/salesforce/org/record_id.h"

#include <algorithm>

#include "mocks/core/crypto.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kShort = 15;
constexpr size_t kPrefix = 3;
constexpr size_t kGroup = 5;
// In the order of their codes, so that ids of numbers sort as the numbers do.
constexpr std::string_view kDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kSuffix = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

}  // namespace

std::string make_record_id(std::string_view prefix, Entropy& entropy) {
  // Instance and reserved characters as on current pods, then the record's own nine.
  return long_id(std::string(prefix) + "gK0" + entropy.text(kAlphanumeric, kShort - 2 * kPrefix));
}

std::string numbered_id(std::string_view prefix, uint64_t number) {
  std::string id = std::string(prefix) + "gL0" + std::string(kShort - 2 * kPrefix, '0');
  for (size_t at = kShort; at > 2 * kPrefix && number > 0; number /= kDigits.size())
    id[--at] = kDigits[number % kDigits.size()];
  return long_id(id);
}

std::string derived_id(std::string_view prefix, std::string_view text) {
  const Digest digest = sha256(text);
  std::string id = std::string(prefix) + "gM0";
  for (size_t at = 0; id.size() < kShort; ++at)
    id += kAlphanumeric[digest[at] % kAlphanumeric.size()];
  return long_id(id);
}

std::string long_id(std::string_view id) {
  std::string full(id);
  if (full.size() != kShort) return full;
  for (size_t start = 0; start < kShort; start += kGroup) {
    size_t bits = 0;
    for (size_t index = 0; index < kGroup; ++index) {
      const char character = id[start + index];
      if (character >= 'A' && character <= 'Z') bits |= size_t{1} << index;
    }
    full += kSuffix[bits];
  }
  return full;
}

std::string short_id(std::string_view id) { return std::string(id.substr(0, kShort)); }

bool is_record_id(std::string_view id) {
  const bool is_plain = std::ranges::all_of(
      id, [](char c) { return kAlphanumeric.find(c) != std::string_view::npos; });
  return is_plain && (id.size() == 15 || (id.size() == 18 && long_id(short_id(id)) == id));
}

bool same_id(std::string_view left, std::string_view right) {
  // In one form they are the same text or not; every request compares ids, so nothing is copied.
  return left.size() == right.size() ? left == right : long_id(left) == long_id(right);
}

}  // namespace rehearse::salesforce
