#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/matrix/selection.h"

namespace rehearse::harness {

// Box is a set of cells that is a product: for each dimension some values, a bit each.
using Box = std::array<uint32_t, kDimensions>;

Box box_of(const Point& point);
uint64_t cells_in(const Box& box);
// Adds what the other has: the smallest box around both.
void widen(Box& box, const Box& other);
// The same cells as few disjoint boxes, the largest first.
std::vector<Box> boxes_of(const std::vector<Point>& points);
// The dimensions of which not all selected values are in it: `rotation=on and client in (a,b)`;
// "all of them" if there are none.
std::string to_text(const Box& box, const Grid& grid);

}  // namespace rehearse::harness
