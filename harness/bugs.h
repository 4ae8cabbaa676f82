#pragma once

#include <string>
#include <vector>

namespace rehearse::harness {

// BugsOptions are the flags of `rehearse bugs`.
struct BugsOptions {
  std::vector<std::string> names{};  // none: all
  bool list = false;                 // the tables alone, without the check
  bool json = false;
  std::string root{};  // empty: found
};

// Prints the mistakes that Workato and the org can be told to make, and whether the scenario that
// each names catches it. Returns the exit code: 1 if a mistake survives.
int bugs(const BugsOptions& options);

}  // namespace rehearse::harness
