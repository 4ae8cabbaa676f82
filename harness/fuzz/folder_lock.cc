#include "harness/fuzz/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace rehearse::harness {

std::shared_ptr<const FolderLock> FolderLock::take(const std::filesystem::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  std::shared_ptr<const FolderLock> lock(new FolderLock(descriptor));
  return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? lock : nullptr;
}

FolderLock::~FolderLock() { close(descriptor_); }

}  // namespace rehearse::harness
