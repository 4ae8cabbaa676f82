#pragma once

#include <string>

namespace rehearse::harness {

// ListOptions are the flags of `rehearse list`.
struct ListOptions {
  bool races = false;  // the table of races instead of the scenarios
  bool verbs = false;
  std::string root{};
};

// Prints the scenarios with their titles, or the verbs with their arguments. Returns the exit code:
// 2 if a scenario has problems, which go to standard error.
int list(const ListOptions& options);

}  // namespace rehearse::harness
