// The project speaks of the project alone.
#include <gtest/gtest.h>

#include "mocks/core/text.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> text_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(source_root())) {
    const std::string path = fs::relative(entry.path(), source_root()).generic_string();
    if (path.starts_with(".git/") || path == ".git" || path.starts_with("build/") ||
        !entry.is_regular_file())
      continue;
    if (path.find("node_modules/") != std::string::npos ||
        path.find("/corpus/") != std::string::npos)
      continue;
    files.push_back(entry.path());
  }
  return files;
}

TEST(Words, NoMachinePathsAndNoPrivateKeys) {
  const std::vector<std::string> banned{
      "/wor"
      "k/",
      "/ho"
      "me/",
      "/roo"
      "t/",
      "BEGIN PRIVATE"
      " KEY",
      "BEGIN RSA PRIVATE"
      " KEY"};
  for (const fs::path& path : text_files()) {
    const std::string text = read_file(path);
    for (const std::string& word : banned) {
      EXPECT_EQ(text.find(word), std::string::npos) << path << " holds \"" << word << '"';
    }
  }
}

TEST(Words, TheTopLevelHoldsOnlyWhatItShould) {
  const std::vector<std::string> folders{"mocks", "scenarios", "harness", "fuzz",
                                         "tests", "fixtures",  "build"};
  for (const auto& entry : fs::directory_iterator(source_root())) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_directory() || name.starts_with(".")) continue;
    EXPECT_NE(std::find(folders.begin(), folders.end(), name), folders.end()) << name;
  }
}

TEST(Words, EveryHeaderSaysWhatItIs) {
  for (const SourceFile& file : source_files(kProductFolders)) {
    if (!file.path.ends_with(".h")) continue;
    EXPECT_NE(file.text.find("\n// "), std::string::npos)
        << file.path << " has no comment on its subject";
  }
}

}  // namespace
}  // namespace rehearse::testing
