#include "mocks/core/entropy.h"

#include <algorithm>

#include "mocks/core/crypto.h"

namespace rehearse {

struct SeededEntropy::Stream {
  explicit Stream(std::span<const uint8_t, 32> key) : cipher(key) {}
  AesStream cipher;
  std::array<uint8_t, 512> buffer{};
  size_t used = 512;
};

SeededEntropy::SeededEntropy(uint64_t seed, std::string_view label) {
  const std::string material =
      "rehearse entropy " + std::to_string(seed) + " " + std::string(label);
  stream_ = std::make_unique<Stream>(sha256(material));
}

SeededEntropy::~SeededEntropy() = default;

void SeededEntropy::fill(std::span<uint8_t> bytes) {
  for (size_t done = 0; done < bytes.size();) {
    if (stream_->used == stream_->buffer.size()) {
      stream_->cipher.next(stream_->buffer);
      stream_->used = 0;
    }
    const size_t count = std::min(bytes.size() - done, stream_->buffer.size() - stream_->used);
    std::copy_n(stream_->buffer.begin() + long(stream_->used), count, bytes.begin() + long(done));
    stream_->used += count;
    done += count;
  }
}

uint64_t Entropy::below(uint64_t bound) {
  if (bound == 0) return 0;
  const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;  // rejection keeps the draw even
  for (;;) {
    std::array<uint8_t, 8> bytes{};
    fill(bytes);
    uint64_t number = 0;
    for (const uint8_t byte : bytes) number = number << 8 | byte;
    if (number < limit) return number % bound;
  }
}

std::string Entropy::text(std::string_view alphabet, size_t length) {
  std::string drawn(length, '\0');
  for (char& character : drawn) character = alphabet[below(alphabet.size())];
  return drawn;
}

}  // namespace rehearse
