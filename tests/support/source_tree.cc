#include "tests/support/source_tree.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "mocks/core/text.h"

namespace rehearse::testing {

namespace fs = std::filesystem;

fs::path source_root() { return REHEARSE_SOURCE_DIR; }

std::string read_file(const fs::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<SourceFile> source_files(const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(source_root() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cc")) continue;
      SourceFile file{
          fs::relative(entry.path(), source_root()).generic_string(), read_file(entry.path()), {}};
      file.lines = split(file.text, '\n');
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace rehearse::testing
