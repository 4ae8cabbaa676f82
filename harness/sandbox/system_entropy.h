#pragma once

#include "mocks/core/entropy.h"

namespace rehearse::harness {

// SystemEntropy is the system's own, which nobody can foresee. A login on a real org needs it (the
// PKCE verifier, the state); everything that is to come out the same again is seeded.
class SystemEntropy final : public Entropy {
 public:
  void fill(std::span<uint8_t> bytes) override;
};

}  // namespace rehearse::harness
