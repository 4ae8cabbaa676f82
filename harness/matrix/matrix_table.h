#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/matrix/selection.h"
#include "harness/matrix/story.h"

namespace rehearse::harness {

inline constexpr uint32_t kNoStory = UINT32_MAX;

// Matrix is what came of the cells of a selection: four bytes a slot of its grid, and each story
// once.
struct Matrix {
  Selection selection{};
  uint64_t seed = 1;
  std::string version{};          // of the program that lived them
  std::vector<Story> stories{};   // in the order in which the cells meet them
  std::vector<uint32_t> cells{};  // by slot; kNoStory: not selected, or not lived yet
  bool partial = false;           // true: some selected cells were not lived
  const Story* story_at(uint32_t slot) const {
    return cells[slot] == kNoStory ? nullptr : &stories[cells[slot]];
  }
};

// Numbers the stories by the first cell that has them and drops those that none has, so that the
// result does not tell in which order it came about.
void put_in_order(Matrix& matrix);

// `0*12 1 -*3 0`: the stories of the slots in order, `-` for none, `*N` for N in a row.
std::string cells_text(const std::vector<uint32_t>& cells, uint32_t from, uint32_t until);
// Reads it into the cells from `from` on; false if it isn't of that form or longer than they are.
// `stories` bounds the numbers.
bool read_cells(std::string_view text, size_t stories, uint32_t from, uint32_t until,
                std::vector<uint32_t>& cells);

}  // namespace rehearse::harness
