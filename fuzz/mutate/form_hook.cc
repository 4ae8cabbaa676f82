// The form mutator as libFuzzer calls it. Linked into targets of the fuzz build alone, which have
// LLVMFuzzerMutate.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "fuzz/mutate/form_mutator.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t most);

namespace {

std::string_view text_of(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

size_t give(const std::string& text, uint8_t* data) {
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most,
                                          unsigned int seed) {
  using namespace rehearse::fuzz;
  return give(mutated_form(text_of(data, size), most, seed, LLVMFuzzerMutate), data);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* left, size_t left_size,
                                            const uint8_t* right, size_t right_size, uint8_t* out,
                                            size_t most, unsigned int seed) {
  using namespace rehearse::fuzz;
  return give(crossed_forms(text_of(left, left_size), text_of(right, right_size), most, seed), out);
}
