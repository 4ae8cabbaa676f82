#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/time.h"

namespace rehearse::workato {

// kHomeFolder is the root folder; its name is also the location of what lies in no project.
inline constexpr int64_t kHomeFolder = 7'001;
inline constexpr std::string_view kHomeName = "Home";

// Folder is a folder of the workspace. A folder at the top is a project.
struct Folder {
  int64_t id = 0;
  std::string name{};
  int64_t parent = 0;   // 0: the root folder itself
  int64_t project = 0;  // 0: in no project
  TimePoint created_at{}, updated_at{};
};

// Folders keeps the tree of folders; it begins with Home alone.
class Folders {
 public:
  explicit Folders(TimePoint start);
  // The parent must exist.
  const Folder& create(std::string name, int64_t parent, TimePoint now);
  const Folder* find(int64_t id) const;
  const std::deque<Folder>& all() const { return folders_; }
  bool has_child(int64_t parent, std::string_view name) const;

  // The project that holds a folder, by name: Home if it lies in none.
  std::string project_of(int64_t folder) const;
  bool has_project(std::string_view name) const;  // Home too
  // The folder of the project of that name; Home if there is none.
  int64_t of_project(std::string_view name) const;

 private:
  std::deque<Folder> folders_;
  int64_t next_id_ = kHomeFolder + 1;
  int64_t next_project_ = 901;
};

}  // namespace rehearse::workato
