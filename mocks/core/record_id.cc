#include "mocks/core/record_id.h"

#include <algorithm>

#include "mocks/core/entropy.h"

namespace rehearse {
namespace {

constexpr size_t kShort = 15;
constexpr size_t kGroup = 5;
constexpr std::string_view kSuffix = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

}  // namespace

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

}  // namespace rehearse
