#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/fuzz/corpus_folder.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// BuiltTargets are the fuzz targets that were built: the executables NAME_fuzz of a folder. What is
// not there does not exist, so a target has no row here.
class BuiltTargets {
 public:
  // The errors say what to do. `folder` empty: nobody said where they are.
  static Result<BuiltTargets, FolderError> in(const std::filesystem::path& folder);

  const std::vector<std::string>& names() const { return names_; }  // sorted
  std::filesystem::path executable(const std::string& name) const {
    return folder_ / (name + "_fuzz");
  }
  // The names asked for, each once; `all` is all of them. The error names the nearest.
  Result<std::vector<std::string>, FolderError> choose(
      const std::vector<std::string>& wanted) const;

 private:
  std::filesystem::path folder_{};
  std::vector<std::string> names_{};
};

}  // namespace rehearse::harness
