#include "fuzz/model/decode.h"

#include "fuzz/support/second.h"
#include "mocks/core/crypto.h"

namespace rehearse::fuzz::model {

std::optional<Pairs> decode_form(std::string_view text) {
  auto fields = second::form(text);
  if (!fields) return {};
  Pairs pairs;
  for (wire::Field& field : *fields)
    pairs.emplace_back(std::move(field.name), std::move(field.value));
  return pairs;
}

std::string challenge_of(std::string_view verifier) {
  const std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  uint32_t bits = 0;
  int held = 0;
  for (const uint8_t byte : sha256(verifier)) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 6; held -= 6) text += alphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) text += alphabet[bits << (6 - held) & 63];
  return text;
}

std::optional<std::string> value(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, held] : pairs) {
    if (key == name) return held.empty() ? std::nullopt : std::optional(held);
  }
  return {};
}

bool repeats(const Pairs& pairs) {
  for (size_t left = 0; left < pairs.size(); ++left) {
    for (size_t right = left + 1; right < pairs.size(); ++right) {
      if (pairs[left].first == pairs[right].first) return true;
    }
  }
  return false;
}

}  // namespace rehearse::fuzz::model
