#pragma once

#include <string>

namespace rehearse::harness {

// CleanupOptions are the flags of `rehearse cleanup`.
struct CleanupOptions {
  std::string journals{".cache/runs"};
  std::string target{};  // a target file; empty: the one that the journal names
  bool list = false;
  bool developer_edition = false;
};

// Takes away what earlier runs on sandboxes left there, by their journals; with `list` only says
// what that is. Returns the exit code: 0 nothing is left, 1 something stays that is not the run's
// own any more, 2 a journal or a target file makes no sense, 3 trouble, 130 interrupted.
int cleanup(const CleanupOptions& options);

}  // namespace rehearse::harness
