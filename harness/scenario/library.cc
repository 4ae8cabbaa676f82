#include "harness/scenario/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".json";

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

// The scenario files below a folder, sorted. The schema lies among them and is none.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    if (path.extension() == kSuffix && path.filename() != "schema.json" && is_file(path))
      files.push_back(path.string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string without_suffix(std::string name) {
  if (name.ends_with(kSuffix)) name.resize(name.size() - kSuffix.size());
  return name;
}

// The path below the folder with scenarios; nothing for a file elsewhere.
std::optional<std::string> path_below(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path relative =
      fs::relative(fs::weakly_canonical(file, error), fs::weakly_canonical(folder, error), error);
  if (error || relative.empty() || *relative.begin() == "..") return {};
  return relative.generic_string();
}

}  // namespace

std::optional<std::string> read_text(const std::string& path) {
  std::error_code unknown;
  if (fs::is_directory(path, unknown)) return {};  // reading one throws
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) return {};
  return text;
}

std::vector<std::string> Library::names() const {
  std::vector<std::string> names;
  const fs::path folder = fs::path(root_) / "scenarios";
  for (const std::string& file : files_below(folder)) {
    if (const auto below = path_below(file, folder)) names.push_back(without_suffix(*below));
  }
  return names;
}

// A name comes first, then a path as the shell has it, then one from the root; a file before a
// folder.
std::vector<std::string> Library::files_of(const std::string& wanted) const {
  const fs::path root(root_), scenarios = root / "scenarios";
  for (const fs::path& file :
       {scenarios / (wanted + std::string(kSuffix)), fs::path(wanted), root / wanted}) {
    if (is_file(file)) return {file.string()};
  }
  for (const fs::path& folder : {scenarios / wanted, fs::path(wanted), root / wanted}) {
    if (is_folder(folder)) return files_below(folder);
  }
  return {};
}

Result<std::vector<Chosen>, std::vector<std::string>> Library::choose(
    const std::vector<std::string>& wanted) const {
  const fs::path scenarios = fs::path(root_) / "scenarios";
  std::vector<Chosen> chosen;
  std::vector<std::string> errors;
  std::map<std::string, size_t> seen;
  for (const std::string& one : wanted) {
    const auto files = one.empty() ? std::vector<std::string>() : files_of(one);
    if (files.empty())
      errors.push_back(
          fmt::format("there is no scenario \"{}\"{}", one, did_you_mean(one, names())));
    for (const std::string& file : files) {
      const bool named = files.size() == 1 && !is_folder(one) && !is_folder(scenarios / one);
      const auto below = path_below(file, scenarios);
      const std::string shown = below ? "scenarios/" + *below : file;
      const auto [place, fresh] = seen.try_emplace(shown, chosen.size());
      if (!fresh) {
        chosen[place->second].named |= named;
        continue;
      }
      auto text = read_text(file);
      if (!text) {
        errors.push_back(fmt::format("the file \"{}\" can't be read", shown));
        seen.erase(place);
        continue;
      }
      const std::string name = without_suffix(below ? *below : fs::path(file).filename().string());
      chosen.push_back({{shown, name, std::move(*text)}, named});
    }
  }
  if (!errors.empty()) return errors;
  return chosen;
}

Result<std::vector<Chosen>, std::vector<std::string>> Library::all() const {
  auto chosen = choose(names());
  if (chosen) {
    for (Chosen& one : chosen.value()) one.named = false;
  }
  return chosen;
}

}  // namespace rehearse::harness
