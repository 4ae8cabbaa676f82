#pragma once

#include <string_view>

namespace rehearse::fuzz {

// broken says which promise does not hold, in one sentence without any secret, and ends the run:
// the fuzzer keeps the input. `promise` is an invariant's id ("O-06") or a short name of the
// target's own ("round-trip").
[[noreturn]] void broken(std::string_view promise, std::string_view sentence);

inline void require(bool holds, std::string_view promise, std::string_view sentence) {
  if (!holds) broken(promise, sentence);
}

}  // namespace rehearse::fuzz
