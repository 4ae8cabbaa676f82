#include "harness/fuzz/built_targets.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kSuffix = "_fuzz";

FolderError unknown(const std::string& name, const std::vector<std::string>& known) {
  const auto close = nearest(name, known);
  return {fmt::format("There is no target \"{}\"{} `rehearse fuzz --list` lists them.", name,
                      close ? fmt::format("; did you mean \"{}\"?", *close) : ".")};
}

}  // namespace

Result<BuiltTargets, FolderError> BuiltTargets::in(const fs::path& folder) {
  const std::string how =
      "in the source tree, ./rehearse fuzz builds them; elsewhere build the preset fuzz and name "
      "the folder of its targets in REHEARSE_FUZZERS.";
  if (folder.empty()) return FolderError{"No fuzz targets are at hand: " + how, true};
  BuiltTargets built;
  built.folder_ = folder;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::string name = at->path().filename().string();
    std::error_code ignored;
    if (!name.ends_with(kSuffix) || name.size() == kSuffix.size()) continue;
    if (!at->is_regular_file(ignored) || access(at->path().c_str(), X_OK) != 0) continue;
    built.names_.push_back(name.substr(0, name.size() - kSuffix.size()));
  }
  std::sort(built.names_.begin(), built.names_.end());
  if (built.names_.empty())
    return FolderError{fmt::format("No fuzz targets are in {}: {}", folder.string(), how), true};
  return built;
}

Result<std::vector<std::string>, FolderError> BuiltTargets::choose(
    const std::vector<std::string>& wanted) const {
  std::vector<std::string> chosen;
  for (const std::string& name : wanted) {
    if (name == "all") return names_;
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) return unknown(name, names_);
    if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) chosen.push_back(name);
  }
  if (chosen.empty())
    return FolderError{"Name a target, or all; `rehearse fuzz --list` lists them."};
  return chosen;
}

}  // namespace rehearse::harness
