#include "harness/matrix/boxes.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "mocks/core/text.h"

namespace rehearse::harness {

Box box_of(const Point& point) {
  Box box{};
  for (size_t at = 0; at < kDimensions; ++at) box[at] = uint32_t{1} << point[at];
  return box;
}

uint64_t cells_in(const Box& box) {
  uint64_t cells = 1;
  for (const uint32_t values : box) cells *= uint64_t(std::popcount(values));
  return cells;
}

void widen(Box& box, const Box& other) {
  for (size_t at = 0; at < kDimensions; ++at) box[at] |= other[at];
}

std::vector<Box> boxes_of(const std::vector<Point>& points) {
  std::vector<Box> boxes;
  for (const Point& point : points) boxes.push_back(box_of(point));
  for (size_t before = 0; before != boxes.size();) {
    before = boxes.size();
    for (size_t at = 0; at < kDimensions; ++at) {
      // Boxes that differ in one dimension only are one.
      std::map<Box, uint32_t> alike;
      for (Box box : boxes) {
        const uint32_t values = std::exchange(box[at], 0);
        alike[box] |= values;
      }
      boxes.clear();
      for (const auto& [rest, values] : alike) {
        boxes.push_back(rest);
        boxes.back()[at] = values;
      }
    }
  }
  std::stable_sort(boxes.begin(), boxes.end(), [](const Box& left, const Box& right) {
    return cells_in(left) > cells_in(right);
  });
  return boxes;
}

std::string to_text(const Box& box, const Grid& grid) {
  std::vector<std::string> parts;
  for (size_t at = 0; at < kDimensions; ++at) {
    const std::string_view name = dimensions()[at].name;
    std::vector<std::string> in, out;
    for (const uint8_t value : grid.values(at))
      ((box[at] >> value & 1) != 0 ? in : out).emplace_back(dimensions()[at].values[value].name);
    if (out.empty()) continue;
    if (in.size() == 1) {
      parts.push_back(fmt::format("{}={}", name, in.front()));
    } else if (out.size() == 1) {
      parts.push_back(fmt::format("{}!={}", name, out.front()));
    } else {
      parts.push_back(fmt::format("{} in ({})", name, join(in, ",")));
    }
  }
  return parts.empty() ? "all of them" : join(parts, " and ");
}

}  // namespace rehearse::harness
