#include "fuzz/mutate/operations.h"

// libFuzzer's hooks for inputs that are operations.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most,
                                          unsigned int seed) {
  return rehearse::fuzz::mutate_operations(std::span(data, most), size, most, seed);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* left, size_t left_size,
                                            const uint8_t* right, size_t right_size,
                                            uint8_t* result, size_t most, unsigned int seed) {
  return rehearse::fuzz::cross_operations(std::span(left, left_size), std::span(right, right_size),
                                          std::span(result, most), seed);
}
