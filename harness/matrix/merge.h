#pragma once

#include <string>
#include <vector>

#include "harness/matrix/matrix_table.h"

namespace rehearse::harness {

// Reads the matrix.json of each folder, which must be all shards of one matrix, and puts them
// together: the very matrix that a run without shards gives. The errors are sentences.
Result<Matrix, std::vector<std::string>> merge_matrices(const std::vector<std::string>& folders);

}  // namespace rehearse::harness
