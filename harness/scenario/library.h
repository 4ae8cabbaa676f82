#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/load.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// Chosen is a scenario file that the command line asks for.
struct Chosen {
  SourceFile source{};
  bool named = false;  // by itself, not with its folder or by --all
};

// Library finds scenario files in `scenarios/` of the project's root folder.
class Library {
 public:
  explicit Library(std::string root) : root_(std::move(root)) {}

  // Every scenario's name, sorted.
  std::vector<std::string> names() const;
  // The files that names, paths and folders stand for, each once, in the order asked for. Folders
  // hold their scenarios sorted by name. The errors are sentences, one for each that leads nowhere.
  Result<std::vector<Chosen>, std::vector<std::string>> choose(
      const std::vector<std::string>& wanted) const;
  Result<std::vector<Chosen>, std::vector<std::string>> all() const;

 private:
  std::vector<std::string> files_of(const std::string& wanted) const;

  std::string root_;
};

// The text of a file; nothing if it can't be read.
std::optional<std::string> read_text(const std::string& path);

}  // namespace rehearse::harness
