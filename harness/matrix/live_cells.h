#pragma once

#include <functional>

#include "harness/matrix/checkpoint.h"

namespace rehearse::harness {

// What goes on beside the lives.
struct Watch {
  std::function<bool()> interrupted{};  // asked between two lives, from every thread
  // Told now and then, by the calling thread: how many cells were lived now, and how many are to
  // be.
  std::function<void(uint32_t done, uint32_t of)> progress{};
};

// Lives every cell of the selection that has no story yet, with that many threads. The matrix comes
// out in order and the same whatever their number; `partial` if it was interrupted. The checkpoint
// may be null. The error is a sentence: the checkpoint cannot be written.
Result<Done, std::string> live_cells(Matrix& matrix, const LiveMaker& maker, unsigned jobs,
                                     Checkpoint* checkpoint, const Watch& watch);

}  // namespace rehearse::harness
