#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rehearse::testing {

// SourceFile is one text file of the project, split into lines.
struct SourceFile {
  std::string path{};  // relative to the root, with /
  std::string text{};
  std::vector<std::string> lines{};
};

// The root of the source tree the tests were built from.
std::filesystem::path source_root();
std::string read_file(const std::filesystem::path& path);
// Every C++ file of ours under the given folders, in order of path.
std::vector<SourceFile> source_files(const std::vector<std::string>& folders);
inline const std::vector<std::string> kAllFolders{"mocks", "harness", "fuzz", "tests"};
inline const std::vector<std::string> kProductFolders{"mocks", "harness"};

}  // namespace rehearse::testing
