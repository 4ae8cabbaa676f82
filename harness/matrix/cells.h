#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "harness/matrix/dimensions.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// Point is a cell of the matrix: for each dimension the index of its value.
using Point = std::array<uint8_t, kDimensions>;

inline constexpr uint32_t kAllCells = 1'505'280;

// A cell's number is its place in the product of all dimensions, whatever part of it is run.
uint32_t number_of(const Point& point);
Point point_of(uint32_t number);  // of a number below kAllCells

// `pkce_required=on,client_pkce=s256,…`, all dimensions in the order of the table.
std::string name_of(const Point& point);
// Reads a number, or a name of any order in which what is missing has the guide's value. The error
// is a sentence.
Result<Point, std::string> read_cell(std::string_view text);

simulation::LifePlan plan_of(const Point& point);
Point point_of(const simulation::LifePlan& plan);  // of its settings, not the later ones
// What the guide and a client that follows the RFCs come to.
Point standard_point();

}  // namespace rehearse::harness
