#include "harness/matrix/matrix_files.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "harness/matrix/identity.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kFormat = "rehearse matrix 1";
constexpr size_t kPiece = size_t{1} << 16;  // how much is gathered before it is handed on

std::string day(const std::optional<int>& day) { return day ? fmt::to_string(*day) : ""; }

// The columns that follow from the story.
std::string story_columns(const Story& story) {
  return fmt::format("{},{},{},{},{},{},{}\n", story.connects ? "yes" : "no",
                     story.works ? "yes" : "no", day(story.lost_on_day),
                     day(story.first_failure_on_day), csv_field(story.chain_text()),
                     csv_field(story.guide_step), csv_field(story.remedy));
}

Json dimensions_json() {
  Json all = Json::array();
  const Point standard = standard_point();
  for (size_t at = 0; at < kDimensions; ++at) {
    const Dimension& dimension = dimensions()[at];
    Json values = Json::array();
    for (const DimensionValue& value : dimension.values)
      values.push_back({{"name", value.name}, {"meaning", value.meaning}});
    all.push_back({{"name", dimension.name},
                   {"meaning", dimension.meaning},
                   {"guide_step", dimension.guide_step},
                   {"changed_by", to_text(dimension.hand)},
                   {"standard", dimension.values[standard[at]].name},
                   {"values", std::move(values)}});
  }
  return all;
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char character : text) quoted += character == '"' ? "\"\"" : std::string(1, character);
  return quoted + '"';
}

void write_csv(const Matrix& matrix, const Put& put) {
  std::string piece = "cell";
  for (const Dimension& dimension : dimensions()) piece += fmt::format(",{}", dimension.name);
  piece += ",connects,works,lost_on_day,first_failure_on_day,reasons,guide_step,remedy\n";
  std::vector<std::string> columns;
  for (const Story& story : matrix.stories) columns.push_back(story_columns(story));
  for (uint32_t slot = 0; slot < matrix.cells.size(); ++slot) {
    if (matrix.cells[slot] == kNoStory) continue;
    const Point point = matrix.selection.grid.point_at(slot);
    fmt::format_to(std::back_inserter(piece), "{}", number_of(point));
    for (size_t at = 0; at < kDimensions; ++at) {
      piece += ',';
      piece += dimensions()[at].values[point[at]].name;
    }
    piece += ',';
    piece += columns[matrix.cells[slot]];
    if (piece.size() < kPiece) continue;
    put(piece);
    piece.clear();
  }
  put(piece);
}

void write_json(const Matrix& matrix, const Put& put) {
  Json head{{"format", kFormat}};
  head.update(identity_json(matrix));
  head["partial"] = matrix.partial;
  head["horizon_days"] = simulation::kHorizonDays;
  head["dimensions"] = dimensions_json();
  std::string text = dump_json(head);
  text.pop_back();
  put(text + ",\n\"stories\":[");
  for (size_t story = 0; story < matrix.stories.size(); ++story)
    put(fmt::format("{}\n{}", story == 0 ? "" : ",", dump_json(to_json(matrix.stories[story]))));
  put("],\n\"cells\":\"");
  put(cells_text(matrix.cells, 0, uint32_t(matrix.cells.size())));
  put("\"}\n");
}

Result<Matrix, std::string> read_matrix(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return json.error();
  if (string_member(json.value(), "format") != kFormat)
    return fmt::format("its format is not \"{}\"", kFormat);
  auto matrix = read_identity(json.value());
  if (!matrix) return matrix.error();
  const auto partial = bool_member(json.value(), "partial");
  const Json* stories = find_member(json.value(), "stories");
  const Json* cells = find_member(json.value(), "cells");
  if (!partial || stories == nullptr || !stories->is_array() || cells == nullptr ||
      !cells->is_string())
    return std::string("it lacks partial, stories or cells");
  Matrix& read = matrix.value();
  read.partial = *partial;
  for (const Json& one : *stories) {
    auto story = read_story(one);
    if (!story) return story.error();
    read.stories.push_back(std::move(story).value());
  }
  read.cells.assign(read.selection.grid.slots(), kNoStory);
  if (!read_cells(cells->get_ref<const std::string&>(), read.stories.size(), 0,
                  uint32_t(read.cells.size()), read.cells))
    return std::string("its cells do not fit its dimensions and stories");
  return matrix;
}

}  // namespace rehearse::harness
