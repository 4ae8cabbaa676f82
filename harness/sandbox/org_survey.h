#pragma once

#include <string>
#include <vector>

#include "harness/sandbox/sandbox_run.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// Surveyed is one thing that a run on the org needs.
struct Surveyed {
  std::string what{};  // "API version 67.0"
  bool is_there = false;
  std::string said{};    // what was found
  std::string remedy{};  // where it is missing
};

// Logs in and looks at the org, with GETs alone. Trouble where the login fails or the guard refuses
// the org.
Result<std::vector<Surveyed>, Trouble> survey(const SandboxOptions& options, Terminal& terminal);

}  // namespace rehearse::harness
