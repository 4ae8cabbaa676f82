#pragma once

#include <string_view>

#include "mocks/core/fidelity.h"

namespace rehearse {

// Reason is why a mock refused something. Its name is stable and goes to the journal and to
// findings, never to the wire; causes that share a wire text have different reasons. The three
// sentences are what `rehearse explain` and the console print.
struct Reason {
  std::string_view name{};         // snake_case
  std::string_view meaning{};      // what happened, one sentence
  std::string_view consequence{};  // what it means for the connection, one sentence
  std::string_view remedy{};       // what to do, one sentence
  Fidelity fidelity{};
};

}  // namespace rehearse
