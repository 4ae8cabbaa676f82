#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "harness/matrix/matrix_table.h"

namespace rehearse::harness {

using Put = std::function<void(std::string_view)>;

// The text as a field of CSV (RFC 4180), quoted where it must be.
std::string csv_field(std::string_view text);

// A line a cell: number, the value of each dimension, and what came of it.
void write_csv(const Matrix& matrix, const Put& put);

// Everything, compact: what the matrix is of, the dimensions, each story once, and the cells as
// numbers of stories (cells_text) in the order of the selected values' product. README.md describes
// it; `rehearse matrix merge` reads it.
void write_json(const Matrix& matrix, const Put& put);
// The error is a sentence.
Result<Matrix, std::string> read_matrix(std::string_view text);

}  // namespace rehearse::harness
