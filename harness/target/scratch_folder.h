#pragma once

#include <filesystem>
#include <string>

namespace rehearse::harness {

// The folder for what is temporary: the one that TMPDIR names, else /tmp. It may not be there.
std::filesystem::path temporary_folder();

// ScratchFolder is an empty folder of its owner's alone, removed with all that is in it.
class ScratchFolder {
 public:
  ScratchFolder();
  // Waits a few seconds for a process that was just ended and still writes there.
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }  // empty: it could not be made
  // Then why not, and what to do: a sentence. Empty where the folder is there.
  const std::string& error() const { return error_; }

 private:
  std::filesystem::path path_{};
  std::string error_{};
};

}  // namespace rehearse::harness
