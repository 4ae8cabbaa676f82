#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rehearse::fuzz {

// mutate_operations changes a sequence's input by whole operations: one more, one less, one copied
// or moved, a number of one changed, the setting changed; most often by steps that lead somewhere
// (approve, exchange, refresh with the newest token). Gives the new size, at most `most`. The same
// seed gives the same change.
size_t mutate_operations(std::span<uint8_t> input, size_t size, size_t most, uint32_t seed);
// The first operations of one input and the last ones of another.
size_t cross_operations(std::span<const uint8_t> left, std::span<const uint8_t> right,
                        std::span<uint8_t> result, uint32_t seed);

}  // namespace rehearse::fuzz
