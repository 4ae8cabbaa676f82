#include "mocks/salesforce/org/totp.h"

#include <liboath/oath.h>

#include <cstdlib>
#include <memory>

#include "mocks/core/crypto.h"

namespace rehearse::salesforce {
namespace {

constexpr int kDigitsOfCode = 6;
constexpr int64_t kStepMs = 30'000;

int64_t step_at(TimePoint instant) { return instant.time_since_epoch().count() / kStepMs; }

std::optional<std::string> decode_secret(std::string_view base32) {
  char* bytes = nullptr;
  size_t length = 0;
  const int result = oath_base32_decode(base32.data(), base32.size(), &bytes, &length);
  const std::unique_ptr<char, decltype(&std::free)> owner(bytes, &std::free);
  if (result != OATH_OK || length == 0) return std::nullopt;
  return std::string(bytes, length);
}

std::string code_of_step(const std::string& secret, int64_t step) {
  char code[kDigitsOfCode + 1] = {};
  const int result = oath_hotp_generate(secret.data(), secret.size(), uint64_t(step), kDigitsOfCode,
                                        /*add_checksum=*/false, OATH_HOTP_DYNAMIC_TRUNCATION, code);
  return result == OATH_OK ? std::string(code) : std::string();
}

}  // namespace

std::string totp_code(std::string_view secret, TimePoint at) {
  const auto bytes = decode_secret(secret);
  return bytes ? code_of_step(*bytes, step_at(at)) : std::string();
}

std::optional<int64_t> totp_step(std::string_view secret, std::string_view code, TimePoint now,
                                 int drift) {
  const auto bytes = decode_secret(secret);
  if (!bytes || code.size() != kDigitsOfCode) return std::nullopt;
  for (int distance = 0; distance <= drift; ++distance) {
    for (const int64_t step : {step_at(now) - distance, step_at(now) + distance}) {
      if (step >= 0 && constant_time_equal(code_of_step(*bytes, step), code)) return step;
    }
  }
  return std::nullopt;
}

}  // namespace rehearse::salesforce
