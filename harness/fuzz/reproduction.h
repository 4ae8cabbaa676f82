#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"

namespace rehearse::harness {

// ReproductionOf is what a transcript does not say of the run that it is of.
struct ReproductionOf {
  std::string target{};
  std::string promise{};   // empty: a crash or the like
  std::string sentence{};  // what broke
  std::string mutant{};    // of the org, that was planted
  std::string bug{};       // of Workato's client, likewise
};

// Reproduction is a finding for people: a scenario of this project, and lines of curl for `rehearse
// serve`. Both expect what the fuzzer saw, so that the scenario passes while the mistake is there.
struct Reproduction {
  std::string scenario{};            // scenario.json
  std::string curl{};                // curl.sh
  std::vector<std::string> notes{};  // what neither can say; they stand in both
  // Values that the fuzzer sent and nothing in the transcript gives, by name. Where there is one,
  // there is neither scenario nor curl: with other values than the fuzzer's, they would show
  // nothing.
  std::vector<std::string> missing{};
};

// Turns a transcript (fuzz/support/transcript.h) into both. The error is a sentence: the transcript
// is empty or a line is no JSON. A last line that was cut off is left out.
Result<Reproduction, std::string> reproduce(std::string_view transcript, const ReproductionOf& of);

}  // namespace rehearse::harness
