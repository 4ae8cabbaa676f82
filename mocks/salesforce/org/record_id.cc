#include "mocks/salesforce/org/record_id.h"

#include "mocks/core/crypto.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kShort = 15;
constexpr size_t kPrefix = 3;
// In the order of their codes, so that ids of numbers sort as the numbers do.
constexpr std::string_view kDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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

}  // namespace rehearse::salesforce
