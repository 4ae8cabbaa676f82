#pragma once

#include <string>

namespace rehearse::harness {

// LineageOptions are the flags of `rehearse lineage`.
struct LineageOptions {
  std::string file{};  // what GET /lineage answered, or a report's lineage; `-`: standard input
  std::string url{};   // of a control listener, instead of a file
  std::string format{"text"};  // text, json or svg
};

// Prints a lineage. Returns the exit code: 2 for what can't be read, 3 where nobody answers.
int lineage(const LineageOptions& options);

}  // namespace rehearse::harness
