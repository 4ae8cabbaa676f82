#include "harness/scenario/shard.h"

#include <fmt/format.h>

#include <charconv>

namespace rehearse::harness {
namespace {

constexpr uint32_t kMostShards = 10'000;

bool read_number(std::string_view text, uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// Mixes the bits of a number (the finalizer of SplitMix64).
uint64_t mixed(uint64_t number) {
  number += 0x9e3779b97f4a7c15;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

}  // namespace

bool Shard::has(uint64_t number) const { return is_all() || mixed(number) % of == part - 1; }

Result<Shard, std::string> read_shard(std::string_view text) {
  const size_t slash = text.find('/');
  Shard shard;
  if (slash == std::string_view::npos || !read_number(text.substr(0, slash), shard.part) ||
      !read_number(text.substr(slash + 1), shard.of) || shard.part == 0 || shard.part > shard.of ||
      shard.of > kMostShards)
    return fmt::format(
        "--shard takes I/N, such as 1/4: a part from 1 to N, and N up to {}; not \"{}\"",
        kMostShards, text);
  return shard;
}

std::string to_text(const Shard& shard) { return fmt::format("{}/{}", shard.part, shard.of); }

}  // namespace rehearse::harness
