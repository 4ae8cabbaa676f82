#include "harness/matrix/cells.h"

#include <fmt/format.h>

#include <charconv>

#include "mocks/core/text.h"

namespace rehearse::harness {

uint32_t number_of(const Point& point) {
  uint32_t number = 0;
  for (size_t at = 0; at < kDimensions; ++at)
    number = number * uint32_t(dimensions()[at].values.size()) + point[at];
  return number;
}

Point point_of(uint32_t number) {
  Point point{};
  for (size_t at = kDimensions; at-- > 0;) {
    const uint32_t size = uint32_t(dimensions()[at].values.size());
    point[at] = uint8_t(number % size);
    number /= size;
  }
  return point;
}

std::string name_of(const Point& point) {
  std::string name;
  for (size_t at = 0; at < kDimensions; ++at) {
    const Dimension& dimension = dimensions()[at];
    name += fmt::format("{}{}={}", at == 0 ? "" : ",", dimension.name,
                        dimension.values[point[at]].name);
  }
  return name;
}

Result<Point, std::string> read_cell(std::string_view text) {
  if (text.find('=') == std::string_view::npos) {
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number >= kAllCells)
      return fmt::format("\"{}\" is not the number of a cell: they go from 0 to {}", text,
                         kAllCells - 1);
    return point_of(number);
  }
  Point point = standard_point();
  std::array<bool, kDimensions> given{};
  for (const std::string& part : split(text, ',')) {
    const std::string_view one = trim(part);
    const size_t equals = one.find('=');
    if (equals == std::string_view::npos)
      return fmt::format("a cell is written NAME=VALUE,…, but \"{}\" has no =", one);
    const auto at = find_dimension(one.substr(0, equals));
    if (!at) return no_such_dimension(one.substr(0, equals));
    const Dimension& dimension = dimensions()[*at];
    const auto value = dimension.find(one.substr(equals + 1));
    if (!value) return no_such_value(dimension, one.substr(equals + 1));
    if (given[*at]) return fmt::format("{} is given twice", dimension.name);
    given[*at] = true;
    point[*at] = uint8_t(*value);
  }
  return point;
}

simulation::LifePlan plan_of(const Point& point) {
  simulation::LifePlan plan;
  for (size_t at = 0; at < kDimensions; ++at) dimensions()[at].set(plan, point[at]);
  return plan;
}

Point point_of(const simulation::LifePlan& plan) {
  Point point{};
  for (size_t at = 0; at < kDimensions; ++at) point[at] = uint8_t(dimensions()[at].get(plan));
  return point;
}

Point standard_point() { return point_of(simulation::LifePlan{}); }

}  // namespace rehearse::harness
