#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/record/difference.h"
#include "harness/record/recording.h"
#include "harness/report/result.h"
#include "mocks/ledger.h"

namespace rehearse::harness {

// BorneOut gathers which inferred rules of the mocks a recording of a real org bears out: the
// reason of a step whose exchanges show no difference, and the route of a call that shows none.
// Dials and behaviours name no exchange, so that a person has to judge those.
class BorneOut {
 public:
  // `result` is what came of the same scenario on the mock.
  void add(const Recording& recorded, const ScenarioResult& result,
           const std::vector<Difference>& differences);
  // A row for each rule, with what to write in the source.
  std::string text() const;

 private:
  void see(const LedgerRow& row, const RecordingMeta& meta, const std::string& step);

  std::vector<LedgerRow> rows_ = ledger();
  std::map<std::string, std::string> seen_{};  // by the rule's id: where it was seen first
  size_t of_mocks_ = 0;                        // recordings that prove nothing
};

}  // namespace rehearse::harness
