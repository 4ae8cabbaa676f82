#pragma once

#include <string>

namespace rehearse::harness {

// ParityOptions are the flags of `rehearse parity`.
struct ParityOptions {
  std::string folder{};    // of recordings
  std::string declared{};  // the ledger of declared differences; empty: the project's
  bool ledger = false;     // say which inferred rules are borne out
  std::string report{};    // a folder; empty: no report
  std::string root{};      // empty: found
};

// Runs what was recorded on the mocks and shows what differs. Returns the exit code: 0 nothing
// undeclared, 1 differences or stale declarations, 2 a bad folder, recording or ledger, 3 trouble,
// 130 interrupted.
int parity(const ParityOptions& options);

}  // namespace rehearse::harness
