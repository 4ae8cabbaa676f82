#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rehearse::harness {

// MatrixOptions are the flags of `rehearse matrix`.
struct MatrixOptions {
  bool full = false;
  std::vector<std::string> dimensions{};  // each NAME=VALUE[,VALUE…]
  std::string usage{};                    // short for --dimension usage=…
  std::string where{};
  unsigned jobs = 0;  // 0: the machine's cores
  uint64_t seed = 1;
  std::string shard{};  // I/N; empty: all
  std::string out{};    // a folder; empty: the summary alone
  bool resume = false;
  bool quiet = false;    // without the progress
  std::string preset{};  // empty: none
  std::string root{};    // empty: found
};

// Lives the cells of the matrix and says what came of them. Returns the exit code: 130 if it was
// interrupted; what was lived by then is written all the same.
int matrix(const MatrixOptions& options);

// MergeOptions are the flags of `rehearse matrix merge`.
struct MergeOptions {
  std::vector<std::string> folders{};
  std::string out{};
  std::string root{};  // empty: found
};

// Puts the shards of a matrix together, as if it had been run in one.
int merge_matrix(const MergeOptions& options);

}  // namespace rehearse::harness
