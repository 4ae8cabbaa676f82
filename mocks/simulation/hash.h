#pragma once

#include <cstdint>
#include <string_view>

namespace rehearse::simulation {

// Hash folds numbers and texts into 64 bits, in order.
class Hash {
 public:
  Hash& add(uint64_t number) {
    uint64_t mixed = value_ ^ (number + 0x9e3779b97f4a7c15ULL + (value_ << 6) + (value_ >> 2));
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    value_ = mixed ^ (mixed >> 31);
    return *this;
  }
  Hash& add(std::string_view text) {
    uint64_t sum = 0xcbf29ce484222325ULL;
    for (const char character : text) sum = (sum ^ uint8_t(character)) * 0x100000001b3ULL;
    return add(sum).add(text.size());
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0x6a09e667f3bcc908ULL;
};

}  // namespace rehearse::simulation
