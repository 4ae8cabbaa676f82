#include "harness/sandbox/system_entropy.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace rehearse::harness {

void SystemEntropy::fill(std::span<uint8_t> bytes) {
  constexpr size_t kAtOnce = 256;  // getentropy gives no more
  while (!bytes.empty()) {
    const size_t count = std::min(bytes.size(), kAtOnce);
    if (getentropy(bytes.data(), count) != 0) std::abort();  // there is no safe value to go on with
    bytes = bytes.subspan(count);
  }
}

}  // namespace rehearse::harness
