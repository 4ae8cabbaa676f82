#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"

namespace rehearse::harness {

// ReportFolder is the folder that --report names. Files appear in it whole or not at all: they are
// written beside their place and renamed.
class ReportFolder {
 public:
  // Makes the folder where it is missing and tries that a file can be written, so that a run
  // doesn't find out at its end. The error is a sentence that names the folder.
  static Result<ReportFolder, std::string> open(std::string path);

  // The name may have folders in it; the error is a sentence that names the file.
  Result<Done, std::string> write(std::string_view name, std::string_view content) const;
  // The same for what is too long to be held at once: `fill` hands it over piece by piece.
  using Put = std::function<void(std::string_view)>;
  Result<Done, std::string> write(std::string_view name,
                                  const std::function<void(const Put&)>& fill) const;
  const std::string& path() const { return path_; }

 private:
  explicit ReportFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace rehearse::harness
