#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/record/difference.h"
#include "harness/record/recording.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// DeclaredDifference is an entry of fixtures/declared_differences.json: a difference between an org
// and the mock that is known and meant, with the reason why.
struct DeclaredDifference {
  std::string id{};
  std::string scenario{}, step{}, where{};
  std::string recorded{}, mock{};  // empty: whatever they are; references without their numbers
  std::string reason{};
  std::string date{};   // when it was declared
  std::string until{};  // the last day for which it holds; empty: no end
  int line = 0;         // in the file
};

// DeclaredDifferences is the ledger of them.
class DeclaredDifferences {
 public:
  // Reads a list of entries. The error has a line for each thing that is wrong: file, line, path
  // and what.
  static Result<DeclaredDifferences, std::string> read(std::string_view text,
                                                       const std::string& shown);

  // Marks the differences of one recording that are declared. An entry past its `until` on the
  // recording's own date covers nothing.
  void mark(const RecordingMeta& meta, std::vector<Difference>& differences);
  // A sentence for each entry, of a scenario that was compared, that is over or matched nothing.
  std::vector<std::string> stale() const;
  const DeclaredDifference* find(std::string_view id) const;

 private:
  struct Entry {
    DeclaredDifference declared{};
    bool compared = false;  // its scenario was
    bool used = false;
    std::string over_on{};  // the date of a recording for which it was over
  };
  std::string shown_{};
  std::vector<Entry> entries_{};
};

}  // namespace rehearse::harness
