#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "harness/matrix/cells.h"
#include "harness/matrix/filter.h"
#include "harness/scenario/shard.h"

namespace rehearse::harness {

// Grid is a product of some values of each dimension. Its slots are counted like the numbers of the
// cells: the last dimension is the fastest.
class Grid {
 public:
  // The standard matrix: all values, but one of each fixed dimension.
  Grid();
  static Grid full();

  // Leaves the named values: `NAME=VALUE[,VALUE…]`. The error is a sentence.
  Result<Done, std::string> choose(std::string_view text);
  // Leaves these values: some of the dimension's, ascending.
  void choose(size_t dimension, std::vector<uint8_t> values);

  uint32_t slots() const { return slots_; }
  Point point_at(uint32_t slot) const;
  std::optional<uint32_t> slot_of(const Point& point) const;
  const std::vector<uint8_t>& values(size_t dimension) const { return values_[dimension]; }
  // From a slot to the next value of the dimension.
  uint32_t stride(size_t dimension) const { return strides_[dimension]; }
  friend bool operator==(const Grid&, const Grid&) = default;

 private:
  void count();

  std::array<std::vector<uint8_t>, kDimensions> values_{};
  std::array<uint32_t, kDimensions> strides_{};
  uint32_t slots_ = 0;
};

// Cells that differ in usage and client alone begin alike, and are cheaper one after the other: so
// many have neighbouring numbers. No shard parts them.
inline constexpr uint32_t kLivedTogether = 21;

// Selection says which cells are meant: those of the grid that the filter keeps; a shard is a part
// of them.
struct Selection {
  Grid grid{};
  std::string where{};  // as written; empty: every cell
  Filter filter{};      // what `where` says
  Shard shard{};

  bool has(const Point& point) const {
    return shard.has(number_of(point) / kLivedTogether) && filter.holds(point);
  }
  // How many cells that are; goes through all.
  uint32_t size() const;
};

// What the command line says of the selection. The errors are sentences, the filter's of more than
// one line.
struct SelectionOptions {
  bool full = false;
  std::vector<std::string> dimensions{};  // each NAME=VALUE[,VALUE…]
  std::string where{};
  std::string shard{};  // I/N; empty: all
};
Result<Selection, std::vector<std::string>> read_selection(const SelectionOptions& options);

}  // namespace rehearse::harness
