#pragma once

#include <cstdint>
#include <string>

namespace rehearse::harness {

// ExplainOptions are what `rehearse explain` is given.
struct ExplainOptions {
  std::string what{};  // a reason, a client bug, a mutant, or a cell of the matrix
  uint64_t seed = 1;   // of a cell's life
};

// Explains a reason: what it means, what follows, what a person sees, what to do, and how well the
// rule is known. A cell, by its number or its name (NAME=VALUE,…), is lived and its life told.
// Returns the exit code: 2 if there is no such thing; the nearest is named.
int explain(const ExplainOptions& options);

}  // namespace rehearse::harness
