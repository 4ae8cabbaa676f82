#pragma once

#include <string>

#include "mocks/instance_options.h"

namespace rehearse::fuzz {

// Planted is the mistake that a run is to find, from the environment variable REHEARSE_PLANTED: the
// name of a mutant of the org or of a bug of Workato's client. An unknown name ends the process.
struct Planted {
  std::string name{};  // empty: none
  oauth::Mutant mutant = oauth::Mutant::none;
  workato::ClientBugs bugs{};
};
// Read once.
const Planted& planted();

}  // namespace rehearse::fuzz
