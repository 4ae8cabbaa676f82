#include "harness/fuzz/corpus_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "harness/scenario/library.h"
#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

FolderError wrong(std::string sentence) { return {std::move(sentence), false}; }
FolderError trouble(std::string sentence) { return {std::move(sentence), true}; }

FolderError unwritable(const fs::path& folder) {
  return trouble(fmt::format(
      "The folder {} cannot be written; name one that can be, with --corpus.", folder.string()));
}

// Reads the marker: how often the folder was opened.
Result<uint64_t, FolderError> read_marker(const fs::path& folder, const std::string& target) {
  const std::string shown = (folder / CorpusFolder::kMarker).string();
  const auto json = parse_json(read_text(shown).value_or(""));
  if (!json || !json.value().is_object())
    return wrong(
        fmt::format("{} cannot be read; the folder is no corpus of rehearse, or the "
                    "marker is damaged: take its inputs with --merge.",
                    shown));
  const auto version = integer_member(json.value(), "version");
  if (version != CorpusFolder::kVersion)
    return wrong(
        fmt::format("{} is of version {}; this program reads version {}. Take the inputs "
                    "into another folder with --merge.",
                    shown, version.value_or(0), CorpusFolder::kVersion));
  const std::string owner = string_member(json.value(), "target").value_or("");
  if (owner != target)
    return wrong(
        fmt::format("The corpus {} is one of the target \"{}\", not of \"{}\"; name "
                    "another folder with --corpus.",
                    folder.string(), owner, target));
  return uint64_t(integer_member(json.value(), "runs").value_or(0));
}

// A swap that was cut off leaves the former inputs, and perhaps nothing in their place.
void mend(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / "inputs", ignored) && fs::exists(folder / "inputs.former", ignored))
    fs::rename(folder / "inputs.former", folder / "inputs", ignored);
  fs::remove_all(folder / "inputs.former", ignored);
  fs::remove_all(folder / "inputs.fresh", ignored);
}

}  // namespace

FolderError in_use(const fs::path& folder, std::string_view flag) {
  return trouble(
      fmt::format("Another run uses the folder {}; wait for its end, or name another with {}.",
                  folder.string(), flag));
}

size_t count_files(const fs::path& folder) {
  size_t count = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().filename().string().starts_with('.')) continue;
    if (at->is_regular_file(error)) ++count;
  }
  return count;
}

bool write_whole(const fs::path& file, std::string_view text) {
  const fs::path beside = file.string() + ".part";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out.write(text.data(), std::streamsize(text.size()));
  out.close();
  std::error_code error;
  if (out) fs::rename(beside, file, error);
  if (out && !error) return true;
  fs::remove(beside, error);
  return false;
}

Result<CorpusFolder, FolderError> CorpusFolder::open(const fs::path& folder,
                                                     const std::string& target) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    return wrong(fmt::format("{} is a file; --corpus takes a folder.", folder.string()));
  fs::create_directories(folder, error);
  if (error) return unwritable(folder);
  if (access(folder.c_str(), R_OK | X_OK) != 0)
    return trouble(
        fmt::format("The corpus {} cannot be read; its permissions forbid it.", folder.string()));
  uint64_t runs = 0;
  if (fs::exists(folder / kMarker, error)) {
    const auto read = read_marker(folder, target);
    if (!read) return read.error();
    runs = read.value();
  } else if (!fs::is_empty(folder, error)) {
    return wrong(
        fmt::format("The folder {} holds files and no {}, so it is no corpus of rehearse; "
                    "name another with --corpus, and take its inputs with --merge.",
                    folder.string(), kMarker));
  }
  auto lock = FolderLock::take(folder);
  if (!lock) return in_use(folder, "--corpus");
  const Json marker{{"version", kVersion}, {"target", target}, {"runs", runs + 1}};
  if (!write_whole(folder / kMarker, dump_json(marker) + "\n")) return unwritable(folder);
  mend(folder);
  fs::create_directories(folder / "inputs", error);
  if (error || access((folder / "inputs").c_str(), R_OK | W_OK | X_OK) != 0)
    return unwritable(folder / "inputs");
  return CorpusFolder(folder, runs + 1, std::move(lock));
}

size_t CorpusFolder::count() const { return count_files(inputs()); }

Result<fs::path, FolderError> CorpusFolder::fresh() const {
  std::error_code error;
  const fs::path fresh = folder_ / "inputs.fresh";
  fs::remove_all(fresh, error);
  fs::create_directories(fresh, error);
  if (error) return unwritable(fresh);
  return fresh;
}

Result<Done, FolderError> CorpusFolder::swap_in() const {
  std::error_code error;
  fs::rename(inputs(), folder_ / "inputs.former", error);
  if (!error) fs::rename(folder_ / "inputs.fresh", inputs(), error);
  if (error) return unwritable(folder_);
  fs::remove_all(folder_ / "inputs.former", error);
  return Done{};
}

}  // namespace rehearse::harness
