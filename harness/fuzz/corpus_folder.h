#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "harness/fuzz/folder_lock.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// FolderError is a sentence, and whether it is the user's mistake (exit code 2) or trouble (3).
struct FolderError {
  std::string sentence{};
  bool is_trouble = false;
};

// CorpusFolder is the growing corpus of one target: a marker that says whose it is, and the folder
// `inputs`, which the fuzzer reads and writes. Each start goes on from what is there.
class CorpusFolder {
 public:
  static constexpr std::string_view kMarker = ".rehearse-corpus.json";
  static constexpr int64_t kVersion = 1;

  // Opens the folder, or makes it, and keeps it for this run. A folder of another target, of
  // another version, one that holds anything and no marker, or one that another run uses is left
  // alone.
  static Result<CorpusFolder, FolderError> open(const std::filesystem::path& folder,
                                                const std::string& target);

  std::filesystem::path inputs() const { return folder_ / "inputs"; }
  size_t count() const;
  // How often it was opened; makes the seeds of each start differ.
  uint64_t runs() const { return runs_; }
  // An empty folder beside `inputs` for what shall take its place.
  Result<std::filesystem::path, FolderError> fresh() const;
  // Puts the fresh folder in place of `inputs`. What dies in between is mended by the next open().
  Result<Done, FolderError> swap_in() const;

 private:
  CorpusFolder(std::filesystem::path folder, uint64_t runs, std::shared_ptr<const FolderLock> lock)
      : folder_(std::move(folder)), runs_(runs), lock_(std::move(lock)) {}

  std::filesystem::path folder_;
  uint64_t runs_;
  std::shared_ptr<const FolderLock> lock_;
};

// What to say where another run uses the folder that the flag names.
FolderError in_use(const std::filesystem::path& folder, std::string_view flag);

// The files in a folder, the subfolders' included; hidden ones don't count.
size_t count_files(const std::filesystem::path& folder);

// Writes a whole file or none: beside it first, then renamed. False: it cannot be written.
bool write_whole(const std::filesystem::path& file, std::string_view text);

}  // namespace rehearse::harness
