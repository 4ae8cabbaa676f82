#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rehearse {

// Entropy is where every random-looking value of the mocks comes from. One owner uses one stream;
// a stream is not safe for two threads at once.
class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(std::span<uint8_t> bytes) = 0;

  // A string of `length` characters drawn evenly from `alphabet` (at most 256 characters).
  std::string text(std::string_view alphabet, size_t length);
  // An even draw from 0 … bound-1; bound 0 gives 0.
  uint64_t below(uint64_t bound);
};

// SeededEntropy gives the same bytes for the same seed and label: AES-256-CTR keyed by SHA-256 of
// both. Labels keep streams apart, so that one more draw here does not move the values there.
class SeededEntropy final : public Entropy {
 public:
  SeededEntropy(uint64_t seed, std::string_view label);
  ~SeededEntropy() override;
  void fill(std::span<uint8_t> bytes) override;

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

inline constexpr std::string_view kDigits = "0123456789";
inline constexpr std::string_view kHexUpper = "0123456789ABCDEF";
inline constexpr std::string_view kHexLower = "0123456789abcdef";
inline constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

}  // namespace rehearse
