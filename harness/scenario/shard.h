#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mocks/core/result.h"

namespace rehearse::harness {

// Shard is one of N parts that together do the whole of something, each on a machine of its own.
struct Shard {
  uint32_t part = 1;  // from 1
  uint32_t of = 1;

  bool is_all() const { return of == 1; }
  // True if the thing of that number is this shard's. Which numbers fall together follows no
  // pattern, so that no shard gets all of the long ones.
  bool has(uint64_t number) const;
  friend bool operator==(const Shard&, const Shard&) = default;
};

// Reads I/N. The error is a sentence that names the flag.
Result<Shard, std::string> read_shard(std::string_view text);
std::string to_text(const Shard& shard);  // `1/3`

}  // namespace rehearse::harness
