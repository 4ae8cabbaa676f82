#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/fuzz/corpus_folder.h"
#include "harness/fuzz/libfuzzer_output.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// FuzzFinding is what finding.json holds: what broke, and how to see it again.
struct FuzzFinding {
  static constexpr int64_t kVersion = 1;
  std::string target{};
  std::string program{};  // the version of rehearse that found it
  Breakage breakage{};
  uint64_t executions = 0;  // of its worker, until it was met first
  uint64_t seed = 0;        // of that worker
  uint64_t times = 1;       // how often it was met
  size_t size = 0;          // bytes of `input`
  size_t minimized = 0;     // bytes of `minimized`; 0: there is none
  bool tried = true;        // false: a run ended before the input was run once more
  bool repeats = false;     // the input alone broke it once more
  std::string repeat{};     // the command line for that
  // Why there is no scenario of it, a sentence; empty: there is, or its target has none ever.
  std::string no_scenario{};
};
Json to_json(const FuzzFinding& finding);
// The errors name the file.
Result<FuzzFinding, FolderError> read_finding(const std::filesystem::path& folder);

// FindingsFolder holds the findings of one target, a folder each, named by signature(): `input`,
// `minimized`, `finding.json`, `report.txt`, `transcript.jsonl`, `scenario.json`, `curl.sh`.
class FindingsFolder {
 public:
  // Keeps the folder for this run. The error: it cannot be written, another run uses it, or a
  // finding in it is of another version.
  static Result<FindingsFolder, FolderError> open(const std::filesystem::path& folder,
                                                  const std::string& target);

  std::filesystem::path folder_of(const Breakage& breakage) const {
    return folder_ / signature(breakage);
  }
  // Where the fuzzer leaves inputs that broke something, before they are findings. What is there at
  // the start was left by a run that was killed.
  std::filesystem::path arrivals() const { return folder_ / ".arrivals"; }
  std::vector<std::filesystem::path> left_over() const;

  // True for a finding of an earlier run that this one has not run again yet: what it found may be
  // mended by now.
  bool is_unchecked(const Breakage& breakage) const {
    return all_.contains(signature(breakage)) && !checked_.contains(signature(breakage));
  }
  void mark_checked(const Breakage& breakage) { checked_.insert(signature(breakage)); }

  // Counts a finding that is there already. False: it is a new one.
  bool count_again(const Breakage& breakage);
  // Writes a new finding: `input` first, `finding.json` last. What was made from the input of one
  // before it in that place is taken away.
  bool add(const FuzzFinding& finding, std::string_view input, std::string_view report);
  bool update(const FuzzFinding& finding);

  // By signature, those of earlier runs included.
  const std::map<std::string, FuzzFinding>& all() const { return all_; }

 private:
  explicit FindingsFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
  std::shared_ptr<const FolderLock> lock_{};
  std::map<std::string, FuzzFinding> all_{};
  std::set<std::string> checked_{};  // signatures
};

}  // namespace rehearse::harness
