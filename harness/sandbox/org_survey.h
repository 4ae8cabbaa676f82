#pragma once

#include <string>
#include <vector>

#include "harness/sandbox/sandbox_run.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// Surveyed is one thing that a run needs.
struct Surveyed {
  std::string what{};  // "API version 67.0"
  bool is_there = false;
  std::string said{};    // what was found
  std::string remedy{};  // where it is missing
};

// Logs in and looks at the org, and at the Workato workspace if the target has one, with GETs
// alone. Trouble where the login fails or a guard refuses the org or the workspace.
Result<std::vector<Surveyed>, Trouble> survey(const SandboxOptions& options, Terminal& terminal);

}  // namespace rehearse::harness
