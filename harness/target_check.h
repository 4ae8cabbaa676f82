#pragma once

#include <string>

namespace rehearse::harness {

// TargetCheckOptions are the flags of `rehearse target check`.
struct TargetCheckOptions {
  std::string target{};
  bool developer_edition = false;
  std::string root{};  // empty: found
};

// Reads what there is to know of a target before a run: who the org is, what the login may do,
// which scenarios could run how far. Nothing is changed. Returns the exit code: 0 the guide could
// run, 1 something that it needs is missing, 2 the target file makes no sense, 3 trouble.
int check_target(const TargetCheckOptions& options);

}  // namespace rehearse::harness
