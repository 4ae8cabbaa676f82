#pragma once

#include <optional>
#include <string>

#include "harness/matrix/matrix_table.h"

namespace rehearse::harness {

// What makes two files parts of one matrix: program, seed, values, filter. The members go into
// both kinds of file, in front of all else.
Json identity_json(const Matrix& matrix);
// The selection of such an object, its shard included. The error is a sentence.
Result<Matrix, std::string> read_identity(const Json& json);
// How the second differs from the first, for people: `is of seed 2, not 1`; nothing if it doesn't.
// The shard counts only if asked.
std::optional<std::string> difference(const Matrix& wanted, const Matrix& found, bool with_shard);

}  // namespace rehearse::harness
