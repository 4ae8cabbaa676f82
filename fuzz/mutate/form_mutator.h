#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// FormVocabulary is what a target's inputs are made of: forms that take the path of success, lines
// of a head, and the words that stand for values (fuzz/support/request_text.h).
struct FormVocabulary {
  std::vector<std::string> shapes{};
  std::vector<std::string> heads{};
  wire::Fields words{};
  wire::Fields fitting{};  // parameter, word: a value that it may well have
};
// What the mutator draws from, from the first input on. The vocabulary must last.
void learn(const FormVocabulary& vocabulary);

// The fuzzing engine's own mutation of bytes: gives the new size.
using ByteMutator = size_t (*)(uint8_t* data, size_t size, size_t most);

// A mutation of an input whose form is one of parameters: bytes, the catalogue of mutations,
// tricks, words, lines of the head. Everything comes from the seed. Never longer than `most`.
std::string mutated_form(std::string_view input, size_t most, uint32_t seed, ByteMutator bytes);
// The head of one of two inputs, and parameters of both.
std::string crossed_forms(std::string_view left, std::string_view right, size_t most,
                          uint32_t seed);

}  // namespace rehearse::fuzz
