#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rehearse::harness {

// FuzzCampaignOptions are the flags of `rehearse fuzz TARGET…`: long runs of the fuzz targets.
struct FuzzCampaignOptions {
  std::vector<std::string> targets{};  // `all`: every one
  bool list = false;
  std::string minutes{"10"};  // for all targets together
  unsigned jobs = 0;          // processes a target; 0: the machine's cores
  uint64_t seed = 1;
  // Each holds a folder a target.
  std::string corpus{".cache/fuzz/corpus"}, findings{".cache/fuzz/findings"};
  std::string merge{};           // a folder of inputs to take in
  std::string minimize{};        // the folder of a finding
  bool minimize_corpus = false;  // drop inputs that add nothing
  bool quiet = false;
  std::string root{};
};

// The built targets are looked for in the folder that the environment variable REHEARSE_FUZZERS
// names. Returns the exit code: 1 if anything was found.
int fuzz_campaign(const FuzzCampaignOptions& options);

}  // namespace rehearse::harness
