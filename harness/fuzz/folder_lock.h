#pragma once

#include <filesystem>
#include <memory>

namespace rehearse::harness {

// FolderLock keeps a folder for one run: two at once would take each other's files away. It ends
// with the process at the latest, however that ends, and leaves nothing in the folder.
class FolderLock {
 public:
  // Nothing: another holds it, or the folder cannot be opened.
  static std::shared_ptr<const FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace rehearse::harness
