#pragma once

#include <string>
#include <vector>

#include "harness/record/declared.h"
#include "harness/record/difference.h"
#include "harness/record/recording.h"

namespace rehearse::harness {

// ComparedScenario is what came of comparing one recording.
struct ComparedScenario {
  std::string file{};
  RecordingMeta meta{};
  size_t exchanges = 0;                     // of the recording
  std::vector<std::string> not_recorded{};  // steps of the mock's run that the recording lacks
  std::vector<Difference> differences{};
};

// ParityReport is what came of all of them.
struct ParityReport {
  std::vector<ComparedScenario> scenarios{};
  std::vector<std::string> stale{};  // sentences about the ledger

  size_t undeclared() const;
  bool is_clean() const { return undeclared() == 0 && stale.empty(); }
};

// For people: a block a step. `ledger` says why what is declared is.
std::string parity_text(const ParityReport& report, const DeclaredDifferences& ledger);
// For programs: parity.json.
std::string parity_json(const ParityReport& report);

}  // namespace rehearse::harness
