#include "harness/matrix/merge.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "harness/matrix/identity.h"
#include "harness/matrix/matrix_files.h"
#include "harness/scenario/library.h"

namespace rehearse::harness {
namespace {

using Errors = std::vector<std::string>;

// Takes the shard's cells and stories over.
void add(const Matrix& shard, std::unordered_map<std::string, uint32_t>& known, Matrix& whole) {
  std::vector<uint32_t> renumbered;
  for (const Story& story : shard.stories) {
    const auto [place, is_new] =
        known.emplace(dump_json(to_json(story)), uint32_t(whole.stories.size()));
    if (is_new) whole.stories.push_back(story);
    renumbered.push_back(place->second);
  }
  for (size_t slot = 0; slot < whole.cells.size(); ++slot) {
    if (shard.cells[slot] != kNoStory) whole.cells[slot] = renumbered[shard.cells[slot]];
  }
}

// What is wrong with one shard beside the first.
std::optional<std::string> misfit(const Matrix& first, const std::string& first_file,
                                  const Matrix& shard, const std::string& file) {
  if (shard.partial) return fmt::format("\"{}\" is partial: go on with it first (--resume)", file);
  if (const auto differs = difference(first, shard, false))
    return fmt::format("\"{}\" {} as \"{}\" is", file, *differs, first_file);
  if (shard.selection.shard.of != first.selection.shard.of)
    return fmt::format("\"{}\" is shard {}, but \"{}\" is shard {}", file,
                       to_text(shard.selection.shard), first_file, to_text(first.selection.shard));
  return {};
}

// A sentence about the shards that no folder has.
std::optional<std::string> missing(const std::map<uint32_t, std::string>& found, uint32_t of) {
  std::string parts;
  for (uint32_t part = 1; part <= of; ++part) {
    if (!found.contains(part))
      parts += fmt::format("{}{}", parts.empty() ? "" : ", ", to_text(Shard{part, of}));
  }
  if (parts.empty()) return {};
  return fmt::format("no folder has the shard {}", parts);
}

// Cells that are not the shard's, or that it lacks.
bool has_its_cells(const Matrix& shard) {
  for (uint32_t slot = 0; slot < shard.cells.size(); ++slot) {
    const bool lived = shard.cells[slot] != kNoStory;
    if (lived != shard.selection.has(shard.selection.grid.point_at(slot))) return false;
  }
  return true;
}

}  // namespace

Result<Matrix, Errors> merge_matrices(const std::vector<std::string>& folders) {
  Errors errors;
  std::optional<Matrix> whole;
  std::string first_file;
  std::unordered_map<std::string, uint32_t> known;
  std::map<uint32_t, std::string> found;  // by part
  for (const std::string& folder : folders) {
    const std::string file = folder + "/matrix.json";
    const auto text = read_text(file);
    auto shard =
        text ? read_matrix(*text) : Result<Matrix, std::string>(std::string("it can't be read"));
    if (!shard) {
      errors.push_back(fmt::format("\"{}\" is no matrix: {}", file, shard.error()));
      continue;
    }
    const Matrix& one = shard.value();
    if (!whole) {
      whole = Matrix{one.selection, one.seed, one.version, {}, {}, false};
      whole->cells.assign(one.cells.size(), kNoStory);
      first_file = file;
    }
    if (const auto wrong = misfit(*whole, first_file, one, file)) {
      errors.push_back(*wrong);
      continue;
    }
    const auto [place, is_new] = found.emplace(one.selection.shard.part, file);
    if (!is_new) {
      errors.push_back(fmt::format("\"{}\" and \"{}\" are both shard {}", place->second, file,
                                   to_text(one.selection.shard)));
    } else if (!has_its_cells(one)) {
      errors.push_back(fmt::format("\"{}\" does not hold the cells of its shard", file));
    } else {
      add(one, known, *whole);
    }
  }
  if (errors.empty() && !whole) errors.push_back("merge takes the folders of the shards");
  if (errors.empty()) {
    if (const auto lacking = missing(found, whole->selection.shard.of)) errors.push_back(*lacking);
  }
  if (!errors.empty()) return errors;
  whole->selection.shard = Shard{};
  put_in_order(*whole);
  return std::move(*whole);
}

}  // namespace rehearse::harness
