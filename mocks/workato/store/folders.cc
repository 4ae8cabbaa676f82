#include "mocks/workato/store/folders.h"

#include <algorithm>

namespace rehearse::workato {

Folders::Folders(TimePoint start) {
  folders_.push_back({.id = kHomeFolder,
                      .name = std::string(kHomeName),
                      .created_at = start,
                      .updated_at = start});
}

const Folder& Folders::create(std::string name, int64_t parent, TimePoint now) {
  const Folder* above = find(parent);
  const bool at_top = parent == kHomeFolder || above == nullptr;
  folders_.push_back({.id = next_id_++,
                      .name = std::move(name),
                      .parent = parent,
                      .project = at_top ? next_project_++ : above->project,
                      .created_at = now,
                      .updated_at = now});
  return folders_.back();
}

const Folder* Folders::find(int64_t id) const {
  const auto found = std::ranges::find(folders_, id, &Folder::id);
  return found == folders_.end() ? nullptr : &*found;
}

bool Folders::has_child(int64_t parent, std::string_view name) const {
  return std::ranges::any_of(folders_, [parent, name](const Folder& folder) {
    return folder.parent == parent && folder.name == name;
  });
}

std::string Folders::project_of(int64_t folder) const {
  const Folder* at = find(folder);
  while (at != nullptr && at->parent != kHomeFolder && at->parent != 0) at = find(at->parent);
  return at == nullptr ? std::string(kHomeName) : at->name;
}

bool Folders::has_project(std::string_view name) const {
  return name == kHomeName || has_child(kHomeFolder, name);
}

int64_t Folders::of_project(std::string_view name) const {
  const auto found = std::ranges::find_if(folders_, [name](const Folder& folder) {
    return folder.parent == kHomeFolder && folder.name == name;
  });
  return found == folders_.end() ? kHomeFolder : found->id;
}

}  // namespace rehearse::workato
