#include "harness/matrix/checkpoint.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

namespace rehearse::harness {
namespace {

constexpr std::string_view kFormat = "rehearse matrix resume 1";

std::string trouble(const std::string& path, std::string_view what) {
  return fmt::format("\"{}\" can't be {}: {}", path, what, std::generic_category().message(errno));
}

std::string path_in(const std::string& folder) {
  return fmt::format("{}/{}", folder, Checkpoint::kName);
}

std::string header(const Matrix& matrix) {
  Json json{{"format", kFormat}};
  json.update(identity_json(matrix));
  return dump_json(json) + "\n";
}

// Takes one line's story or cells over; false if it makes no sense.
bool take_line(const Json& json, Matrix& matrix) {
  if (const Json* story = find_member(json, "story")) {
    auto read = read_story(*story);
    if (!read) return false;
    matrix.stories.push_back(std::move(read).value());
    return true;
  }
  const auto from = integer_member(json, "from"), until = integer_member(json, "until");
  const auto cells = string_member(json, "cells");
  if (!from || !until || !cells || *from < 0 || *from > *until ||
      *until > int64_t(matrix.cells.size()))
    return false;
  const uint32_t first = uint32_t(*from), end = uint32_t(*until);
  if (read_cells(*cells, matrix.stories.size(), first, end, matrix.cells)) return true;
  std::fill(matrix.cells.begin() + first, matrix.cells.begin() + end, kNoStory);
  return false;
}

// How long the file is up to its last whole line; takes the lines over.
Result<uintmax_t, std::string> take_lines(std::ifstream& file, const std::string& path,
                                          Matrix& matrix) {
  std::string line;
  if (!std::getline(file, line) || file.eof())
    return fmt::format("\"{}\" is no resume file: remove it, or leave --resume out", path);
  const auto head = parse_json(line);
  if (!head || string_member(head.value(), "format") != kFormat)
    return fmt::format("\"{}\" is no resume file: remove it, or leave --resume out", path);
  const auto found = read_identity(head.value());
  if (!found) return fmt::format("\"{}\" can't be resumed: {}", path, found.error());
  if (const auto differs = difference(matrix, found.value(), true))
    return fmt::format("\"{}\" {}; give the same options, or leave --resume out", path, *differs);
  uintmax_t length = line.size() + 1;
  while (std::getline(file, line) && !file.eof()) {
    const auto json = parse_json(line);
    if (!json || !take_line(json.value(), matrix)) break;
    length += line.size() + 1;
  }
  return length;
}

}  // namespace

Result<Checkpoint, std::string> Checkpoint::begin(const std::string& folder, const Matrix& matrix) {
  const std::string path = path_in(folder);
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return trouble(path, "written");
  Checkpoint checkpoint(path, file, 0);
  if (const auto written = checkpoint.write(header(matrix)); !written) return written.error();
  return checkpoint;
}

Result<Checkpoint, std::string> Checkpoint::go_on(const std::string& folder, Matrix& matrix) {
  const std::string path = path_in(folder);
  matrix.cells.assign(matrix.selection.grid.slots(), kNoStory);
  std::ifstream before(path, std::ios::binary);
  // Killed before its first line was written, it is as if there were none.
  if (!before || before.peek() == std::ifstream::traits_type::eof()) return begin(folder, matrix);
  const auto length = take_lines(before, path, matrix);
  if (!length) return length.error();
  before.close();
  std::error_code error;
  std::filesystem::resize_file(path, length.value(), error);
  std::FILE* file = error ? nullptr : std::fopen(path.c_str(), "a");
  if (file == nullptr) return trouble(path, "written");
  return Checkpoint(path, file, matrix.stories.size());
}

Result<Done, std::string> Checkpoint::note(const Matrix& matrix, uint32_t from, uint32_t until) {
  std::string lines;
  for (; stories_ < matrix.stories.size(); ++stories_)
    lines += dump_json(Json{{"story", to_json(matrix.stories[stories_])}}) + "\n";
  lines += dump_json(
      Json{{"from", from}, {"until", until}, {"cells", cells_text(matrix.cells, from, until)}});
  return write(lines + "\n");
}

Result<Done, std::string> Checkpoint::write(const std::string& lines) {
  if (std::fwrite(lines.data(), 1, lines.size(), file_.get()) != lines.size() ||
      std::fflush(file_.get()) != 0)
    return trouble(path_, "written");
  return Done{};
}

void Checkpoint::remove() { unlink(path_.c_str()); }

}  // namespace rehearse::harness
