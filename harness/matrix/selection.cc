#include "harness/matrix/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"

namespace rehearse::harness {

Grid::Grid() {
  const Point standard = standard_point();
  for (size_t at = 0; at < kDimensions; ++at) {
    const Dimension& dimension = dimensions()[at];
    for (size_t value = 0; value < dimension.values.size(); ++value) {
      if (!dimension.fixed || value == standard[at]) values_[at].push_back(uint8_t(value));
    }
  }
  count();
}

Grid Grid::full() {
  Grid grid;
  for (size_t at = 0; at < kDimensions; ++at) {
    grid.values_[at].clear();
    for (size_t value = 0; value < dimensions()[at].values.size(); ++value)
      grid.values_[at].push_back(uint8_t(value));
  }
  grid.count();
  return grid;
}

Result<Done, std::string> Grid::choose(std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return fmt::format("--dimension takes NAME=VALUE[,VALUE…], not \"{}\"", text);
  const auto at = find_dimension(text.substr(0, equals));
  if (!at) return "--dimension: " + no_such_dimension(text.substr(0, equals));
  const Dimension& dimension = dimensions()[*at];
  std::vector<uint8_t> chosen;
  for (const std::string& name : split(text.substr(equals + 1), ',')) {
    const auto value = dimension.find(name);
    if (!value) return "--dimension: " + no_such_value(dimension, name);
    if (std::find(chosen.begin(), chosen.end(), *value) != chosen.end())
      return fmt::format("--dimension: {}={} is given twice", dimension.name, name);
    chosen.push_back(uint8_t(*value));
  }
  std::sort(chosen.begin(), chosen.end());
  choose(*at, std::move(chosen));
  return Done{};
}

void Grid::choose(size_t dimension, std::vector<uint8_t> values) {
  values_[dimension] = std::move(values);
  count();
}

void Grid::count() {
  slots_ = 1;
  for (size_t at = kDimensions; at-- > 0;) {
    strides_[at] = slots_;
    slots_ *= uint32_t(values_[at].size());
  }
}

Point Grid::point_at(uint32_t slot) const {
  Point point{};
  for (size_t at = 0; at < kDimensions; ++at)
    point[at] = values_[at][slot / strides_[at] % values_[at].size()];
  return point;
}

std::optional<uint32_t> Grid::slot_of(const Point& point) const {
  uint32_t slot = 0;
  for (size_t at = 0; at < kDimensions; ++at) {
    const auto& values = values_[at];
    const auto found = std::find(values.begin(), values.end(), point[at]);
    if (found == values.end()) return {};
    slot += strides_[at] * uint32_t(found - values.begin());
  }
  return slot;
}

uint32_t Selection::size() const {
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < grid.slots(); ++slot) {
    if (has(grid.point_at(slot))) ++count;
  }
  return count;
}

Result<Selection, std::vector<std::string>> read_selection(const SelectionOptions& options) {
  Selection selection;
  std::vector<std::string> errors;
  if (options.full) selection.grid = Grid::full();
  std::vector<std::string> named;
  for (const std::string& text : options.dimensions) {
    if (auto chosen = selection.grid.choose(text); !chosen) errors.push_back(chosen.error());
    named.push_back(text.substr(0, text.find('=')));
    if (std::count(named.begin(), named.end(), named.back()) == 2)
      errors.push_back(
          fmt::format("--dimension {} is given twice; write its values in one list", named.back()));
  }
  selection.where = trim(options.where);
  if (!selection.where.empty()) {
    auto filter = Filter::read(selection.where);
    if (filter) {
      selection.filter = std::move(filter).value();
    } else {
      errors.push_back("--where: " + filter.error());
    }
  }
  if (errors.empty() && !selection.where.empty() && selection.size() == 0)
    errors.push_back("--where keeps no cell of the selection: there is nothing to run");
  if (!options.shard.empty()) {
    const auto shard = read_shard(options.shard);
    if (shard) {
      selection.shard = shard.value();
    } else {
      errors.push_back(shard.error());
    }
  }
  if (!errors.empty()) return errors;
  return selection;
}

}  // namespace rehearse::harness
